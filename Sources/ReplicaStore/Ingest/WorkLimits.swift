internal import SyncProtocol

/// What a change that somebody pushes may cost the one writer. Specification: section "Limits".
///
/// Where it would cost more than any honest program's change, nothing of it is stored; what a store writes itself, and what it
/// receives from its upstream, has no limit.
struct WorkLimits {
    /// What a step along the changes of a record counts for, in bytes: about what a row of `change` costs to look up.
    static let stepBytes = 100
    /// What reading a whole change of a record counts for, in bytes: it is checked and hashed too.
    static let changeBytes = 2_000

    static let none = WorkLimits(isLimited: false)
    static let pushed = WorkLimits(isLimited: true)

    private let isLimited: Bool

    /// More is read for a request than it may have read.
    struct Exceeded: Error {}

    /// - Throws: ``Exceeded``.
    func hold(_ workspace: Workspace) throws {
        if isLimited, workspace.workLeft < 0 { throw Exceeded() }
    }

    /// Whether a record may become what a change makes of it: each further change to the record costs what the record weighs,
    /// and of more areas than a record has some would lose it. What makes a record smaller is always allowed.
    func allow(_ state: RecordState, after old: RecordState, schema: Schema) -> Bool {
        guard isLimited else { return true }
        if state.weight > Limits.recordWeightMax, state.weight > old.weight { return false }
        guard let place = Placing.field(of: state.key.type, schema: schema) else { return true }
        let values = state.writes(of: FieldKey(place)).count
        return values <= Limits.recordAreasMax || values <= old.writes(of: FieldKey(place)).count
    }
}

extension Workspace {
    /// Notes what something costs.
    func spend(_ count: Int64, of bytes: Int) {
        let cost = count.multipliedReportingOverflow(by: Int64(bytes))
        workLeft = cost.overflow ? -1 : workLeft.subtractingReportingOverflow(Int(cost.partialValue)).partialValue
    }
}

internal import CommunityModel
public import CommunityRecords
internal import ReplicaStore
public import SyncProtocol
internal import Values

/// An inspection that was submitted, and what became of its failed indicators.
public struct SubmittedInspection: Sendable {
    public let judged: JudgedInspection
    /// Closed rectifications whose indicator fails again.
    public let reopened: [RecordID]
    /// Rectifications that the submission opened.
    public let opened: [RecordID]
    /// How many failed indicators have a rectification that is not closed.
    public let covered: Int
}

extension FieldStore {
    /// Submits an inspection: it is not changed any more, and closed rectifications whose indicator fails are reopened
    /// in the same change.
    ///
    /// - Parameters:
    ///   - prefix: The inspection's id or the beginning of it.
    ///   - opensRectifications: Whether failed indicators without a rectification get one.
    /// - Returns: What was submitted and what became of the failures.
    /// - Throws: ``Failure`` `inspection_submitted`, `record_deleted`, `field_in_conflict`; `StoreError`.
    public func submitInspection(_ prefix: String, opensRectifications: Bool) throws -> SubmittedInspection {
        let inspection = try inspection(prefix)
        try refuseDisputed(inspection)
        let failed = try judged(inspection)
        let plan = try FailurePlan(
            failed, rectifications: rectifications(area: inspection.area), facts: CommunityFacts(replica))
        let prepared = opensRectifications ? try plan.uncovered.map { try newRectification(failed, $0) } : []
        let reopenings = try plan.reopened.map { try reopening($0, by: inspection.id) }
        let (submitted, opened) = try edit(inspection) { key, type, context in
            guard let field = type.field(named: "submitted") else {
                throw StoreError.invalidChange(code: "schema_invalid")
            }
            var writes = [try context.write(key, field, .boolean(true))]
            writes += reopenings
            let made = try prepared.map { try $0.writes(in: context) }
            return (writes + made.flatMap(\.writes), made.map(\.key.id))
        }
        return SubmittedInspection(
            judged: try judged(submitted), reopened: plan.reopened.map(\.id), opened: opened,
            covered: plan.covered + plan.reopened.count + opened.count)
    }

    private func refuseDisputed(_ inspection: Inspection) throws {
        guard !inspection.conflicts.isEmpty else { return }
        let names = inspection.conflicts.sorted()
        throw Failure(
            code: "field_in_conflict", status: .data,
            message: Localized(
                zh: "检查员对这些数值意见不一：\(names.joined(separator: "、"))。没有提交。",
                en: "The inspectors disagree about: \(names.joined(separator: ", ")). Nothing was submitted."),
            hint: Localized(
                zh: "请先解决：ruhu conflict list，然后 ruhu conflict resolve。",
                en: "Decide first: `ruhu conflict list`, then `ruhu conflict resolve`."))
    }
}

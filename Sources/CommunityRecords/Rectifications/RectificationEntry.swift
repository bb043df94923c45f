public import CommunityModel
public import ReplicaStore
public import SyncProtocol
public import Values

/// A rectification as a store holds it: its fields, and the history that its events tell.
public struct RectificationEntry: Sendable {
    /// The record's id.
    public let id: RecordID
    /// Code of its area, code of where it comes from, and what is wrong.
    public let area, source, title: String
    /// Where it is, and how grave; `nil` where not stated.
    public let place, severity: String?
    /// Id of the standard and code of the indicator that failed.
    public let standard, indicator: String?
    /// The inspection or opinion that it comes from.
    public let inspection, opinion: RecordID?
    /// Who answers for it, and what is noted of it.
    public let leadUnit, remarks: String?
    /// What the guards look at.
    public let fields: RectificationFields
    /// What its events tell.
    public let history: RectificationHistory
    /// When the record was made, in milliseconds since 1970.
    public let madeAt: Int64
    /// Whether somebody deleted it.
    public let isDeleted: Bool
    /// Whether it was found to be a duplicate of another, with which it counts.
    public let isDuplicate: Bool
    /// Names of the fields in conflict.
    public let conflicts: [String]

    /// Where it stands.
    public var state: RectificationState { history.state }
    /// By when it is to be done, as the last plan or deferral says.
    public var dueDate: CalendarDate? { history.dueDate(recorded: fields.dueDate) }

    /// Whether it is not finished although its day is past.
    public func isOverdue(on day: CalendarDate) -> Bool {
        guard let dueDate else { return false }
        return !state.isFinished && dueDate < day
    }

    /// Reads the record.
    ///
    /// It is `nil` when it has no area.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - type: The type `rectification` of the schema in force.
    ///   - headers: The headers of its changes.
    public init?(_ record: StoredRecord, type: RecordType, headers: [ChangeID: ChangeHeader]) {
        let view = record.view
        guard let area = view.text("area", of: type) else { return nil }
        id = record.key.id
        self.area = area
        source = view.text("source", of: type) ?? "other"
        title = view.text("title", of: type) ?? ""
        place = view.text("place", of: type)
        severity = view.text("severity", of: type)
        standard = view.text("standard", of: type)
        indicator = view.text("indicator", of: type)
        inspection = view.reference("inspection", of: type)
        opinion = view.reference("opinion", of: type)
        leadUnit = view.text("lead_unit", of: type)
        remarks = view.text("remarks", of: type)
        fields = RectificationFields(
            measure: view.text("measure", of: type) ?? "", project: view.text("project", of: type) ?? "",
            dueDate: view.date("due_date", of: type), responsibleUnit: view.text("responsible_unit", of: type) ?? "",
            isReplyWanted: view.value("reply_wanted", of: type) == .boolean(true),
            answer: view.text("answer", of: type) ?? "")
        history = RectificationHistory.replay(Self.events(of: view, type: type, headers: headers))
        madeAt = headers.values.map(\.writtenAt).min() ?? 0
        isDeleted = view.deletion == .deleted
        // An alias on which people disagree is not followed (Protocol/spec.md, section "Aliases").
        if case .value(let write)? = view.outcome(of: .alias), case .reference? = Value(encoded: write.value) {
            isDuplicate = true
        } else {
            isDuplicate = false
        }
        conflicts = view.conflicts.compactMap { type.field($0.key.field)?.name }
    }

    private static func events(
        of view: RecordView, type: RecordType, headers: [ChangeID: ChangeHeader]
    ) -> [RectificationEvent] {
        guard let field = type.field(named: "events"), case .entries(let writes)? = view.outcome(of: field.number)
        else { return [] }
        return writes.map { write in
            let header = headers[write.dot.change]
            return RectificationEvent(write, author: header?.author ?? "", device: header?.device ?? "")
        }
    }
}

extension CommunityFacts {
    /// The rectifications in areas whose code begins with a code, oldest first.
    ///
    /// - Parameter prefix: The beginning of the codes; empty for all.
    /// - Returns: Those that are not deleted.
    /// - Throws: `StoreError`.
    public func rectifications(areaPrefix prefix: String) throws -> [RectificationEntry] {
        guard let type = schema.type(RecordTypes.rectification) else { return [] }
        return try kept(\.rectifications, prefix) {
            try replica.records(of: type.number, areaPrefix: prefix).compactMap { record in
                RectificationEntry(record, type: type, headers: try replica.headers(of: record.key))
            }.sorted { ($0.madeAt, $0.id) < ($1.madeAt, $1.id) }
        }
    }
}

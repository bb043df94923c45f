internal import CommunityModel
public import CommunityRecords
internal import Records
internal import ReplicaStore
internal import SyncProtocol
public import Values

/// What a person does to a rectification.
public struct RectificationUpdate: Sendable {
    /// The state to bring it to, such as `planned`; `nil` to change fields or to comment only.
    public var state: String?
    /// Fields as `FIELD=VALUE`.
    public var assignments: [String]
    /// Why, or a comment.
    public var text: String
    /// What proves it, such as the name of a photograph.
    public var evidence: String
    /// Id of the inspection that found it so, or the beginning of it.
    public var inspection: String?
    /// A new due date, for planning and deferring.
    public var dueDate: CalendarDate?
    /// Asks for reopening without deciding it.
    public var isRequest: Bool
    /// Decides against the requests to reopen it.
    public var isDecline: Bool

    /// What is done; whatever is left out stays as it is.
    public init(
        state: String? = nil, assignments: [String] = [], text: String = "", evidence: String = "",
        inspection: String? = nil, dueDate: CalendarDate? = nil, isRequest: Bool = false,
        isDecline: Bool = false
    ) {
        self.state = state
        self.assignments = assignments
        self.text = text
        self.evidence = evidence
        self.inspection = inspection
        self.dueDate = dueDate
        self.isRequest = isRequest
        self.isDecline = isDecline
    }
}

extension Rectifications {
    /// Moves a rectification on, changes its fields, or adds a comment: one change.
    ///
    /// - Parameters:
    ///   - prefix: Its id or the beginning of it.
    ///   - update: What is done.
    /// - Returns: The rectification after the save.
    /// - Throws: ``Failure`` with a code of `RectificationFault` (65), `state_unknown` (64), `field_invalid`,
    ///   `field_in_conflict`, `record_deleted`.
    public func update(_ prefix: String, _ update: RectificationUpdate) throws -> RectificationEntry {
        let entry = try one(prefix)
        let type = try type(RecordTypes.rectification)
        let key = RecordKey(id: entry.id, type: type.number)
        let assignments = try store.records.assignments(update.assignments, type: type, omitted: ["area", "events"])
        let event = try event(update, dueDate: Self.dueDate(in: assignments), after: entry)
        if let event { try check(event, entry, assignments) }
        _ = try replica.save(as: author, handsIn: true) { context in
            let view = try context.record(key).view
            if view.deletion == .deleted, !update.assignments.contains("deleted=false") {
                throw AnyRecords.deleted(key)
            }
            try AnyRecords.refuseConflicts(of: view, touchedBy: assignments)
            var writes = try assignments.flatMap { try $0.edit(key, in: context, confirms: true).writes }
            if let event { writes.append(try Self.eventWrite(event, key: key, type: type)) }
            return writes.isEmpty ? [] : [ChangeDraft(reason: update.text, writes: writes)]
        }
        return try one(key)
    }

    /// A plan that sets the date says so in its event too: it would not stand against an earlier deferral otherwise.
    private static func dueDate(in assignments: [Assignment]) -> CalendarDate? {
        let dates = assignments.filter { $0.field.name == "due_date" }.map(\.content)
        if case .value(.date(let date))? = dates.last { return date }
        return nil
    }

    private func event(
        _ update: RectificationUpdate, dueDate assigned: CalendarDate?, after entry: RectificationEntry
    ) throws -> RectificationEvent.Content? {
        let inspection = try update.inspection.map { try record($0, type: RecordTypes.inspection).id }
        let kind: RectificationKind
        if update.isRequest {
            kind = .request
        } else if update.isDecline {
            kind = .decline
        } else if let word = update.state {
            guard let state = RectificationState(rawValue: word.replacing("-", with: "_")),
                let reached = state.reachedBy
            else { throw Self.unknownState(word) }
            kind = reached
        } else if update.text.isEmpty && update.evidence.isEmpty && inspection == nil {
            return nil
        } else {
            kind = .comment
        }
        return RectificationEvent.Content(
            kind: kind, base: entry.history.heads, text: update.text, evidence: update.evidence,
            inspection: inspection, dueDate: update.dueDate ?? (kind == .plan || kind == .defer ? assigned : nil))
    }

    private func check(
        _ event: RectificationEvent.Content, _ entry: RectificationEntry, _ assignments: [Assignment]
    ) throws {
        var fields = entry.fields
        for assignment in assignments {
            guard case .value(let value) = assignment.content else { continue }
            let text = if case .text(let text) = value { text } else { "" }
            switch assignment.field.name {
            case "measure": fields.measure = text
            case "project": fields.project = text
            case "responsible_unit": fields.responsibleUnit = text
            case "answer": fields.answer = text
            case "reply_wanted": fields.isReplyWanted = value == .boolean(true)
            case "due_date": if case .date(let date) = value { fields.dueDate = date } else { fields.dueDate = nil }
            default: break
            }
        }
        let faults = RectificationRules.check(event, after: entry.history, fields: fields, author: author.login)
        guard let first = faults.first else { return }
        let missing = faults.flatMap(\.missingFields).map { $0 + "=…" }.joined(separator: " ")
        throw Failure(
            fault: missing.isEmpty ? "event_refused" : "event_lacks_fields", code: first.code.rawValue, status: .data,
            ["missing": missing], bilingual: ["reasons": faults.map(\.message).joined(zh: "；", en: "; ")])
    }

    private static func unknownState(_ word: String) -> Failure {
        let known = RectificationState.allCases.filter { $0.reachedBy != nil }.map(\.rawValue).joined(separator: ", ")
        return Failure(fault: "state_unknown", ["word": "\(word)", "known": "\(known)"])
    }
}

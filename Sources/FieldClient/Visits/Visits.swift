public import CommunityModel
internal import ReplicaStore
public import SyncProtocol
public import Values

/// Visits to households.
public struct Visits: UseCase, Sendable {
    let store: FieldStore

    /// One visit, also a deleted one.
    ///
    /// - Parameter id: Its id or the beginning of it.
    /// - Returns: The visit.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func one(_ id: String) throws -> VisitEntry { try one(try record(id, type: RecordTypes.visit)) }

    /// Visits that are not deleted, oldest first.
    ///
    /// - Parameters:
    ///   - household: Only those of this household, when given: its id or the beginning of it.
    ///   - area: Only those in areas whose code begins with it; empty for all.
    /// - Returns: The visits, oldest first.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous` for the household; ``StoreError``.
    public func list(household: String?, area: String) throws -> [VisitEntry] {
        let records: [StoredRecord]
        if let household {
            let parent = try record(household, type: RecordTypes.household)
            records = try replica.children(of: parent.id, type: RecordTypes.visit).filter { visit in
                area.isEmpty || visit.areas.contains { $0.hasPrefix(area) }
            }
        } else {
            records = try replica.records(of: RecordTypes.visit, areaPrefix: area)
        }
        return try records.map(entry)
    }

    func one(_ key: RecordKey) throws -> VisitEntry {
        try entry(try stored(key))
    }

    /// What the person should know about a saved visit that is shown: that it is open for changes, or that a form of it
    /// is not here.
    ///
    /// - Parameter visit: The visit.
    /// - Returns: The notices; none for most visits.
    /// - Throws: ``StoreError``.
    public func notices(reading visit: VisitEntry) throws -> [Localized] {
        var notices: [Localized] = []
        if try replica.draft(visit.id) != nil {
            let id = try store.drafts.shortID(visit.id)
            notices.append(
                Localized(
                    zh: "正在修改，尚未提交：ruhu visit resume \(id)。",
                    en: "It is open for changes that were not submitted: `ruhu visit resume \(id)`."))
        }
        if case .string(let form)? = visit.answer(.form), case .string(let version)? = visit.answer(.formVersion),
            try store.forms.document(form, version: version) == nil
        {
            notices.append(
                Localized(
                    zh: "本机没有问卷 \(form) 第 \(version) 版；答案按名称列出。",
                    en: "Version \(version) of the form \(form) is not on this device; the answers are shown by name."))
        }
        return notices
    }

    private func entry(_ record: StoredRecord) throws -> VisitEntry {
        guard let object = FlatObject(record.json) else {
            throw StoreError.damaged(record: record.key.id.description, detail: "its readable state is no JSON object")
        }
        let origin = try replica.origin(of: record.key)
        var members: [(isField: Bool, member: JSONValue.Member)] = []
        var conflicts: [String] = []
        for member in object.members {
            guard let value = object.value(member.name) else { continue }
            switch (member.name, value) {
            case (FieldName.household, _), (_, .null): continue
            case ("_conflicts", .array(let names)):
                conflicts = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
            case (FieldName.answers, .object(let cells)):
                members += cells.filter { $0.value != .null }.map { (false, $0) }
            default: members.append((true, JSONValue.Member(member.name, value)))
            }
        }
        let asked = Set(members.filter { !$0.isField }.map(\.member.name))
        return VisitEntry(
            type: schema.type(record.key.type), id: record.key.id,
            household: object.text(.household).flatMap { RecordID($0) },
            author: origin?.author ?? "", device: origin?.device ?? "",
            writtenAt: Instant(milliseconds: origin?.writtenAt ?? 0),
            fields: members.filter(\.isField).map(\.member),
            answers: members.filter { !$0.isField || !asked.contains($0.member.name) }.map(\.member),
            conflicts: conflicts,
            isDeleted: record.view.deletion == .deleted)
    }
}

/// A visit as people see it.
public struct VisitEntry: Encodable, Sendable {
    /// The type `visit`.
    let type: RecordType?
    /// The id of the visit.
    public let id: RecordID
    /// The household that was visited; `nil` where the record names none.
    public let household: RecordID?
    /// Login of who recorded the visit, and the name of the device.
    public let author, device: String
    /// When the visit was recorded.
    public let writtenAt: Instant
    /// The visit's own fields by name, in the order of the schema.
    public let fields: [JSONValue.Member]
    /// Fields and answers of the form by name, as `visit add` takes them. Of a name that a field and a question of the
    /// form share it is the question's.
    public let answers: [JSONValue.Member]
    /// Names of the fields in conflict.
    public let conflicts: [String]
    /// Whether the visit was deleted; lists hold none that were.
    public let isDeleted: Bool

    /// The answers as they are shown: null in the place of those that serve aggregates alone.
    public var shownAnswers: [JSONValue.Member] { redaction.shown(answers) }

    /// Names of the answers that are withheld.
    public var withheld: [String] { answers.map(\.name).filter(redaction.hides(answer:)) }

    private var redaction: AnswerRedaction {
        let form: String? = if case .string(let form)? = answer(.form) { form } else { nil }
        return AnswerRedaction(type, form: form)
    }

    /// A field of the visit, or else an answer of its form.
    public func answer(_ name: String) -> JSONValue? {
        fields.first { $0.name == name }?.value ?? answers.first { $0.name == name }?.value
    }

    /// A field of the visit, or else an answer of its form.
    public func answer(_ name: FieldName) -> JSONValue? { answer(name.text) }

    /// The fields whose name a question of the form has too.
    public var shadowed: [JSONValue.Member] {
        fields.filter { field in answers.first { $0.name == field.name } != field }
    }

    private enum Key: String, CodingKey {
        case id, household, author, device, writtenAt, answers, conflicts, withheld, fields, deleted
    }

    /// Contract: Protocol/json-output.md, "visit add, set, show; list".
    public func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(id, forKey: .id)
        try json.encode(household, forKey: .household)
        try json.encode(author, forKey: .author)
        try json.encode(device, forKey: .device)
        try json.encode(writtenAt, forKey: .writtenAt)
        try json.encode(JSONValue.object(shownAnswers), forKey: .answers)
        try json.encode(conflicts, forKey: .conflicts)
        if !withheld.isEmpty { try json.encode(withheld, forKey: .withheld) }
        if !shadowed.isEmpty { try json.encode(JSONValue.object(shadowed), forKey: .fields) }
        if isDeleted { try json.encode(true, forKey: .deleted) }
    }
}

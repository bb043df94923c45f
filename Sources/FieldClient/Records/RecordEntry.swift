public import CommunityModel
internal import ReplicaStore
public import SyncProtocol
public import Values

/// A record as people and scripts see it, of whatever type.
public struct RecordEntry: Sendable {
    /// The id of the record.
    public let id: RecordID
    /// Its declared type.
    public let type: RecordType
    /// Whether the record was deleted; lists hold none that were.
    public let isDeleted: Bool
    /// Names of the answers that serve aggregates alone: what they say is neither shown nor found here.
    public let withheld: [String]
    private let object: FlatObject
    /// Names of the fields that are left out.
    private let hidden: [String]

    private static let conflictsName = "_conflicts"
    private static let deletedName = "deleted"

    /// Reads the readable state of a record, as the store writes it, without the fields that are to be hidden.
    ///
    /// - Throws: ``StoreError/damaged(record:detail:)``.
    init(id: RecordID, type: RecordType, json: String, isDeleted: Bool = false, hiding hidden: [String] = []) throws {
        guard var object = FlatObject(json) else {
            throw StoreError.damaged(record: id.description, detail: "its readable state is no JSON object")
        }
        withheld = object.redact(as: type)
        object.nameConflicts(by: type)
        self.id = id
        self.type = type
        self.isDeleted = isDeleted
        self.hidden = hidden
        self.object = object
    }

    /// Its id with the number of its type.
    public var key: RecordKey { RecordKey(id: id, type: type.number) }

    /// The text of a field; empty when it has none.
    public func text(_ field: String) -> String { isHidden(field) ? "" : object.text(field) ?? "" }

    /// The text of a field; empty when it has none.
    public func text(_ field: FieldName) -> String { text(field.text) }

    /// The value of a field.
    public func value(_ field: String) -> JSONValue? { isHidden(field) ? nil : object.value(field) }

    /// The value of a field as JSON writes it.
    func raw(_ field: String) -> Substring? { object.raw(field) }

    /// Names of the fields that hold something, in the order of the schema; those of the key in any case.
    public var fieldNames: [String] {
        type.key
            + object.members.filter { member in
                !type.key.contains(member.name) && member.name != Self.conflictsName
                    && member.name != Self.deletedName && member.raw != "null" && member.raw != "[]"
                    && !isHidden(member.name)
            }.map(\.name)
    }

    /// Names of the fields in conflict.
    public var conflicts: [String] {
        guard object.raw(Self.conflictsName) != nil,
            case .array(let names)? = object.value(Self.conflictsName)
        else { return [] }
        return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }

    /// `{"id","type", key fields, further fields, "conflicts"}`; `"deleted":true` when it was deleted.
    ///
    /// A field of the key without a value is an empty string when it is a text, else null.
    /// - Parameters:
    ///   - text: Where it is written.
    ///   - further: Members that are added.
    public func appendJSON(to text: inout String, adding further: [JSONValue.Member] = []) {
        text += "{\"id\":\""
        text += id.description
        text += "\",\"type\":\""
        text += type.name
        text += "\""
        for name in type.key {
            text += ",\"\(name)\":"
            let raw = object.raw(name)
            if let raw, raw != "null" { text += raw } else { text += emptyText(name) }
        }
        var conflicts: Substring = "[]"
        for member in object.members where !type.key.contains(member.name) {
            if member.name == Self.conflictsName {
                conflicts = member.raw
            } else if member.raw != "null", member.name != Self.deletedName, !isHidden(member.name) {
                text += ","
                JSONValue.append(quoted: member.name, to: &text)
                text += ":"
                text += member.raw
            }
        }
        if isDeleted { text += ",\"deleted\":true" }
        if !withheld.isEmpty { text += ",\"withheld\":" + JSONValue.array(withheld.map(JSONValue.string)).text }
        text += ",\"conflicts\":"
        text += conflicts
        for member in further { text += ",\"\(member.name)\":\(member.value.text)" }
        text += "}"
    }

    private func emptyText(_ name: String) -> String {
        type.field(named: name)?.type == .text ? "\"\"" : "null"
    }

    private func isHidden(_ name: String) -> Bool { !hidden.isEmpty && hidden.contains(name) }
}

extension FlatObject {
    /// Takes out the answers that serve aggregates alone.
    ///
    /// - Returns: Their names.
    fileprivate mutating func redact(as type: RecordType) -> [String] {
        guard type.number == RecordTypes.visit, case .object(let answers)? = value(.answers) else { return [] }
        let redaction = AnswerRedaction(type, form: text(.form))
        let withheld = answers.filter { $0.value != .null && redaction.hides(answer: $0.name) }.map(\.name)
        guard !withheld.isEmpty else { return [] }
        replace(FieldName.answers.text, with: .object(redaction.shown(answers)))
        if let notes = value(.answerNotes) {
            let shown = redaction.shown([JSONValue.Member(.answerNotes, notes)])
            for member in shown { replace(member.name, with: member.value) }
        }
        return withheld
    }

    /// The store names a cell in conflict by itself; people see it with its field (``Field/cellName(_:)``).
    fileprivate mutating func nameConflicts(by type: RecordType) {
        guard raw("_conflicts") != nil, case .array(let names)? = value("_conflicts") else { return }
        let keyed = type.fields.filter(\.keyed)
        guard keyed.count == 1 else { return }
        let shown = names.map { name -> JSONValue in
            guard case .string(let text) = name, type.field(named: text) == nil else { return name }
            return .string(keyed[0].cellName(text))
        }
        replace("_conflicts", with: .array(shown))
    }
}

extension RecordType {
    /// Names of the fields that lists leave out, because they tell of a person.
    var sensitiveNames: [String] { fields.filter(\.sensitive).map(\.name) }
}

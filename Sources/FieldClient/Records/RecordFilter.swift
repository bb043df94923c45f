internal import Records
internal import SyncProtocol
internal import Values

/// A condition of a list: a field, and what it must hold.
struct RecordFilter {
    private let target: AssignmentTarget
    /// As JSON writes them: the value, or all elements that a union must hold; empty for a field without a value.
    private let wanted: [String]

    /// Reads a condition; what is wrong with it is noted, and then there is none.
    ///
    /// - Parameters:
    ///   - word: `FIELD=VALUE`.
    ///   - type: The type whose field it names.
    ///   - references: Finds the records that references name.
    ///   - problems: Where everything wrong is noted.
    /// - Throws: What the store throws.
    init?(_ word: String, type: RecordType, references: References, problems: inout InputProblems) throws {
        let (name, text) = word.divided(at: "=") ?? (word, "")
        guard let target = type.target(named: name, omitting: ["deleted"]) else {
            let known = type.settableNames(omitting: ["deleted"])
            problems.add(
                at: Localized(zh: name, en: name),
                Localized(zh: "没有这个字段；可用：\(known)。", en: "no such field; there are: \(known)."))
            return nil
        }
        self.target = target
        guard !text.isEmpty else {
            wanted = []
            return
        }
        do {
            let members = target.field.members.map(\.name)
            switch try target.read(text, references: references).content {
            case .value(let value): wanted = [JSONValue(value, members: members).text]
            case .elements(let elements), .adding(let elements), .removing(let elements):
                wanted = elements.map { JSONValue($0).text }
            }
        } catch let fault as EntryFault {
            problems.add(at: Localized(zh: name, en: name), fault.text)
            return nil
        }
    }

    func matches(_ record: RecordEntry) -> Bool {
        let held = held(by: record)
        return wanted.isEmpty ? held.isEmpty : wanted.allSatisfy(held.contains)
    }

    private func held(by record: RecordEntry) -> [String] {
        guard let raw = record.raw(target.field.name), raw != "null" else { return [] }
        if target.field.policy == .union || target.field.policy == .append || target.field.keyed {
            guard let value = JSONValue(parsing: Array(raw.utf8)) else { return [] }
            return elements(of: value)
        }
        return [String(raw)]
    }

    private func elements(of value: JSONValue) -> [String] {
        switch value {
        case .object where target.field.keyed:
            value[String(decoding: target.cell, as: UTF8.self)].map(elements) ?? []
        case .array(let elements): elements.map(\.text)
        case .null: []
        default: [value.text]
        }
    }
}

internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
public import Values

extension AnyRecords {
    /// Records of a type that are not deleted, by id.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - area: Only those in areas whose code begins with it; empty for all.
    ///   - words: `FIELD=VALUE` for those that hold the value (`FIELD=` for those that hold none); other words must
    ///     occur in the fields that search reads.
    /// - Returns: The records, without the fields that tell of a person.
    /// - Throws: ``Failure`` `field_invalid`; ``StoreError``.
    public func list(of type: RecordType, area: String = "", words: [String] = []) throws -> [RecordEntry] {
        var problems = InputProblems()
        let isFilter = { (word: String) in word.unicodeScalars.contains("=") }
        var filters: [RecordFilter] = []
        let references = References(store.held)
        for word in words where isFilter(word) {
            if let filter = try RecordFilter(word, type: type, references: references, problems: &problems) {
                filters.append(filter)
            }
        }
        try problems.throwIfAny(code: "field_invalid", title: Localized(zh: "条件有误：", en: "The filter is wrong:"))
        let hidden = type.sensitiveNames
        let text = words.filter { !isFilter($0) }.joined(separator: " ")
        return try replica.listing(of: type.number, matching: AddressSearch.words(of: text), areaPrefix: area)
            .compactMap { record in
                let entry = try RecordEntry(id: record.id, type: type, json: record.json, hiding: hidden)
                return filters.allSatisfy { $0.matches(entry) } ? entry : nil
            }
    }

    /// One record, also a deleted one.
    ///
    /// - Parameters:
    ///   - name: Its id, the beginning of it, or the value of its natural key.
    ///   - type: Its type; `nil` when `name` is an id.
    /// - Returns: The record.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func key(named name: String, type: RecordType?) throws -> RecordKey {
        guard let type else { return try record(name) }
        switch try References(store.held).find(name, type: type) {
        case .one(let id): return RecordKey(id: id, type: type.number)
        case .several(let count):
            throw Failure(
                fault: "record_name_ambiguous", ["name": "\(name)", "count": "\(count)", "type": "\(type.name)"],
                bilingual: ["title": type.title])
        case .none:
            throw Failure(
                fault: "record_named_unknown", ["name": name],
                bilingual: ["title": type.title.lowercased, "find": store.hintToFind(type.number)])
        }
    }

    /// One record, also a deleted one.
    public func entry(_ key: RecordKey) throws -> RecordEntry { try entry(try stored(key)) }

    func entry(_ record: StoredRecord) throws -> RecordEntry {
        try RecordEntry(
            id: record.key.id, type: try type(record.key.type), json: record.json,
            isDeleted: record.view.deletion == .deleted)
    }

    /// What is wrong with a text for a field of a new record; `nil` when nothing is.
    ///
    /// - Parameters:
    ///   - text: As a person types it.
    ///   - field: The field.
    ///   - type: The type of the record.
    /// - Returns: The explanation in both languages.
    /// - Throws: ``StoreError``.
    public func fault(of text: String, for field: Field, in type: RecordType) throws -> Localized? {
        do {
            let target = AssignmentTarget(field)
            let assignment = try target.read(text, references: References(store.held))
            guard let code = type.area([assignment]), let fault = try store.records.areaFault(code) else { return nil }
            guard fault.code == "area_unknown", let hint = fault.hint else { return fault.message }
            return Localized(zh: fault.message.zh + hint.zh, en: fault.message.en + " " + hint.en)
        } catch let fault as EntryFault {
            return fault.text
        }
    }
}

/// A condition of a list: a field, and what it must hold.
struct RecordFilter {
    private let target: AssignmentTarget
    /// As JSON writes them: the value, or all elements that a union must hold; empty for a field without a value.
    private let wanted: [String]

    /// Reads a condition, `FIELD=VALUE`; what is wrong with it is noted, and then there is none.
    init?(_ word: String, type: RecordType, references: References, problems: inout InputProblems) throws {
        let (name, text) = word.divided(at: "=") ?? (word, "")
        guard let target = type.target(named: name, omitting: ["deleted"]) else {
            let known = type.settableNames(omitting: ["deleted"])
            problems.add(
                at: Localized(name),
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
            problems.add(at: Localized(name), fault.text)
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

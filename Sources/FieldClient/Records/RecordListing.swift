internal import CommunityModel
public import Failures
internal import ReplicaStore
public import SyncProtocol

extension FieldStore {
    /// A declared type by its name.
    ///
    /// - Throws: ``Failure`` `type_unknown`.
    public func type(named name: String) throws -> RecordType {
        if let type = schema.type(named: name) { return type }
        let known = schema.types.map(\.name).joined(separator: ", ")
        throw Failure(
            code: "type_unknown", status: .data,
            message: Localized(
                zh: "没有记录类型“\(name)”；有：\(known)。", en: "There is no record type \"\(name)\"; there are: \(known)."),
            hint: Localized(
                zh: "ruhu record types 列出类型；若缺少，请先运行 ruhu sync。",
                en: "`ruhu record types` lists them; if one is missing, run `ruhu sync` first."))
    }

    /// Records of a type that are not deleted, by id.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - area: Only those in areas whose code begins with it; empty for all.
    ///   - words: `FIELD=VALUE` for those that hold the value (`FIELD=` for those that hold none); other words must
    ///     occur in the fields that search reads.
    /// - Returns: The records, without the fields that tell of a person.
    /// - Throws: ``Failure`` `field_invalid`; ``StoreError``.
    public func records(of type: RecordType, area: String = "", words: [String] = []) throws -> [RecordEntry] {
        var problems = InputProblems()
        let isFilter = { (word: String) in word.contains("=") }
        var filters: [RecordFilter] = []
        let references = References(self)
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
    public func record(named name: String, type: RecordType?) throws -> RecordKey {
        guard let type else { return try record(name) }
        switch try References(self).find(name, type: type) {
        case .one(let id): return RecordKey(id: id, type: type.number)
        case .several(let count):
            throw Failure(
                code: "id_ambiguous", status: .data,
                message: Localized(
                    zh: "“\(name)”可指 \(count) 条\(type.title.zh)。",
                    en: "\"\(name)\" names \(count) records of the type \(type.name)."),
                hint: Localized(zh: "请多写几位编号。", en: "Give more digits of the id."))
        case .none:
            throw Failure(
                code: "record_unknown", status: .data,
                message: Localized(
                    zh: "本机没有\(type.title.zh)“\(name)”。",
                    en: "This device holds no \(type.title.en.lowercased()) \"\(name)\"."),
                hint: hintToFind(type.number))
        }
    }

    /// One record, also a deleted one.
    public func entry(_ key: RecordKey) throws -> RecordEntry {
        guard let record = try replica.record(key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        return try entry(record)
    }

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
            let target = AssignmentTarget(field: field, cell: [])
            let assignment = try target.read(text, references: References(self))
            guard let code = type.area([assignment]), let fault = try areaFault(code) else { return nil }
            guard fault.code == "area_unknown", let hint = fault.hint else { return fault.message }
            return Localized(zh: fault.message.zh + hint.zh, en: fault.message.en + " " + hint.en)
        } catch let fault as AssignmentFault {
            return fault.text
        }
    }
}

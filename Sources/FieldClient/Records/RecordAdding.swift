internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
internal import Values

extension FieldStore {
    /// Adds a record of any declared type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - words: `FIELD=VALUE`.
    ///   - isForced: Whether to add it although one with the same key is there already.
    /// - Returns: The record as the store holds it after the save.
    /// - Throws: ``Failure`` `own_command`, `field_invalid`, `area_unknown`, `area_not_assigned` or `record_exists`.
    public func addRecord(_ type: RecordType, assignments words: [String], isForced: Bool) throws -> RecordEntry {
        try OwnCommands.refuse(OwnCommands.of(type)?.add, for: type)
        return try addRecord(type, words, isForced: isForced) { id in
            Failure(
                code: "record_exists", status: .data,
                message: Localized(
                    zh: "\(type.keyTitles.zh)相同的\(type.title.zh)已存在：\(id)。没有保存。",
                    en: "A record with the same \(type.keyTitles.en) is there already: \(id). Nothing was saved."),
                hint: Localized(
                    zh: "要修改它，用 ruhu record set \(type.name)；确实是另一条，加 --force。",
                    en: "Change it with `ruhu record set \(type.name)`; if it really is another one, add --force."))
        }
    }

    /// The same for commands that know the type, and say in their own words that a record is there already.
    func addRecord(
        _ type: RecordType, _ words: [String], isForced: Bool, exists: (RecordID) -> Failure
    ) throws -> RecordEntry {
        var problems = InputProblems()
        let references = References(records)
        let given = try Assignment.read(
            words, type: type, references: references, omitted: ["deleted"], problems: &problems)
        let named = Set(words.map { $0.divided(at: "=")?.before ?? $0 })
        for field in type.requiredFields where !named.contains(field.name) {
            problems.add(
                at: Localized(zh: field.name, en: field.name), FieldFault.required.text(field: field, given: ""))
        }
        try problems.throwIfAny(
            code: "field_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        let assignments = given.completed(by: type.fieldsWithDefault, references: references)
        let created = try replica.save(as: author, handsIn: true) { context in
            if let code = type.area(assignments), let fault = try areaFault(code, in: context) { throw fault }
            let key = RecordKey(id: context.newID(), type: type.number)
            if !isForced {
                var book = KeyBook(type, in: context)
                if let id = try book.add(key.id, assignments) { throw exists(id) }
            }
            return Save([ChangeDraft(writes: assignments.flatMap { $0.writes(ofNew: key) })], giving: key)
        }.result
        return try entry(created)
    }
}

extension RecordType {
    /// The titles of the key fields, for people.
    var keyTitles: Localized {
        let titles = key.compactMap { field(named: $0)?.title }
        return Localized(
            zh: titles.map(\.zh).joined(separator: "、"), en: titles.map { $0.en.lowercased() }.joined(separator: ", "))
    }
}

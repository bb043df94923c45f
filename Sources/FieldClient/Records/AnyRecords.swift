internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
public import Values

/// Records of any declared type.
public struct AnyRecords: UseCase, Sendable {
    let store: FieldStore

    /// Adds a record of any declared type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - words: `FIELD=VALUE`.
    ///   - isForced: Whether to add it although one with the same key is there already.
    /// - Returns: The record as the store holds it after the save.
    /// - Throws: ``Failure`` `own_command`, `field_invalid`, `area_unknown`, `area_not_assigned` or `record_exists`.
    public func add(_ type: RecordType, assignments words: [String], isForced: Bool) throws -> RecordEntry {
        try DedicatedCommands.refuse(DedicatedCommands.of(type)?.add, for: type)
        return try add(type, words, isForced: isForced) { id in
            Failure(
                fault: "record_exists", ["id": "\(id)", "name": "\(type.name)"],
                bilingual: ["keyTitles": type.keyTitles, "title": type.title])
        }
    }

    /// The same for commands that know the type, and say in their own words that a record is there already.
    func add(
        _ type: RecordType, _ words: [String], isForced: Bool, exists: (RecordID) -> Failure
    ) throws -> RecordEntry {
        var problems = InputProblems()
        let references = References(store.held)
        let given = try Assignment.read(
            words, type: type, references: references, omitted: ["deleted"], problems: &problems)
        let named = Set(words.map { $0.divided(at: "=")?.before ?? $0 })
        for field in type.requiredFields where !named.contains(field.name) {
            problems.add(at: Localized(field.name), FieldFault.required.text(field: field, given: ""))
        }
        try problems.throwIfAny(code: "field_invalid")
        let assignments = given.completed(by: type.fieldsWithDefault, references: references)
        let created = try replica.save(as: author, handsIn: true) { context in
            if let code = type.area(assignments), let fault = try areaFault(code, in: context) { throw fault }
            let key = RecordKey(id: context.newID(), type: type.number)
            if !isForced {
                var keys = NaturalKeyIndex(type, in: context)
                if let id = try keys.add(key.id, assignments) { throw exists(id) }
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

/// The result of an edit.
public struct SavedEdit: Sendable {
    /// The record as the store holds it now.
    public let record: RecordEntry
    /// Whether nothing was written, because the record says so already.
    public let isUnchanged: Bool
    /// What a plain `FIELD=VALUE` took out of fields of several values, by field.
    public let removed: [JSONValue.Member]
}

extension AnyRecords {
    /// Changes fields of a record, or deletes it (`deleted=true`) or brings it back (`deleted=false`).
    ///
    /// - Parameters:
    ///   - key: The record.
    ///   - words: `FIELD=VALUE`; an empty value clears the field, and `append` fields take a further entry. Fields of
    ///     several values take `FIELD+=VALUE` and `FIELD-=VALUE` too.
    ///   - reason: Why, in the person's words; empty when none is given.
    ///   - confirms: Whether a value that is there already is written all the same.
    /// - Returns: The result.
    /// - Throws: ``Failure`` `own_command`, `field_invalid`, `field_fixed`, `field_in_conflict`, `record_deleted`,
    ///   `area_unknown`, `area_not_assigned`; ``StoreError/hasChildren(record:count:)``.
    public func set(
        _ key: RecordKey, assignments words: [String], reason: String, confirms: Bool = false
    ) throws -> SavedEdit {
        try set(try type(key.type), words, reason: reason, confirms: confirms) { context in
            try context.record(key)
        }
    }

    /// The same for a record that is found in the transaction that changes it, so that it is read once.
    func set(
        _ type: RecordType, _ words: [String], reason: String, confirms: Bool,
        find: (EditContext) throws -> StoredRecord
    ) throws -> SavedEdit {
        try DedicatedCommands.refuse(DedicatedCommands.of(type)?.set, for: type)
        let assignments = try self.assignments(words, type: type)
        try DedicatedCommands.refuseFixed(assignments, of: type)
        return try replica.save(as: author, handsIn: true) { context in
            let record = try find(context)
            let key = record.key
            try refuseForeignArea(of: record)
            try refuseUneditable(record.view, for: assignments)
            for assignment in assignments where assignment.field.number == .deleted {
                guard assignment.isValue(.boolean(true)) else { continue }
                let children = try context.liveChildren(of: key.id)
                if children > 0 { throw StoreError.hasChildren(record: key.id.description, count: children) }
            }
            if let code = type.area(assignments), let fault = try areaFault(code, in: context) { throw fault }
            // A delete names what it saw; it comes last, so that nothing of the same save is beyond its sight.
            let ordered =
                assignments.filter { $0.field.number != .deleted && !assignments.empties($0.field) }
                + assignments.filter { $0.field.number == .deleted }
            let edits = try ordered.map { ($0.field, try $0.edit(key, in: context, confirms: confirms)) }
            let writes = edits.flatMap(\.1.writes)
            let removed = edits.filter { !$0.1.removed.isEmpty }.map { field, edit in
                JSONValue.Member(field.name, .array(edit.removed.map { JSONValue($0) }))
            }
            return Save(
                writes.isEmpty ? [] : [ChangeDraft(reason: reason, writes: writes)],
                giving: SavedEdit(
                    record: try entry(context.record(key)), isUnchanged: writes.isEmpty, removed: removed))
        }.result
    }

    private func refuseUneditable(_ view: RecordView, for assignments: [Assignment]) throws {
        let isUndelete = assignments.contains { $0.field.number == .deleted && $0.isValue(.boolean(false)) }
        if view.deletion == .deleted, !isUndelete {
            throw AnyRecords.deleted(view.key, typeName: schema.type(view.key.type)?.name)
        }
        try Self.refuseConflicts(of: view, touchedBy: assignments)
    }

    /// The areas above one's own are here to be read only.
    private func refuseForeignArea(of record: StoredRecord) throws {
        guard let first = record.areas.first else { return }
        // `*` lies everywhere and `?` nowhere yet.
        let isOwn = record.areas.contains { $0 == "*" || $0 == "?" || store.covers($0) }
        if !isOwn { throw notAssigned(first) }
    }

    /// Two people have stated different things; whoever sets the field now must have seen both.
    static func refuseConflicts(of view: RecordView, touchedBy assignments: [Assignment]) throws {
        for conflict in view.conflicts {
            let touching = assignments.first { assignment in
                assignment.field.number == conflict.key.field
                    && (assignment.cell.isEmpty || assignment.cell == conflict.key.cell)
            }
            guard let assignment = touching else { continue }
            let id = ConflictID(record: view.key, key: conflict.key).hex
            throw Failure(
                fault: "record_field_in_conflict", ["name": "\(assignment.field.name)", "id": "\(id.prefix(12))"])
        }
    }

    /// Says that a record cannot be changed because it was deleted.
    static func deleted(_ key: RecordKey, typeName: String? = nil) -> Failure {
        let command = key.type == RecordTypes.household ? "ruhu household set" : "ruhu record set \(typeName ?? "TYPE")"
        // A visit has no field to be restored by; nothing but an undo deletes one.
        if key.type == RecordTypes.visit { return Failure(fault: "visit_deleted", ["id": "\(key.id)"]) }
        return Failure(fault: "record_deleted", ["id": "\(key.id)", "command": command])
    }
}

/// The result of an import.
public struct RecordImportOutcome: Encodable, Sendable {
    /// Records that were stored.
    public let added: Int
    /// Rows whose key a record has already, or an earlier row; they were left alone.
    public let unchanged: Int
}

extension AnyRecords {
    /// Adds the records of a CSV file: all rows or none, one change a row.
    ///
    /// The whole file is checked first, and everything that is wrong is told, each with its line and column.
    /// - Parameters:
    ///   - type: The type.
    ///   - bytes: All that the file holds.
    ///   - path: The file, as the person named it.
    ///   - progress: Called with the number of records stored and of all.
    /// - Returns: How many records were added, and how many were there already.
    /// - Throws: ``Failure`` `own_command`, `csv_invalid`, those of ``DelimitedFault``; ``StoreError``.
    public func importSheet(
        of type: RecordType, _ bytes: [UInt8], from path: String, progress: (Int, Int) -> Void
    ) throws -> RecordImportOutcome {
        try DedicatedCommands.refuse(DedicatedCommands.of(type)?.add, for: type)
        let file = try DelimitedFile.sheet(bytes, of: path)
        var sheet = RecordImport(type, heads: file.header, store.held)
        var faults = SheetFaults(in: path, header: file.header)
        for fault in sheet.headFaults { faults.note(fault.fault.text, line: 1, column: fault.head) }
        try faults.throwIfAny(code: "csv_invalid")
        for (index, row) in file.rows.enumerated() { try sheet.take(row.cells, at: index) }
        let result = try replica.save(as: author, handsIn: true, progress: progress) { context in
            try sheet.checkAreas(in: context)
            for fault in sheet.faults {
                faults.note(fault.fault.text, line: file.rows[fault.row].line, column: fault.head)
            }
            try faults.throwIfAny(code: "csv_invalid")
            var keys = NaturalKeyIndex(type, in: context)
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: made)
        }.result
        return RecordImportOutcome(added: result.added, unchanged: result.unchanged)
    }
}

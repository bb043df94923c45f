internal import CommunityModel
internal import Failures
internal import ReplicaStore
public import SyncProtocol

extension FieldStore {
    /// Changes fields of a record, or deletes it (`deleted=true`) or brings it back (`deleted=false`).
    ///
    /// - Parameters:
    ///   - key: The record.
    ///   - words: `FIELD=VALUE`; an empty value clears the field, and `append` fields take a further entry.
    ///   - reason: Why, in the person's words; empty when none is given.
    /// - Returns: The record as the store holds it after the save.
    /// - Throws: ``Failure`` `own_command`, `field_invalid`, `field_fixed`, `field_in_conflict`, `record_deleted`,
    ///   `area_unknown`, `area_not_assigned`; ``StoreError/hasChildren(record:count:)``.
    public func setRecord(_ key: RecordKey, assignments words: [String], reason: String) throws -> RecordEntry {
        try setRecord(of: try type(key.type), words, reason: reason) { context in try context.record(key) }
    }

    /// The same for a record that is found in the transaction that changes it, so that it is read once.
    func setRecord(
        of type: RecordType, _ words: [String], reason: String, find: (EditContext) throws -> StoredRecord
    ) throws -> RecordEntry {
        try OwnCommands.refuse(OwnCommands.of(type)?.set, for: type)
        var problems = InputProblems()
        let assignments = try Assignment.read(
            words, type: type, references: References(self), problems: &problems)
        try problems.throwIfAny(
            code: "field_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        try OwnCommands.refuseFixed(assignments, of: type)
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
            let writes = try ordered.flatMap { try $0.writes(of: key, in: context) }
            return Save([ChangeDraft(reason: reason, writes: writes)], giving: try entry(context.record(key)))
        }.result
    }

    private func refuseUneditable(_ view: RecordView, for assignments: [Assignment]) throws {
        let isUndelete = assignments.contains { $0.field.number == .deleted && $0.isValue(.boolean(false)) }
        if view.deletion == .deleted, !isUndelete {
            throw Self.deleted(view.key, typeName: schema.type(view.key.type)?.name)
        }
        try Self.refuseConflicts(of: view, touchedBy: assignments)
    }

    /// The areas above one's own are here to be read only.
    private func refuseForeignArea(of record: StoredRecord) throws {
        guard let first = record.areas.first else { return }
        // `*` lies everywhere and `?` nowhere yet.
        let isOwn = record.areas.contains { $0 == "*" || $0 == "?" || covers($0) }
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
                code: "field_in_conflict", status: .data,
                message: Localized(
                    zh: "字段 \(assignment.field.name) 有冲突，不能直接修改。没有保存。",
                    en: "The field \(assignment.field.name) is in conflict and cannot be set. Nothing was saved."),
                hint: Localized(
                    zh: "请查看并解决：ruhu conflict show \(id.prefix(12))，然后 ruhu conflict resolve。",
                    en: "Look at it and decide: `ruhu conflict show \(id.prefix(12))`, then `ruhu conflict resolve`."))
        }
    }

    /// Says that a record cannot be changed because it was deleted.
    static func deleted(_ key: RecordKey, typeName: String? = nil) -> Failure {
        let command = key.type == RecordTypes.household ? "ruhu household set" : "ruhu record set \(typeName ?? "TYPE")"
        // A visit has no field to be restored by; nothing but an undo deletes one.
        let isVisit = key.type == RecordTypes.visit
        return Failure(
            code: "record_deleted", status: .data,
            message: Localized(
                zh: "记录 \(key.id) 已被删除。没有保存。", en: "The record \(key.id) was deleted. Nothing was saved."),
            hint: isVisit
                ? Localized(
                    zh: "如果是 ruhu undo 撤销的，ruhu redo 可以恢复。", en: "If `ruhu undo` took it back, `ruhu redo` restores it."
                )
                : Localized(
                    zh: "要恢复它：\(command) \(key.id) deleted=false。",
                    en: "To bring it back: `\(command) \(key.id) deleted=false`."))
    }
}

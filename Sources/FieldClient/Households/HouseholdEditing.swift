internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// Changes fields of a household, or deletes it (`deleted=true`) or brings it back (`deleted=false`).
    ///
    /// - Parameters:
    ///   - id: Its id or the beginning of it.
    ///   - words: `FIELD=VALUE`; an empty value clears the field.
    ///   - reason: Why, in the person's words; empty when none is given.
    /// - Returns: The household as the store holds it after the save.
    /// - Throws: ``Failure`` `field_invalid`, `field_in_conflict`, `record_deleted`, `area_unknown`,
    ///   `area_not_assigned`; ``StoreError/hasChildren(record:count:)``.
    public func setHousehold(_ id: String, assignments words: [String], reason: String) throws -> ListedHousehold {
        let key = try record(id, type: RecordTypes.household)
        let assignments = try Assignment.read(words, type: try type(RecordTypes.household))
        let isUndelete = assignments.contains { $0.field.number == .deleted && $0.isValue(.boolean(false)) }
        _ = try replica.save(as: author, handsIn: true) { context in
            guard let view = try context.view(of: key) else {
                throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
            }
            if view.deletion == .deleted, !isUndelete { throw Self.deleted(key) }
            try Self.refuseConflicts(of: view, touchedBy: assignments)
            for assignment in assignments {
                if assignment.field.number == .deleted, assignment.isValue(.boolean(true)) {
                    let children = try context.liveChildren(of: key.id)
                    if children > 0 { throw StoreError.hasChildren(record: key.id.description, count: children) }
                }
                if assignment.field.name == "area", case .value(.text(let code)) = assignment.content,
                    let fault = try areaFault(code, in: context)
                {
                    throw fault
                }
            }
            // A delete names what it saw; it comes last, so that nothing of the same save is beyond its sight.
            let ordered =
                assignments.filter { $0.field.number != .deleted }
                + assignments.filter { $0.field.number == .deleted }
            return [ChangeDraft(reason: reason, writes: try ordered.flatMap { try $0.writes(of: key, in: context) })]
        }
        return try household(key)
    }

    /// Two people have stated different things; whoever sets the field now must have seen both.
    private static func refuseConflicts(of view: RecordView, touchedBy assignments: [Assignment]) throws {
        for conflict in view.conflicts {
            guard let assignment = assignments.first(where: { $0.field.number == conflict.key.field }) else { continue }
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

    static func deleted(_ key: RecordKey) -> Failure {
        Failure(
            code: "record_deleted", status: .data,
            message: Localized(
                zh: "记录 \(key.id) 已被删除。没有保存。", en: "The record \(key.id) was deleted. Nothing was saved."),
            hint: Localized(
                zh: "要恢复它：ruhu household set \(key.id) deleted=false。",
                en: "To bring it back: `ruhu household set \(key.id) deleted=false`."))
    }
}

extension Assignment {
    func isValue(_ value: Value) -> Bool {
        if case .value(value) = content { true } else { false }
    }
}

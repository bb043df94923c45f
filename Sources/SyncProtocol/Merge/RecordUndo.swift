/// The result of taking a change back for one record: the writes that give its fields back what they had before, and what
/// stays as it is. Specification: section "Undo".
///
/// A pure function of three moments of the record on one replica: just before the change, just after it, and now.
public struct RecordUndo: Hashable, Sendable {
    /// What becomes of the record.
    public enum Effect: String, Hashable, Sendable {
        /// Fields get back what they had.
        case restored
        /// The change made the record, and the record is deleted.
        case deleted
        /// Nothing of the record changes.
        case kept
    }

    /// Why something is not taken back.
    public enum Obstacle: String, Hashable, Sendable {
        /// Somebody has changed it since.
        case changed
        /// An entry of an `append` field stays for good.
        case entry
        /// The payload of what was there before is not here.
        case erased
        /// It told of a person and was emptied for good.
        case sensitive = "private"
        /// Somebody has deleted the record since.
        case deleted
        /// Records that are not deleted lie under it.
        case children
    }

    /// What is not taken back.
    public struct Kept: Hashable, Sendable {
        /// `nil` for the record as a whole.
        public let field: FieldKey?
        /// Why it is not.
        public let obstacle: Obstacle
    }

    /// The record that is undone.
    public let key: RecordKey
    /// What becomes of it.
    public let effect: Effect
    /// What the undo writes; none where nothing changes.
    public let writes: [ChangeDraft.Write]
    /// What stays as it is, field by field.
    public let kept: [Kept]
}

/// The moments of a record that ``RecordUndo`` is computed from.
public struct UndoneRecord {
    /// The record without the change and all that came after it.
    public let before: RecordState
    /// The record with the change, without what came after it.
    public let after: RecordState
    /// The record as it is.
    public let now: RecordState
    /// The fields that the change wrote, in its order.
    public let fields: [FieldKey]
    /// The fields that others have written since: all but the saves that were taken back, and what took them back.
    public let written: Set<FieldKey>
    /// The undos and redos since, whose writes stand for what they restored.
    public let restoring: Set<ChangeID>
    /// Whether people see the record as deleted now.
    public let isDeleted: Bool
    /// Records that lie under it and are not deleted.
    public let liveChildren: [RecordKey]
    private let schema: Schema

    /// The moments, and what has happened since.
    public init(
        before: RecordState, after: RecordState, now: RecordState, fields: [FieldKey], written: Set<FieldKey>,
        restoring: Set<ChangeID>, isDeleted: Bool, liveChildren: [RecordKey], schema: Schema
    ) {
        self.before = before
        self.after = after
        self.now = now
        self.fields = fields
        self.written = written
        self.restoring = restoring
        self.isDeleted = isDeleted
        self.liveChildren = liveChildren
        self.schema = schema
    }

    /// Whether the change made the record.
    public var isMade: Bool { before.fields.isEmpty }

    /// The result of taking the change back.
    ///
    /// - Parameter doomed: Records that the same undo deletes: they do not keep what they lie under.
    /// - Returns: The writes, and what stays.
    public func undo(deleting doomed: Set<RecordKey> = []) -> RecordUndo {
        let isHeld = liveChildren.contains { !doomed.contains($0) }
        if isMade { return deletion(isHeld: isHeld) }
        if isDeleted, !fields.contains(FieldKey(.deleted)) { return kept(.deleted) }
        var writes: [ChangeDraft.Write] = []
        var obstacles: [RecordUndo.Kept] = []
        // A delete names what it saw; it comes last, so that nothing of the same save is beyond its sight.
        let ordered = fields.filter { $0.field != .deleted } + fields.filter { $0.field == .deleted }
        for field in ordered {
            switch restoration(of: field, isHeld: isHeld) {
            case .success(let restoring): writes += restoring
            case .failure(let refusal): obstacles.append(RecordUndo.Kept(field: field, obstacle: refusal.obstacle))
            }
        }
        if wasDeleted, !writes.isEmpty, !fields.contains(FieldKey(.deleted)) { writes.append(deletion(asIn: before)) }
        return RecordUndo(key: now.key, effect: writes.isEmpty ? .kept : .restored, writes: writes, kept: obstacles)
    }

    private var type: RecordType? { schema.type(now.key.type) }

    /// Whether the change wrote into a deleted record, which brought it to light again.
    private var wasDeleted: Bool { RecordView(before, schema: schema).deletion == .deleted }

    private struct ObstacleFound: Error { let obstacle: RecordUndo.Obstacle }

    private func kept(_ obstacle: RecordUndo.Obstacle) -> RecordUndo {
        RecordUndo(
            key: now.key, effect: .kept, writes: [], kept: [RecordUndo.Kept(field: nil, obstacle: obstacle)])
    }

    // MARK: A record that the change made

    private func deletion(isHeld: Bool) -> RecordUndo {
        guard isUntouched else { return kept(.changed) }
        let write = deletion(over: now, saw: now.seenByDelete)
        return isHeld ? kept(.children) : RecordUndo(key: now.key, effect: .deleted, writes: [write], kept: [])
    }

    /// Whether nobody has written anything of the record since.
    private var isUntouched: Bool { written.isEmpty }

    /// The deletion that was there before, which had seen what it had seen and no more: who edited the record meanwhile
    /// stays in conflict with it.
    private func deletion(asIn state: RecordState) -> ChangeDraft.Write {
        let deletes = state.writes(of: FieldKey(.deleted))
        let saves = Set(deletes.map(\.dot.change))
        let seen = Set(deletes.flatMap(\.saw))
        let wasSeen = { (write: LiveWrite) in seen.contains(write.dot) || saves.contains(write.dot.change) }
        let saw = now.fields.filter { $0.key.field != .deleted }.flatMap { field in
            field.writes.filter { write in
                // What an undo restored stands for what was there.
                wasSeen(write)
                    || (restoring.contains(write.dot.change) && state.writes(of: field.key).allSatisfy(wasSeen))
            }
        }
        return deletion(over: now, saw: saw.map(\.dot))
    }

    /// Whether the change left standing that the record was deleted.
    private var standsDeleted: Bool {
        [before, after].flatMap { $0.writes(of: FieldKey(.deleted)) }.allSatisfy {
            $0.value == Value.boolean(true).encoded
        }
    }

    private func deletion(over state: RecordState, saw: [Dot]) -> ChangeDraft.Write {
        ChangeDraft.Write(
            record: now.key, key: FieldKey(.deleted), value: .boolean(true),
            over: state.writes(of: FieldKey(.deleted)).map(\.dot), saw: saw)
    }

    // MARK: A field

    /// Several writes where the change had decided between several values: then all of them are live again.
    private func restoration(of key: FieldKey, isHeld: Bool) -> Result<[ChangeDraft.Write], ObstacleFound> {
        let field = type?.field(key.field)
        let policy = field?.policy ?? .manual
        let live = now.writes(of: key)
        if policy == .append { return .failure(ObstacleFound(obstacle: .entry)) }
        let standing = Set(after.writes(of: key).map(\.dot))
        guard !written.contains(key),
            live.allSatisfy({ standing.contains($0.dot) || restoring.contains($0.dot.change) })
        else { return .failure(ObstacleFound(obstacle: .changed)) }
        let values = earlierValues(of: key, field: field, policy: policy)
        guard !values.contains(nil) else { return .failure(ObstacleFound(obstacle: .erased)) }
        if field?.clearedBy != nil, live.last?.value == Value.null.encoded, values != [.null] {
            return .failure(ObstacleFound(obstacle: .sensitive))
        }
        if key.field == .deleted, values.contains(.boolean(true)) {
            // What the same save writes counts as seen by its delete, so a delete that stands is not written again.
            if standsDeleted, !wasDeleted, fields.count > 1 { return .success([]) }
            if isHeld { return .failure(ObstacleFound(obstacle: .children)) }
            return isUntouched ? .success([deletion(asIn: before)]) : .failure(ObstacleFound(obstacle: .changed))
        }
        let own = Set(live.map(\.dot)).subtracting(before.writes(of: key).map(\.dot))
        let over = policy.isAutomatic ? live.map(\.dot) : live.map(\.dot).filter(own.contains)
        return .success(
            values.compactMap { $0 }.map { ChangeDraft.Write(record: now.key, key: key, value: $0, over: over) })
    }

    /// What the field showed before the change; `nil` stands for a value that is not here.
    private func earlierValues(of key: FieldKey, field: Field?, policy: Policy) -> [Value?] {
        let earlier = before.writes(of: key)
        guard !earlier.isEmpty else { return [Self.nothing(in: key, field: field, policy: policy)] }
        if policy.isAutomatic {
            switch policy.outcome(of: earlier, authority: field?.authority ?? []) {
            case .value(let write): return [Value(encoded: write.value)]
            case .conflict(let candidates, _): return candidates.map { Value(encoded: $0.value) }
            case .entries: return []
            }
        }
        let standing = Set(now.writes(of: key).map(\.dot))
        let replaced = earlier.filter { !standing.contains($0.dot) }
        // Where nothing was replaced, one of the values that stand beside it takes its place.
        let stated = replaced.isEmpty ? Array(earlier.prefix(1)) : replaced
        return stated.reduce(into: [[UInt8]]()) { values, write in
            if !values.contains(write.value) { values.append(write.value) }
        }.map { Value(encoded: $0) }
    }

    /// What a field holds that nobody has written: emptiness is no value that `max` could weigh against a `true` of
    /// somebody else, and an element that is not in a union is out.
    private static func nothing(in key: FieldKey, field: Field?, policy: Policy) -> Value {
        let isFlag = key.field == .deleted || policy == .union || (policy == .max && field?.type == .boolean)
        return isFlag ? .boolean(false) : .null
    }
}

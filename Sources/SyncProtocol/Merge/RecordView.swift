/// What people see of a record: the outcome of each field, and whether the record is deleted.
public struct RecordView: Sendable {
    /// The record that is seen.
    public let key: RecordKey
    /// Ascending by key, without the `deleted` field.
    public let fields: [(key: FieldKey, outcome: FieldOutcome)]
    /// Whether it is there, deleted, or in conflict over that.
    public let deletion: Deletion
    /// Fields of which a replaced write has not arrived: their conflicts are not announced.
    private let incomplete: Set<FieldKey>

    /// Whether a record is deleted. Specification: section "Delete".
    public enum Deletion: Hashable, Sendable {
        case live
        case deleted
        /// Deleted by some and kept, or edited, by others. The record stays visible.
        case conflict(candidates: [FieldOutcome.Candidate], provisional: LiveWrite)
    }

    /// - Parameters:
    ///   - state: The live writes.
    ///   - schema: The schema whose policies decide.
    ///   - hasLiveChildren: Whether a record that is not deleted lies under this one.
    public init(_ state: RecordState, schema: Schema, hasLiveChildren: Bool = false) {
        key = state.key
        incomplete = Set(state.missing.map(\.key))
        let type = schema.type(state.key.type)
        fields = state.fields.compactMap { field in
            if field.key.field == .deleted { return nil }
            let declared = type?.field(field.key.field)
            let policy = declared?.policy ?? .manual
            return (field.key, policy.outcome(of: field.writes, authority: declared?.authority ?? []))
        }
        deletion = Self.deletion(state, hasLiveChildren: hasLiveChildren)
    }

    /// The outcome of a field that has no cells.
    public func outcome(of field: FieldNumber) -> FieldOutcome? {
        fields.first { $0.key == FieldKey(field) }?.outcome
    }

    /// The conflicts that are announced, the one over the record's deletion first.
    public var conflicts: [(key: FieldKey, candidates: [FieldOutcome.Candidate])] {
        var conflicts: [(FieldKey, [FieldOutcome.Candidate])] = []
        if case .conflict(let candidates, _) = deletion { conflicts.append((FieldKey(.deleted), candidates)) }
        for field in fields {
            if case .conflict(let candidates, _) = field.outcome { conflicts.append((field.key, candidates)) }
        }
        return conflicts.filter { !incomplete.contains($0.0) }
    }

    /// A record is deleted only while nothing but `true` is live in `deleted`, and the live deletes together saw every
    /// other live write, and nothing live lies under it. [A delete that beats an unseen edit loses that edit.]
    private static func deletion(_ state: RecordState, hasLiveChildren: Bool) -> Deletion {
        let writes = state.writes(of: FieldKey(.deleted))
        let isTrue = { (write: LiveWrite) in write.value == Value.boolean(true).encoded }
        let deletes = writes.filter(isTrue)
        guard let lastDelete = deletes.last else { return .live }
        if deletes.count < writes.count {
            switch Policy.manual.outcome(of: writes) {
            case .conflict(let candidates, let provisional):
                return .conflict(candidates: candidates, provisional: provisional)
            case .value, .entries: return .live
            }
        }
        // Whoever deletes has seen what the same save writes; its id cannot stand in `saw`.
        let seen = Set(deletes.flatMap(\.saw))
        let saves = Set(deletes.map(\.dot.change))
        let others = state.fields.filter { $0.key.field != .deleted }.flatMap(\.writes)
        let unseen = others.filter { !seen.contains($0.dot) && !saves.contains($0.dot.change) }
        if unseen.isEmpty && !hasLiveChildren { return .deleted }
        // The other side never wrote to `deleted`; its edits stand for "keep".
        let kept = FieldOutcome.Candidate(
            value: Value.boolean(false).encoded,
            writes: unseen.isEmpty ? [lastDelete] : unseen.sorted(by: LiveWrite.isEarlier))
        let removed = FieldOutcome.Candidate(value: lastDelete.value, writes: deletes)
        return .conflict(candidates: [removed, kept], provisional: lastDelete)
    }
}

extension RecordView {
    /// The version of a conflict: a hash of the live writes it stands between. A resolution names the version that was
    /// shown, so that a write that came later stays live and opens the conflict again.
    public static func version(of candidates: [FieldOutcome.Candidate]) -> Digest {
        let dots = candidates.flatMap(\.writes).map(\.dot).sorted()
        var joined: [UInt8] = []
        for dot in dots {
            dot.change.append(to: &joined)
            joined.append(bigEndian: dot.operation)
        }
        return ChangeHash.hash("ruhu-conflict-version-1", [joined])
    }

    /// The digest of the computed state: equal on two replicas with the same changes and the same schema version.
    public var digest: Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes += key.id.bytes
        bytes.append(bigEndian: key.type.rawValue)
        switch deletion {
        case .live: bytes.append(0)
        case .deleted: bytes.append(1)
        case .conflict(let candidates, _):
            bytes.append(2)
            bytes += Self.version(of: candidates).bytes
        }
        for (key, outcome) in fields {
            bytes.append(bigEndian: key.field.rawValue)
            bytes.append(bigEndian: UInt32(key.cell.count))
            bytes += key.cell
            switch outcome {
            case .value(let write): Self.append(write.value, tag: 0, to: &bytes)
            case .conflict(let candidates, let provisional):
                Self.append(provisional.value, tag: 1, to: &bytes)
                bytes += Self.version(of: candidates).bytes
            case .entries(let writes):
                for write in writes { Self.append(write.value, tag: 2, to: &bytes) }
            }
        }
        return ChangeHash.hash("ruhu-state-1", [bytes])
    }

    private static func append(_ value: [UInt8], tag: UInt8, to bytes: inout [UInt8]) {
        bytes.append(tag)
        bytes.append(bigEndian: UInt32(value.count))
        bytes += value
    }

    /// What one change adds to the running sum of a record's changes.
    public static func changeDigest(_ change: ChangeID, record: RecordKey) -> Digest {
        ChangeHash.hash("ruhu-record-change-1", [change.bytes, record.id.bytes])
    }
}

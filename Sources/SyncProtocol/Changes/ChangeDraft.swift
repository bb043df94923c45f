/// What a person is about to save: the writes of one change, before the replica gives it a place and an identity.
public struct ChangeDraft: Sendable {
    /// One field of one record.
    public struct Write: Hashable, Sendable {
        /// The record that is written; it need not exist.
        public let record: RecordKey
        /// The field or cell.
        public let key: FieldKey
        /// What it is to hold.
        public let value: Value
        /// The earlier writes this one replaces.
        public let over: [Dot]
        /// In a delete: every other live write that was seen.
        public let saw: [Dot]

        /// A write, and what it replaces.
        public init(record: RecordKey, key: FieldKey, value: Value, over: [Dot] = [], saw: [Dot] = []) {
            self.record = record
            self.key = key
            self.value = value
            self.over = over
            self.saw = saw
        }
    }

    /// What makes the change.
    public let kind: ChangeHeader.Kind
    /// Why, in the author's words; may be empty.
    public let reason: String
    /// At least one, in the order in which they are made.
    public let writes: [Write]

    /// A draft of one change.
    public init(kind: ChangeHeader.Kind = .edit, reason: String = "", writes: [Write]) {
        self.kind = kind
        self.reason = reason
        self.writes = writes
    }
}

extension RecordState {
    /// What a new write of a field replaces: under an automatic policy all live writes the store holds, under `manual`
    /// those that were shown, under `append` nothing.
    ///
    /// - Parameters:
    ///   - key: The field that is written.
    ///   - policy: Its policy.
    ///   - shown: The dots of the values that the author saw; `nil` when the author saw all that is live.
    /// - Returns: The dots for `over`.
    public func replaced(by key: FieldKey, policy: Policy, shown: Set<Dot>? = nil) -> [Dot] {
        if policy == .append { return [] }
        let live = writes(of: key).map(\.dot)
        guard !policy.isAutomatic, let shown else { return live }
        return live.filter { shown.contains($0) }
    }

    /// Every live write outside the `deleted` field: what a delete says it saw.
    public var seenByDelete: [Dot] {
        fields.filter { $0.key.field != .deleted }.flatMap(\.writes).map(\.dot)
    }
}

/// What a person is about to save: the writes of one change, before the replica gives it a place and an identity.
public struct ChangeDraft: Sendable {
    public struct Write: Hashable, Sendable {
        public let record: RecordKey
        public let key: FieldKey
        public let value: Value
        /// The earlier writes this one replaces.
        public let over: [Dot]
        /// In a delete: every other live write that was seen.
        public let saw: [Dot]

        public init(record: RecordKey, key: FieldKey, value: Value, over: [Dot] = [], saw: [Dot] = []) {
            self.record = record
            self.key = key
            self.value = value
            self.over = over
            self.saw = saw
        }
    }

    public let kind: ChangeHeader.Kind
    public let reason: String
    public let writes: [Write]

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

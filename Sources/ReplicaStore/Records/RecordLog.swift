public import SyncProtocol

/// One change of a record, as `log` shows it.
public struct LogEntry: Sendable {
    /// The whole change, also where it writes other records.
    public let change: Change
    /// Whether its stamp comes from a clock that a session found wrong.
    public let isSuspect: Bool
    /// Whether the change still waits to be acknowledged.
    public let isPending: Bool
    /// The writes to the record, with whether each is live still and the values it replaced.
    public let writes: [Write]

    /// One write of the change to the record.
    public struct Write: Sendable {
        /// The field or cell, and what was written to it.
        public let key: FieldKey, value: Value
        /// Whether nothing has replaced it yet.
        public let isLive: Bool
        /// What it replaced.
        public let replaced: [Value]
    }
}

extension ReplicaStore {
    /// Every change of a record, oldest first.
    public func log(of key: RecordKey) throws -> [LogEntry] {
        try reading { reader in
            guard let row = try reader.row(key) else { return [] }
            let history = try History(row, in: reader.db)
            let live = Set(row.state.fields.flatMap(\.writes).map(\.dot))
            return try history.changes.map { stored in
                let own = stored.change.operations.enumerated().filter { stored.change.records[$1.record] == key }
                let writes = own.map { index, operation in
                    LogEntry.Write(
                        key: operation.key, value: Value(encoded: operation.payload.valueBytes) ?? .erased,
                        isLive: live.contains(Dot(change: stored.change.id, operation: UInt32(index))),
                        replaced: operation.over.compactMap { dot in
                            history.write(dot).flatMap { Value(encoded: $0.operation.payload.valueBytes) }
                        })
                }
                return LogEntry(
                    change: stored.change, isSuspect: stored.isSuspect, isPending: try reader.db.isPending(stored.n),
                    writes: writes)
            }
        }
    }

    /// The header of the earliest change of a record, by clock and id: who made it, and when; `nil` when there is no
    /// record.
    public func origin(of key: RecordKey) throws -> ChangeHeader? {
        try headers(of: key).min { ($0.value.clock, $0.key) < ($1.value.clock, $1.key) }?.value
    }

    /// Who wrote what of a record: the header of each of its changes.
    public func headers(of key: RecordKey) throws -> [ChangeID: ChangeHeader] {
        try reading { reader in try reader.history(of: key)?.headers ?? [:] }
    }
}

internal import GRDB
public import SyncProtocol
internal import SyncWire

/// One change of a record, as `log` shows it.
public struct LogEntry: Sendable {
    public let change: Change
    public let isSuspect: Bool
    /// Whether the change still waits to be acknowledged.
    public let isPending: Bool
    /// The writes to the record, with whether each is live still and the values it replaced.
    public let writes: [Write]

    public struct Write: Sendable {
        public let key: FieldKey
        public let value: Value
        public let isLive: Bool
        public let replaced: [Value]
    }
}

/// A change as it is stored.
struct StoredChange {
    let bytes: [UInt8]
    let change: Change
    let isSuspect: Bool

    /// - Throws: ``StoreError/damaged(record:detail:)`` when the bytes are not the change they were stored as.
    static func read(_ n: Int64, in db: Database) throws -> StoredChange? {
        let sql = "SELECT bytes, suspect, id FROM change WHERE n = ?"
        return try db.statement(sql, n).first { row in
            let bytes = (try row.value(0, of: "change \(n)") as Blob).bytes
            guard let change = try? ChangeCodec.decode(bytes), change.id == (try? row.value(2)) else {
                throw StoreError.damaged(record: "change \(n)", detail: "the stored bytes do not match their id")
            }
            return StoredChange(bytes: bytes, change: change, isSuspect: try row.value(1, of: "change \(n)"))
        }
    }
}

extension ReplicaStore {
    /// Every change of a record, oldest first.
    public func log(of key: RecordKey) throws -> [LogEntry] {
        try read { db in
            let sql = "SELECT \(RecordRow.columns) FROM record WHERE id = ? AND type = ?"
            let schema = try schemaCache.schema(in: db)
            let held = try db.statement(sql, key.id, key.type).first { try RecordRow($0, schema: schema) }
            guard let row = held else { return [] }
            let live = Set(row.state.fields.flatMap(\.writes).map(\.dot))
            var known: [ChangeID: Change] = [:]
            var entries: [LogEntry] = []
            for n in try ChangeChain.positions(rid: row.rid, last: row.last, in: db) {
                guard let stored = try StoredChange.read(n, in: db) else { continue }
                let change = stored.change
                known[change.id] = change
                let isPending =
                    try Bool.fetchOne(db.statement("SELECT EXISTS (SELECT 1 FROM outbox WHERE n = ?)", n))
                var writes: [LogEntry.Write] = []
                for (index, operation) in change.operations.enumerated()
                where change.records[operation.record] == key {
                    let dot = Dot(change: change.id, operation: UInt32(index))
                    let replaced = operation.over.compactMap { dot -> Value? in
                        guard let earlier = known[dot.change], Int(dot.operation) < earlier.operations.count
                        else { return nil }
                        return Value(encoded: earlier.operations[Int(dot.operation)].payload.valueBytes)
                    }
                    writes.append(
                        LogEntry.Write(
                            key: operation.key, value: Value(encoded: operation.payload.valueBytes) ?? .erased,
                            isLive: live.contains(dot), replaced: replaced))
                }
                entries.append(
                    LogEntry(
                        change: change, isSuspect: stored.isSuspect, isPending: isPending ?? false, writes: writes))
            }
            return entries
        }
    }

    /// The header of the earliest change of a record, by clock and id: who made it, and when; `nil` when there is no
    /// record.
    public func origin(of key: RecordKey) throws -> ChangeHeader? {
        try headers(of: key).min { ($0.value.clock, $0.key) < ($1.value.clock, $1.key) }?.value
    }

    /// Who wrote what of a record: the header of each of its changes.
    public func headers(of key: RecordKey) throws -> [ChangeID: ChangeHeader] {
        try read { db in
            let sql = "SELECT rid, last FROM record WHERE id = ? AND type = ?"
            let positions = try db.statement(sql, key.id, key.type).first { row in
                try ChangeChain.positions(rid: row.value(0), last: row.value(1), in: db)
            }
            let changes = try (positions ?? []).compactMap { try StoredChange.read($0, in: db)?.change }
            return Dictionary(changes.map { ($0.id, $0.header) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

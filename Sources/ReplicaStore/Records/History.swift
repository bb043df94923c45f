internal import GRDB
internal import SyncProtocol
internal import SyncWire

/// A change as it is stored.
struct StoredChange {
    /// Where it stands.
    let n: Int64
    let bytes: [UInt8]
    let change: Change
    let isSuspect: Bool

    /// - Throws: ``StoreError/damaged(record:detail:)`` when the bytes are not the change they were stored as.
    static func read(_ n: Int64, in db: Database) throws -> StoredChange? {
        try db.statement("SELECT bytes, suspect, id FROM change WHERE n = ?", n).first { row in
            let bytes = (try row.value(0, of: "change \(n)") as Blob).bytes
            guard let change = try? ChangeCodec.decode(bytes), change.id == (try? row.value(2)) else {
                throw StoreError.damaged(record: "change \(n)", detail: "the stored bytes do not match their id")
            }
            return StoredChange(n: n, bytes: bytes, change: change, isSuspect: try row.value(1, of: "change \(n)"))
        }
    }
}

/// The changes of one record.
struct History {
    /// In the order in which they came.
    let changes: [StoredChange]
    private let byID: [ChangeID: Change]

    /// - Parameters:
    ///   - rid: The record's row.
    ///   - last: The position of its newest change.
    ///   - db: Where.
    /// - Throws: ``StoreError/damaged(record:detail:)``.
    init(rid: Int64, last: Int64, in db: Database) throws {
        let positions = try ChangeChain.positions(rid: rid, last: last, in: db)
        changes = try positions.compactMap { try StoredChange.read($0, in: db) }
        byID = Dictionary(changes.map { ($0.change.id, $0.change) }, uniquingKeysWith: { first, _ in first })
    }

    init(_ row: RecordRow, in db: Database) throws { try self.init(rid: row.rid, last: row.last, in: db) }

    /// Who wrote what.
    var headers: [ChangeID: ChangeHeader] { byID.mapValues(\.header) }

    func header(of change: ChangeID) -> ChangeHeader? { byID[change]?.header }

    /// A write, and the record that it is of: a change may touch several.
    func write(_ dot: Dot) -> (operation: ChangeOperation, record: RecordKey)? {
        guard let change = byID[dot.change], Int(dot.operation) < change.operations.count else { return nil }
        let operation = change.operations[Int(dot.operation)]
        return (operation, change.records[operation.record])
    }
}

extension StoreReader {
    /// The changes of a record; `nil` when there is none.
    func history(of key: RecordKey) throws -> History? {
        try db.statement("SELECT rid, last FROM record WHERE id = ? AND type = ?", key.id, key.type).first { row in
            try History(rid: row.value(0), last: row.value(1), in: db)
        }
    }
}

internal import FoundationEssentials
internal import GRDB
public import SyncProtocol

extension ReplicaStore {
    /// Goes through the records of a type that are not deleted, by their place in the store, without their history.
    ///
    /// For figures over a hundred thousand records: the bytes are the store's own and nothing is copied.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - areaPrefix: Only records in areas whose code begins with it; empty for all records.
    ///   - body: Is given each record's id and its readable state: one JSON object with the names of the schema and no
    ///     blanks between its parts, in which `_conflicts` lists the fields in conflict.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func scan(
        _ type: TypeNumber, areaPrefix: String = "", _ body: (RecordID, Span<UInt8>) throws -> Void
    ) throws {
        // The rows are looked up by number, in their order: a scan of the table would read the records of all types.
        let area = areaPrefix.isEmpty ? "" : "area >= ? AND area < ? AND "
        let sql = """
            SELECT id, CAST(state AS BLOB) FROM record WHERE deleted = 0 AND rid IN
                (SELECT rid FROM placement WHERE \(area)type = ?)
            """
        let prefix: StatementArguments = areaPrefix.isEmpty ? [] : [areaPrefix, areaPrefix + "\u{10FFFF}"]
        try read { db in try Self.scan(db, sql, prefix + [type.rawValue], body) }
    }

    /// The same for the records that lie under some records.
    ///
    /// For figures over a part of a large store: it is found from the parents, and nothing else is read.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - parents: The records that they lie under.
    ///   - body: As for ``scan(_:areaPrefix:_:)``.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func scan(
        _ type: TypeNumber, under parents: some Sequence<RecordID>, _ body: (RecordID, Span<UInt8>) throws -> Void
    ) throws {
        try read { db in
            for parent in parents {
                let arguments: StatementArguments = [parent.bytes.blob, type.rawValue]
                try Self.scan(db, Self.childrenSQL, arguments, body)
            }
        }
    }

    static let childrenSQL = """
        SELECT record.id, CAST(record.state AS BLOB) FROM child JOIN record ON record.rid = child.rid
            WHERE child.parent = ? AND record.type = ? AND record.deleted = 0
        """

    private static func scan(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ body: (RecordID, Span<UInt8>) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            let id = try row.withUnsafeData(atIndex: 0) { try Self.id($0) }
            try row.withUnsafeData(atIndex: 1) { state in
                guard let state else { return }
                try body(id, state.span)
            }
        }
    }

    /// Reads an id without copying it first.
    private static func id(_ bytes: Data?) throws -> RecordID {
        guard let bytes, bytes.count == RecordID.byteCount else {
            throw StoreError.damaged(record: "record", detail: "the record id is not 16 bytes")
        }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 {
                halves.high = halves.high << 8 | UInt64(byte)
            } else {
                halves.low = halves.low << 8 | UInt64(byte)
            }
        }
        return RecordID(high: halves.high, low: halves.low)
    }
}

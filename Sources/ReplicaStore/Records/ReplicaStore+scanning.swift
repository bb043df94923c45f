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
        try read { db in
            try Self.scan(
                areaPrefix.isEmpty
                    ? db.statement(sql, type) : db.statement(sql, areaPrefix, areaPrefix + "\u{10FFFF}", type), body)
        }
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
            for parent in parents { try Self.scan(db.statement(Self.childrenSQL, parent, type), body) }
        }
    }

    static let childrenSQL = """
        SELECT record.id, CAST(record.state AS BLOB) FROM child JOIN record ON record.rid = child.rid
            WHERE child.parent = ? AND record.type = ? AND record.deleted = 0
        """

    private static func scan(_ statement: Statement, _ body: (RecordID, Span<UInt8>) throws -> Void) throws {
        let rows = try Row.fetchCursor(statement)
        while let row = try rows.next() {
            let id: RecordID = try row.value(0, of: "record")
            try row.withUnsafeData(atIndex: 1) { state in
                guard let state else { return }
                try body(id, state.span)
            }
        }
    }
}

internal import GRDB
public import SyncProtocol

/// A record as people see it, with where it lies.
public struct StoredRecord: Sendable {
    /// Its fields as people see them, and the codes of the areas it lies in.
    public let view: RecordView, areas: [String]
    /// One JSON object with the names of the schema.
    public let json: String

    /// Its id and type.
    public var key: RecordKey { view.key }
}

/// The records that a shortened id may name.
public enum IDMatch: Sendable {
    case none
    case one(RecordKey)
    /// Several records; the shortest prefix that would tell them apart is longer.
    case several(Int)
}

extension ReplicaStore {
    /// The record with an id prefix: hexadecimal digits, hyphens optional.
    ///
    /// - Parameters:
    ///   - text: The prefix.
    ///   - type: Only records of this type, when given.
    /// - Returns: What the prefix names.
    /// - Throws: ``StoreError``.
    public func record(idPrefix text: String, type: TypeNumber? = nil) throws -> IDMatch {
        try reading { try $0.record(idPrefix: text, type: type) }
    }

    /// One record; `nil` when there is none.
    public func record(_ key: RecordKey) throws -> StoredRecord? {
        try reading { reader in try reader.row(key).map(reader.record) }
    }

    /// All live writes of a record; `nil` when there is none.
    ///
    /// - Parameter key: The record.
    /// - Returns: What a form notes as shown when it opens.
    /// - Throws: ``StoreError``.
    public func state(of key: RecordKey) throws -> RecordState? {
        try reading { reader in try reader.row(key)?.state }
    }

    /// Records of a type that are not deleted, by id.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - areaPrefix: Only those in areas whose code begins with it.
    /// - Returns: The records, by id.
    /// - Throws: ``StoreError``.
    public func records(of type: TypeNumber, areaPrefix: String = "") throws -> [StoredRecord] {
        try reading { reader in
            if areaPrefix.isEmpty { return try reader.records("WHERE type = ? AND deleted = 0 ORDER BY id", type) }
            return try reader.records(Self.belowArea, areaPrefix, areaPrefix + "\u{10FFFF}", type)
        }
    }

    /// Records of a type below an area: begins at the areas. [From the records it would read every id of the store, for
    /// each community of a report anew.]
    static let belowArea = """
        WHERE deleted = 0 AND rid IN (SELECT rid FROM placement WHERE area >= ? AND area < ? AND type = ?) ORDER BY id
        """

    /// Records of a type that are not deleted and lie in this very area, by id.
    public func records(of type: TypeNumber, inArea area: String) throws -> [StoredRecord] {
        let condition = """
            WHERE deleted = 0 AND rid IN (SELECT rid FROM placement WHERE area = ? AND type = ?) ORDER BY id
            """
        return try reading { reader in try reader.records(condition, area, type) }
    }

    /// Records that are not deleted and lie under a record, by id.
    public func children(of parent: RecordID, type: TypeNumber) throws -> [StoredRecord] {
        let condition = """
            WHERE type = ? AND deleted = 0 AND rid IN (SELECT rid FROM child WHERE parent = ?) ORDER BY id
            """
        return try reading { reader in try reader.records(condition, type, parent) }
    }

    /// How many records of a type are not deleted.
    public func count(of type: TypeNumber) throws -> Int { try reading { try $0.count(of: type) } }

    /// How many records of a type are not deleted, were made by a moment, and lie in areas whose code begins with a code.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - areaPrefix: The beginning of the codes.
    ///   - milliseconds: The moment, since 1970: the time that a record's id holds; of an id that holds none the time of
    ///     the first change.
    /// - Returns: The number of records.
    /// - Throws: ``StoreError``.
    public func count(of type: TypeNumber, areaPrefix: String, madeBy milliseconds: Int64) throws -> Int {
        try read { db in
            let placed = """
                FROM placement JOIN record ON record.rid = placement.rid
                    WHERE placement.area >= ? AND placement.area < ? AND placement.type = ? AND record.deleted = 0
                """
            let end = areaPrefix + "\u{10FFFF}"
            // The version of a UUID stands in the upper half of its seventh byte.
            let isTimed = "substr(record.id, 7, 1) BETWEEN x'70' AND x'7F'"
            let timed = "SELECT count(DISTINCT placement.rid) \(placed) AND record.id < ? AND \(isTimed)"
            let highest = RecordID.lowest(at: milliseconds + 1)
            let count = try Int.fetchOne(db.statement(timed, areaPrefix, end, type, highest)) ?? 0
            let others = "SELECT DISTINCT record.rid, record.last \(placed) AND NOT \(isTimed)"
            return try db.statement(others, areaPrefix, end, type).all { row in
                let history = try History(rid: row.value(0), last: row.value(1), in: db)
                return history.changes.map(\.change.header.writtenAt).min().map { $0 <= milliseconds } ?? true
            }.count(where: { $0 }) + count
        }
    }

    /// How many hexadecimal digits of an id are needed to name it alone, at least 8.
    public func shortIDLength(_ id: RecordID) throws -> Int {
        try read { db in
            let before = "SELECT id FROM record WHERE id < ? ORDER BY id DESC LIMIT 1"
            let after = "SELECT id FROM record WHERE id > ? ORDER BY id LIMIT 1"
            let own = id.bytes
            let neighbours = try [before, after].compactMap { try Blob.fetchOne(db.statement($0, id))?.bytes }
            let shared = neighbours.map { neighbour in
                let bytes = zip(own, neighbour).prefix { $0 == $1 }.count
                guard bytes < 16 else { return 32 }
                return bytes * 2 + (own[bytes] >> 4 == neighbour[bytes] >> 4 ? 1 : 0)
            }
            return max(8, (shared.max() ?? 0) + 1)
        }
    }
}

extension StoreReader {
    /// How many records of a type are not deleted.
    public func count(of type: TypeNumber) throws -> Int {
        try Int.fetchOne(db.statement("SELECT count(*) FROM record WHERE type = ? AND deleted = 0", type)) ?? 0
    }

    func record(idPrefix text: String, type: TypeNumber?) throws -> IDMatch {
        let digits = text.filter { $0 != "-" }.lowercased()
        guard (1...32).contains(digits.count),
            let lowest = RecordID(hex: digits.padded(with: "0", to: 32)),
            let highest = RecordID(hex: digits.padded(with: "f", to: 32))
        else { return .none }
        let sql = "SELECT id, type FROM record WHERE id BETWEEN ? AND ? AND (? IS NULL OR type = ?) LIMIT 100"
        // A damaged id is nobody's prefix.
        let keys = try db.statement(sql, lowest, highest, type, type).all { row -> RecordKey? in
            guard let id: RecordID = try? row.value(0) else { return nil }
            return RecordKey(id: id, type: try row.value(1, of: id.description))
        }
        guard let key = keys.first else { return .none }
        return keys.count == 1 ? .one(key) : .several(keys.count)
    }
}

extension String {
    fileprivate func padded(with digit: Character, to count: Int) -> String {
        self + String(repeating: digit, count: count - self.count)
    }
}

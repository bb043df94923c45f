internal import FoundationEssentials
internal import GRDB
internal import SyncProtocol

/// The running sums of the areas that one transaction touches: read once, written once.
struct AreaSums {
    private let db: Database
    private var digests: [String: AreaDigest] = [:]

    init(_ db: Database) { self.db = db }

    mutating func replace(_ old: RecordRow.Contribution?, with new: RecordRow.Contribution?) throws {
        for area in old?.areas ?? [] {
            guard let old else { break }
            var digest = try digest(of: area)
            digest.changes &-= UInt64(bitPattern: old.changes)
            digest.changeSum -= old.changeSum
            digest.records &-= 1
            digest.stateSum -= RunningSum(old.stateDigest)
            digests[area] = digest
        }
        for area in new?.areas ?? [] {
            guard let new else { break }
            var digest = try digest(of: area)
            digest.changes &+= UInt64(bitPattern: new.changes)
            digest.changeSum += new.changeSum
            digest.records &+= 1
            digest.stateSum += new.stateDigest
            digests[area] = digest
        }
    }

    private func digest(of area: String) throws -> AreaDigest {
        if let known = digests[area] { return known }
        let sql = "SELECT area, changes, change_sum, records, state_sum FROM area_digest WHERE area = ?"
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [area])
        return try row.map(AreaDigest.init) ?? AreaDigest(area: area)
    }

    mutating func flush() throws {
        let sql = """
            INSERT OR REPLACE INTO area_digest (area, changes, change_sum, records, state_sum) VALUES (?, ?, ?, ?, ?)
            """
        for digest in digests.values {
            if digest.records == 0 {
                try db.cachedStatement(sql: "DELETE FROM area_digest WHERE area = ?").execute(arguments: [digest.area])
            } else {
                try db.cachedStatement(sql: sql).execute(
                    arguments: [
                        digest.area, Int64(bitPattern: digest.changes), digest.changeSum.bytes.blob,
                        Int64(bitPattern: digest.records), digest.stateSum.bytes.blob,
                    ])
            }
        }
        digests = [:]
    }
}

extension RunningSum {
    init(_ digest: Digest) {
        self = .zero
        self += digest
    }
}

extension AreaDigest {
    init(_ row: Row) throws {
        guard let changeSum = RunningSum(bytes: row.bytes(2)), let stateSum = RunningSum(bytes: row.bytes(4)) else {
            throw StoreError.damaged(record: "area_digest \(row[0] as String)", detail: "the sums cannot be read")
        }
        self.init(
            area: row[0], changes: UInt64(bitPattern: row[1]), changeSum: changeSum,
            records: UInt64(bitPattern: row[3]), stateSum: stateSum)
    }
}

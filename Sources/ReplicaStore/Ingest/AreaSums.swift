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
        return try db.statement(sql, area).first(AreaDigest.init) ?? AreaDigest(area: area)
    }

    mutating func flush() throws {
        let sql = """
            INSERT OR REPLACE INTO area_digest (area, changes, change_sum, records, state_sum) VALUES (?, ?, ?, ?, ?)
            """
        for digest in digests.values {
            if digest.records == 0 {
                try db.statement("DELETE FROM area_digest WHERE area = ?", digest.area).execute()
            } else {
                try db.statement(
                    sql, digest.area, Int64(bitPattern: digest.changes), digest.changeSum,
                    Int64(bitPattern: digest.records), digest.stateSum
                ).execute()
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
        let area: String = try row.value(0, of: "area_digest")
        self.init(
            area: area, changes: UInt64(bitPattern: try row.value(1, of: "area_digest \(area)")),
            changeSum: try row.value(2, of: "area_digest \(area)"),
            records: UInt64(bitPattern: try row.value(3, of: "area_digest \(area)")),
            stateSum: try row.value(4, of: "area_digest \(area)"))
    }
}

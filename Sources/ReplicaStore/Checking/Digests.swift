internal import GRDB
public import SyncProtocol

extension ReplicaStore {
    /// The sums of every area in scope that has a record, by code.
    ///
    /// Areas above the scope are left out: a device holds only their own records.
    public func areaDigests(in scope: Scope) throws -> [AreaDigest] {
        try read { db in
            let sql = "SELECT area, changes, change_sum, records, state_sum FROM area_digest ORDER BY area"
            return try db.statement(sql).all(AreaDigest.init).filter { scope.covers($0.area) }
        }
    }

    /// The sums of the 256 buckets of an area; empty buckets are left out.
    public func bucketDigests(area: String) throws -> [BucketDigest] {
        var buckets: [UInt8: BucketDigest] = [:]
        for record in try recordDigests(area: area, bucket: nil) {
            let bucket = record.key.id.bucket
            var digest = buckets[bucket] ?? BucketDigest(bucket: bucket)
            digest.changeSum += record.changeSum
            digest.stateSum += record.state
            buckets[bucket] = digest
        }
        return buckets.values.sorted { $0.bucket < $1.bucket }
    }

    /// The digests of the records of an area, or of one of its buckets, by key.
    public func recordDigests(area: String, bucket: UInt8?) throws -> [RecordDigest] {
        try read { db in
            let sql = """
                SELECT id, record.type, change_sum, state_digest FROM placement
                JOIN record ON record.rid = placement.rid WHERE area = ?
                """
            // What is damaged has no digest, and the other side finds that it differs.
            return try db.statement(sql, area).all { row -> RecordDigest? in
                guard let id: RecordID = try? row.value(0), bucket == nil || id.bucket == bucket,
                    let type: TypeNumber = try? row.value(1), let sum: RunningSum = try? row.value(2),
                    let state: Digest = try? row.value(3)
                else { return nil }
                return RecordDigest(key: RecordKey(id: id, type: type), changeSum: sum, state: state)
            }.sorted { $0.key < $1.key }
        }
    }

    /// Number of records and of changes in the store.
    public func totals() throws -> (records: Int, changes: Int) {
        try read { db in
            let records = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
            return (records, try Int.fetchOne(db, sql: "SELECT count(*) FROM change") ?? 0)
        }
    }
}

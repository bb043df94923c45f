internal import FoundationEssentials
internal import GRDB
public import SyncProtocol

extension ReplicaStore {
    /// The sums of every area in scope that has a record, by code.
    ///
    /// Areas above the scope are left out: a device holds only their own records.
    public func areaDigests(in scope: Scope) throws -> [AreaDigest] {
        try read { db in
            let sql = "SELECT area, changes, change_sum, records, state_sum FROM area_digest ORDER BY area"
            return try Row.fetchAll(db, sql: sql).map(AreaDigest.init).filter { scope.covers($0.area) }
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
            var digests: [RecordDigest] = []
            let cursor = try Row.fetchCursor(db, sql: sql, arguments: [area])
            while let row = try cursor.next() {
                guard let id = RecordID(bytes: row.bytes(0)), let sum = RunningSum(bytes: row.bytes(2)),
                    let state = Digest(bytes: row.bytes(3))
                else { continue }
                guard bucket == nil || id.bucket == bucket else { continue }
                let key = RecordKey(id: id, type: TypeNumber(rawValue: row[1]))
                digests.append(RecordDigest(key: key, changeSum: sum, state: state))
            }
            return digests.sorted { $0.key < $1.key }
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

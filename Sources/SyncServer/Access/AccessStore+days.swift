internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

/// What devices handed in, and since when the server's history is this one.
extension AccessStore {
    /// What a device handed in last; `nil` before it did.
    func day(of device: RecordID) throws -> DeviceDay? {
        try read { db in
            let sql = """
                SELECT day, bytes, changes, records, exceeded, free_epoch, free_day FROM device_day WHERE device = ?
                """
            return try db.statement(sql, device).first { row in
                DeviceDay(
                    day: try row.value(0),
                    used: DailyQuota(bytes: try row.value(1), changes: try row.value(2), records: try row.value(3)),
                    isExceeded: try row.value(4), freeEpoch: (try row.value(5) as Blob?)?.bytes,
                    freeDay: try row.value(6))
            }
        }
    }

    /// Writes down what devices handed in.
    func note(days: [RecordID: DeviceDay]) throws {
        guard !days.isEmpty else { return }
        try write { db in
            let sql = """
                INSERT OR REPLACE INTO device_day
                    (device, day, bytes, changes, records, exceeded, free_epoch, free_day)
                SELECT id, ?, ?, ?, ?, ?, ?, ? FROM device WHERE id = ?
                """
            for (device, day) in days {
                try db.statement(
                    sql, day.day, day.used.bytes, day.used.changes, day.used.records, day.isExceeded,
                    day.freeEpoch.map(Blob.init), day.freeDay, device
                ).execute()
            }
        }
    }

    /// When the server's history began to be this one, as far as this store has seen it: 0 for the first that it saw.
    ///
    /// - Parameters:
    ///   - epoch: Its identity.
    ///   - now: Milliseconds since 1970.
    /// - Returns: Milliseconds since 1970.
    /// - Throws: `StoreError`.
    func beginning(of epoch: [UInt8], now: Int64) throws -> Int64 {
        try write { db in
            let held = try Blob.fetchOne(db.statement("SELECT value FROM setting WHERE key = 'epoch'"))?.bytes
            if let held, held.count == epoch.count + 8, held.starts(with: epoch) {
                return held.suffix(8).reduce(0) { $0 << 8 | Int64($1) }
            }
            let began = held == nil ? 0 : now
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: began >> (56 - 8 * Int64($0))) }
            let sql = "INSERT OR REPLACE INTO setting (key, value) VALUES ('epoch', ?)"
            try db.statement(sql, Blob(epoch + bytes)).execute()
            return began
        }
    }
}

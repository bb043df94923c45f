internal import AdminProtocol
internal import FoundationEssentials
internal import GRDB
internal import SyncProtocol
internal import Values

/// A device and the user who works on it.
struct EnrolledDevice: Hashable, Sendable {
    let id: RecordID
    let name: String
    let replica: [UInt8]
    let isRevoked: Bool
    let user: UserRecord
}

/// When a device was last heard of, and under which replica id.
struct Sighting: Hashable, Sendable {
    let milliseconds: Int64
    let replica: [UInt8]
}

extension AccessStore {
    /// The device that a token belongs to; `nil` when the server does not know it.
    func device(tokenHash: [UInt8]) throws -> EnrolledDevice? {
        try read { db in
            let sql = "SELECT id, name, replica, revoked, login FROM device WHERE token_hash = ?"
            guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [Data(tokenHash)]),
                let id = RecordID(bytes: row[0] as Data), let user = try Self.user(row[4], in: db)
            else { return nil }
            return EnrolledDevice(
                id: id, name: row[1], replica: [UInt8](row[2] as Data), isRevoked: row[3], user: user)
        }
    }

    /// All devices, in the order in which they were enrolled.
    func devices() throws -> [DeviceRecord] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM device ORDER BY enrolled_at, name")
                .compactMap(Self.record)
        }
    }

    /// Shuts a device out for good. Doing it twice changes nothing.
    ///
    /// - Parameter word: The device's name, or the beginning of its id.
    /// - Returns: The device as it is now.
    /// - Throws: A 404 when none fits, a 409 when several do.
    func revoke(_ word: String) throws -> DeviceRecord {
        try write { db in
            let named = try Row.fetchOne(
                db, sql: "SELECT \(Self.columns) FROM device WHERE name = ?", arguments: [word])
            let digits = word.filter { $0 != "-" }.lowercased()
            let beginning = "SELECT \(Self.columns) FROM device WHERE substr(lower(hex(id)), 1, ?) = ?"
            let found =
                try named.map { [$0] }
                ?? (digits.isEmpty ? [] : Row.fetchAll(db, sql: beginning, arguments: [digits.count, digits]))
            guard let row = found.first, var device = Self.record(row) else {
                throw Refusal(.notFound, "device_unknown", "no device has the name or id \(word)")
            }
            guard found.count == 1 else {
                throw Refusal(
                    .conflict, "device_ambiguous", "\(found.count) devices have an id that begins with \(word)")
            }
            try db.execute(sql: "UPDATE device SET revoked = 1 WHERE id = ?", arguments: [row[0] as Data])
            device.revoked = true
            return device
        }
    }

    /// Writes down when devices were last heard of.
    func note(_ sightings: [RecordID: Sighting]) throws {
        guard !sightings.isEmpty else { return }
        try write { db in
            let sql = "UPDATE device SET last_seen = ?, replica = ? WHERE id = ?"
            for (id, sighting) in sightings {
                try db.cachedStatement(sql: sql).execute(
                    arguments: [sighting.milliseconds, Data(sighting.replica), Data(id.bytes)])
            }
        }
    }

    private static let columns = "id, name, label, login, enrolled_at, last_seen, revoked"

    private static func record(_ row: Row) -> DeviceRecord? {
        guard let id = RecordID(bytes: row[0] as Data) else { return nil }
        let lastSeen: Int64? = row[5]
        return DeviceRecord(
            id: id.description, name: row[1], label: row[2], user: row[3],
            enrolledAt: Instant(milliseconds: row[4]).description,
            lastSeen: lastSeen.map { Instant(milliseconds: $0).description }, revoked: row[6])
    }
}

internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// A device and the user who works on it.
struct EnrolledDevice: Hashable, Sendable {
    let id: RecordID
    let name: String
    let isRevoked: Bool
    let user: UserRecord
}

/// When a device was last heard of, and under which replica id.
struct Sighting: Hashable, Sendable {
    let milliseconds: Int64
    let replica: ReplicaID
}

extension AccessStore {
    /// The device that a token belongs to; `nil` when the server does not know it.
    func device(tokenHash: Digest) throws -> EnrolledDevice? {
        try read { db in
            let sql = "SELECT id, name, revoked, login FROM device WHERE token_hash = ?"
            return try db.statement(sql, tokenHash).first { row in
                guard let user = try Self.user(row.value(3), in: db) else { return nil }
                return EnrolledDevice(
                    id: try row.value(0), name: try row.value(1), isRevoked: try row.value(2), user: user)
            }
        }
    }

    /// All devices, in the order in which they were enrolled.
    func devices() throws -> [DeviceRecord] {
        try read { db in
            try db.statement("SELECT \(Self.columns) FROM device ORDER BY enrolled_at, name").all(Self.record)
        }
    }

    /// Shuts a device out for good. Doing it twice changes nothing.
    ///
    /// - Parameter word: The device's name, or the beginning of its id.
    /// - Returns: The device as it is now.
    /// - Throws: A 404 when none fits, a 409 when several do.
    func revoke(_ word: String) throws -> DeviceRecord {
        try write { db in
            let digits = word.filter { $0 != "-" }.lowercased()
            let beginning = "SELECT \(Self.columns) FROM device WHERE substr(lower(hex(id)), 1, ?) = ?"
            var found = try db.statement("SELECT \(Self.columns) FROM device WHERE name = ?", word).all(Self.record)
            if found.isEmpty, !digits.isEmpty {
                found = try db.statement(beginning, digits.count, digits).all(Self.record)
            }
            guard var device = found.first else {
                throw Refusal(.notFound, "device_unknown", "no device has the name or id \(word)")
            }
            guard found.count == 1 else {
                throw Refusal(
                    .conflict, "device_ambiguous", "\(found.count) devices have an id that begins with \(word)")
            }
            try db.statement("UPDATE device SET revoked = 1 WHERE name = ?", device.name).execute()
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
                try db.statement(sql, sighting.milliseconds, sighting.replica, id).execute()
            }
        }
    }

    private static let columns = "id, name, label, login, enrolled_at, last_seen, revoked"

    private static func record(_ row: Row) throws -> DeviceRecord {
        let id = (try row.value(0, of: "device") as RecordID).description
        let lastSeen: Int64? = try row.value(5, of: id)
        return DeviceRecord(
            id: id, name: try row.value(1, of: id), label: try row.value(2, of: id), user: try row.value(3, of: id),
            enrolledAt: Instant(milliseconds: try row.value(4, of: id)).description,
            lastSeen: lastSeen.map { Instant(milliseconds: $0).description }, revoked: try row.value(6, of: id))
    }
}

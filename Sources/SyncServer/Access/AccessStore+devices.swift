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
    /// Whether a digest came with one of its messages, so that one without was damaged.
    let statesDigests: Bool
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
            let sql = "SELECT id, name, revoked, login, digests FROM device WHERE token_hash = ?"
            return try db.statement(sql, tokenHash).first { row in
                guard let user = try Self.user(row.value(3), in: db) else { return nil }
                return EnrolledDevice(
                    id: try row.value(0), name: try row.value(1), isRevoked: try row.value(2),
                    statesDigests: try row.value(4), user: user)
            }
        }
    }

    /// Remembers that a device states the digest of what it sends.
    func noteDigests(of device: RecordID) throws {
        try write { db in try db.statement("UPDATE device SET digests = 1 WHERE id = ?", device).execute() }
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

/// Why a code does not let a device in.
enum CodeFault: Error, Hashable, Sendable {
    case wrong, expired, used, userDisabled, deviceRevoked
}

extension AccessStore {
    /// Keeps a new code for a user.
    ///
    /// - Throws: A 404 when there is no such user, a 403 when the user is shut out.
    func order(codeHash: Digest, login: String, now: Int64, expiresAt: Int64) throws {
        try write { db in
            guard let user = try Self.user(login, in: db) else {
                throw Refusal(.notFound, "user_unknown", "there is no user \(login)")
            }
            guard !user.disabled else { throw Refusal(.forbidden, "user_disabled", "user \(login) is disabled") }
            let sql = "INSERT INTO enrollment_code (hash, login, created_at, expires_at) VALUES (?, ?, ?, ?)"
            try db.statement(sql, codeHash, login, now, expiresAt).execute()
        }
    }

    /// Lets a device in with a code, and gives it a token. The replica that used a code may use it again, because its
    /// answer may have been lost on the way; it gets a new token for the same device.
    ///
    /// - Parameters:
    ///   - codeHash: The hash of the code that the device shows.
    ///   - replica: The replica id of the device's store.
    ///   - label: What the person calls the device.
    ///   - newID: The id of the device if it is a new one.
    ///   - tokenHash: The hash of the token that the device is given.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The device and its user.
    /// - Throws: ``CodeFault``.
    func enroll(
        codeHash: Digest, replica: ReplicaID, label: String, newID: RecordID, tokenHash: Digest, now: Int64
    ) throws -> EnrolledDevice {
        try write { db in
            let sql = "SELECT login, expires_at, replica, device FROM enrollment_code WHERE hash = ?"
            let held = try db.statement(sql, codeHash).first { row in
                (
                    login: try row.value(0) as String, expiresAt: try row.value(1) as Int64,
                    usedBy: try row.value(2) as ReplicaID?, device: try row.value(3) as RecordID?
                )
            }
            guard let code = held else { throw CodeFault.wrong }
            if let usedBy = code.usedBy, usedBy != replica { throw CodeFault.used }
            guard now < code.expiresAt else { throw CodeFault.expired }
            guard let user = try Self.user(code.login, in: db) else { throw CodeFault.wrong }
            guard !user.disabled else { throw CodeFault.userDisabled }
            if let device = code.device { return try renew(device, user, tokenHash: tokenHash, in: db) }
            let count = "SELECT count(*) + 1 FROM device WHERE login = ?"
            let name = "\(user.login)-\(try Int.fetchOne(db.statement(count, user.login)) ?? 1)"
            let insert = """
                INSERT INTO device (id, name, label, login, replica, token_hash, enrolled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
            try db.statement(insert, newID, name, label, user.login, replica, tokenHash, now).execute()
            let use = "UPDATE enrollment_code SET replica = ?, device = ? WHERE hash = ?"
            try db.statement(use, replica, newID, codeHash).execute()
            return EnrolledDevice(id: newID, name: name, isRevoked: false, statesDigests: false, user: user)
        }
    }

    private func renew(
        _ id: RecordID, _ user: UserRecord, tokenHash: Digest, in db: Database
    ) throws -> EnrolledDevice {
        let device = try db.statement("SELECT name, revoked, digests FROM device WHERE id = ?", id).first { row in
            EnrolledDevice(
                id: id, name: try row.value(0), isRevoked: try row.value(1), statesDigests: try row.value(2),
                user: user)
        }
        guard let device else { throw CodeFault.wrong }
        guard !device.isRevoked else { throw CodeFault.deviceRevoked }
        try db.statement("UPDATE device SET token_hash = ? WHERE id = ?", tokenHash, id).execute()
        return device
    }
}

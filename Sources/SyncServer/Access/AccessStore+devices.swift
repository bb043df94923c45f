internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol
internal import SyncWire
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
    ///
    /// The device has its token then, and the code that gave it is spent.
    func device(tokenHash: Digest) throws -> EnrolledDevice? {
        let unspent = "EXISTS (SELECT 1 FROM enrollment_code WHERE device = device.id AND spent = 0)"
        let found = try read { db -> (device: EnrolledDevice, hasUnspentCode: Bool)? in
            let sql = "SELECT id, name, revoked, login, digests, \(unspent) FROM device WHERE token_hash = ?"
            return try db.statement(sql, tokenHash).first { row in
                guard let user = try Self.user(row.value(3), in: db) else { return nil }
                let device = EnrolledDevice(
                    id: try row.value(0), name: try row.value(1), isRevoked: try row.value(2),
                    statesDigests: try row.value(4), user: user)
                return (device, try row.value(5))
            }
        }
        guard let found else { return nil }
        if found.hasUnspentCode { try write { db in try Self.spendCodes(of: found.device.id, in: db) } }
        return found.device
    }

    private static func spendCodes(of device: RecordID, in db: Database) throws {
        try db.statement("UPDATE enrollment_code SET spent = 1 WHERE device = ?", device).execute()
    }

    /// Remembers that a device states the digest of what it sends.
    func noteDigests(of device: RecordID) throws {
        try write { db in try db.statement("UPDATE device SET digests = 1 WHERE id = ?", device).execute() }
    }

    /// Whether a replica id is a device's own: the first device that synchronises under one has it. Replica ids are random
    /// and stand in changes, which others see only once the device has handed them in, and so has synchronised.
    func isOwn(_ replica: ReplicaID, of device: RecordID) throws -> Bool {
        let sql = "SELECT device FROM device_replica WHERE replica = ?"
        if let owner = try read({ db in try RecordID.fetchOne(db.statement(sql, replica)) }) { return owner == device }
        return try write { db in
            try db.statement("INSERT OR IGNORE INTO device_replica (replica, device) VALUES (?, ?)", replica, device)
                .execute()
            return try RecordID.fetchOne(db.statement(sql, replica)) == device
        }
    }

    /// All devices, in the order in which they were enrolled.
    func devices() throws -> [DeviceRecord] {
        try read { db in
            try db.statement("SELECT \(Self.columns) ORDER BY enrolled_at, name").all(Self.record)
        }
    }

    /// Shuts a device out, or lets it in again with the token that it has. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - word: The device's name, or the beginning of its id.
    ///   - isRevoked: Whether it is shut out.
    /// - Returns: The device as it is now.
    /// - Throws: A 404 when none fits, a 409 when several do.
    func set(device word: String, revoked isRevoked: Bool) throws -> DeviceRecord {
        try write { db in
            let digits = word.filter { $0 != "-" }.lowercased()
            let beginning = "SELECT \(Self.columns) WHERE substr(lower(hex(id)), 1, ?) = ?"
            var found = try db.statement("SELECT \(Self.columns) WHERE name = ?", word).all(Self.record)
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
            try db.statement("UPDATE device SET revoked = ? WHERE name = ?", isRevoked, device.name).execute()
            device.revoked = isRevoked
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

    private static let columns = """
        id, name, label, login, enrolled_at, last_seen, revoked, day, bytes, changes, records, exceeded
        FROM device LEFT JOIN device_day ON device_day.device = device.id
        """

    private static func record(_ row: Row) throws -> DeviceRecord {
        let id = (try row.value(0, of: "device") as RecordID).description
        let lastSeen: Int64? = try row.value(5, of: id)
        return DeviceRecord(
            id: id, name: try row.value(1, of: id), label: try row.value(2, of: id), user: try row.value(3, of: id),
            enrolledAt: Instant(milliseconds: try row.value(4, of: id)).description,
            lastSeen: lastSeen.map { Instant(milliseconds: $0).description }, revoked: try row.value(6, of: id),
            handedIn: try handedIn(row, of: id))
    }

    private static func handedIn(_ row: Row, of id: String) throws -> DeviceRecord.HandedIn? {
        guard let day: Int64 = try row.value(7, of: id), let date = CalendarDate(daysSince1970: Int(day)) else {
            return nil
        }
        return DeviceRecord.HandedIn(
            day: date.description, bytes: try row.value(8, of: id), changes: try row.value(9, of: id),
            records: try row.value(10, of: id), exceeded: try row.value(11, of: id))
    }
}

/// Why a code does not let a device in.
enum CodeFault: Error, Hashable, Sendable {
    case wrong, expired, used, userDisabled, deviceRevoked
    /// The store that asks for a new token is another user's.
    case otherUser
}

/// What is asked of a code: to let a new device in, or a store that is enrolled in again.
struct CodeUse: Sendable {
    let codeHash: Digest
    /// The id of the store that asks.
    let replica: ReplicaID
    /// What the person calls the device.
    let label: String
    /// Whose token is to be replaced; `nil` for a new device.
    let renewal: EnrollRequest.EnrolledStore?
    /// The id of the device if it is a new one.
    let newID: RecordID
    /// The hash of the token that the device is given.
    let tokenHash: Digest
    /// Milliseconds since 1970.
    let now: Int64
}

/// What is kept of a code.
private struct HeldCode {
    let login: String
    let expiresAt: Int64
    /// The replica and the device that it let in, and when; `nil` before.
    let replica: ReplicaID?
    let device: RecordID?
    let usedAt: Int64?
    /// Whether the device used the token that the code gave it.
    let isSpent: Bool

    init(_ row: Row) throws {
        (login, expiresAt) = (try row.value(0), try row.value(1))
        (replica, device, usedAt) = (try row.value(2), try row.value(3), try row.value(4))
        isSpent = try row.value(5)
    }

    /// Whether a use repeats the one before, because its answer was lost on the way.
    func isRepeated(by use: CodeUse) -> Bool {
        guard replica == use.replica, !isSpent, let usedAt else { return false }
        return use.now - usedAt < ServerLimits.codeRepeatSeconds * 1_000
    }
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

    /// Lets a device in with a code, and gives it a token. The replica that used a code may use it again until it has used
    /// its token, because the answer may have been lost on the way; it gets a new token for the same device. A store that
    /// is enrolled already stays the device that it was, also when that was shut out.
    ///
    /// - Returns: The device and its user.
    /// - Throws: ``CodeFault``; then the code is as it was.
    func enroll(_ use: CodeUse) throws -> EnrolledDevice {
        try write { db in
            let sql = """
                SELECT login, expires_at, replica, device, used_at, spent FROM enrollment_code WHERE hash = ?
                """
            guard let code = try db.statement(sql, use.codeHash).first(HeldCode.init) else { throw CodeFault.wrong }
            if code.device != nil {
                guard code.isRepeated(by: use) else { throw CodeFault.used }
            } else {
                guard use.now < code.expiresAt else { throw CodeFault.expired }
            }
            guard let user = try Self.user(code.login, in: db) else { throw CodeFault.wrong }
            guard !user.disabled else { throw CodeFault.userDisabled }
            if let renewal = use.renewal, renewal.login != user.login { throw CodeFault.otherUser }
            if let device = code.device { return try renew(device, of: user, use, in: db) }
            let device = try renewedDevice(user, use, in: db) ?? newDevice(user, use, in: db)
            try Self.spendCodes(of: device.id, in: db)
            let mark = "UPDATE enrollment_code SET replica = ?, device = ?, used_at = ? WHERE hash = ?"
            try db.statement(mark, use.replica, device.id, use.now, use.codeHash).execute()
            return device
        }
    }

    /// The device of a store that asks for a new token, let in again; `nil` where the server does not know it.
    private func renewedDevice(_ user: UserRecord, _ use: CodeUse, in db: Database) throws -> EnrolledDevice? {
        guard let id = use.renewal?.device else { return nil }
        guard let login = try String.fetchOne(db.statement("SELECT login FROM device WHERE id = ?", id)) else {
            return nil
        }
        guard login == user.login else { throw CodeFault.otherUser }
        try db.statement("UPDATE device SET revoked = 0 WHERE id = ?", id).execute()
        return try renew(id, of: user, use, in: db)
    }

    private func newDevice(_ user: UserRecord, _ use: CodeUse, in db: Database) throws -> EnrolledDevice {
        let count = "SELECT count(*) + 1 FROM device WHERE login = ?"
        let name = "\(user.login)-\(try Int.fetchOne(db.statement(count, user.login)) ?? 1)"
        let insert = """
            INSERT INTO device (id, name, label, login, replica, token_hash, enrolled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        try db.statement(insert, use.newID, name, use.label, user.login, use.replica, use.tokenHash, use.now).execute()
        return EnrolledDevice(id: use.newID, name: name, isRevoked: false, statesDigests: false, user: user)
    }

    /// Gives a device a new token in place of the one before.
    private func renew(
        _ id: RecordID, of user: UserRecord, _ use: CodeUse, in db: Database
    ) throws -> EnrolledDevice {
        let device = try db.statement("SELECT name, revoked, digests FROM device WHERE id = ?", id).first { row in
            EnrolledDevice(
                id: id, name: try row.value(0), isRevoked: try row.value(1), statesDigests: try row.value(2),
                user: user)
        }
        guard let device else { throw CodeFault.wrong }
        guard !device.isRevoked else { throw CodeFault.deviceRevoked }
        let sql = "UPDATE device SET token_hash = ?, replica = ? WHERE id = ?"
        try db.statement(sql, use.tokenHash, use.replica, id).execute()
        return device
    }
}

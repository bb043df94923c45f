internal import AdminProtocol
internal import FoundationEssentials
internal import GRDB
internal import SyncProtocol

/// Why a code does not let a device in.
enum CodeFault: Error, Hashable, Sendable {
    case wrong, expired, used, userDisabled, deviceRevoked
}

extension AccessStore {
    /// Keeps a new code for a user.
    ///
    /// - Throws: A 404 when there is no such user, a 403 when the user is shut out.
    func order(codeHash: [UInt8], login: String, now: Int64, expiresAt: Int64) throws {
        try write { db in
            guard let user = try Self.user(login, in: db) else {
                throw Refusal(.notFound, "user_unknown", "there is no user \(login)")
            }
            guard !user.disabled else { throw Refusal(.forbidden, "user_disabled", "user \(login) is disabled") }
            try db.execute(
                sql: "INSERT INTO enrollment_code (hash, login, created_at, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [Data(codeHash), login, now, expiresAt])
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
        codeHash: [UInt8], replica: ReplicaID, label: String, newID: RecordID, tokenHash: [UInt8], now: Int64
    ) throws -> EnrolledDevice {
        try write { db in
            let sql = "SELECT login, expires_at, replica, device FROM enrollment_code WHERE hash = ?"
            guard let code = try Row.fetchOne(db, sql: sql, arguments: [Data(codeHash)]) else { throw CodeFault.wrong }
            let usedBy: Data? = code[2]
            if let usedBy, [UInt8](usedBy) != replica.bytes { throw CodeFault.used }
            guard now < (code[1] as Int64) else { throw CodeFault.expired }
            guard let user = try Self.user(code[0], in: db) else { throw CodeFault.wrong }
            guard !user.disabled else { throw CodeFault.userDisabled }
            if let device: Data = code[3] {
                return try renew(device, user.login, tokenHash: tokenHash, in: db)
            }
            let ordinal = try Int.fetchOne(
                db, sql: "SELECT count(*) + 1 FROM device WHERE login = ?", arguments: [user.login])
            let name = "\(user.login)-\(ordinal ?? 1)"
            try db.execute(
                sql: """
                    INSERT INTO device (id, name, label, login, replica, token_hash, enrolled_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(newID.bytes), name, label, user.login, Data(replica.bytes), Data(tokenHash), now,
                ])
            try db.execute(
                sql: "UPDATE enrollment_code SET replica = ?, device = ? WHERE hash = ?",
                arguments: [Data(replica.bytes), Data(newID.bytes), Data(codeHash)])
            return EnrolledDevice(id: newID, name: name, replica: replica.bytes, isRevoked: false, user: user)
        }
    }

    private func renew(
        _ device: Data, _ login: String, tokenHash: [UInt8], in db: Database
    ) throws -> EnrolledDevice {
        let sql = "SELECT name, replica, revoked FROM device WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [device]), let id = RecordID(bytes: device),
            let user = try Self.user(login, in: db)
        else { throw CodeFault.wrong }
        guard !(row[2] as Bool) else { throw CodeFault.deviceRevoked }
        try db.execute(
            sql: "UPDATE device SET token_hash = ? WHERE id = ?", arguments: [Data(tokenHash), device])
        return EnrolledDevice(
            id: id, name: row[0], replica: [UInt8](row[1] as Data), isRevoked: false, user: user)
    }
}

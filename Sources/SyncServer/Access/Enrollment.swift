internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

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
            return EnrolledDevice(id: newID, name: name, isRevoked: false, user: user)
        }
    }

    private func renew(
        _ id: RecordID, _ user: UserRecord, tokenHash: Digest, in db: Database
    ) throws -> EnrolledDevice {
        let device = try db.statement("SELECT name, revoked FROM device WHERE id = ?", id).first { row in
            EnrolledDevice(id: id, name: try row.value(0), isRevoked: try row.value(1), user: user)
        }
        guard let device else { throw CodeFault.wrong }
        guard !device.isRevoked else { throw CodeFault.deviceRevoked }
        try db.statement("UPDATE device SET token_hash = ? WHERE id = ?", tokenHash, id).execute()
        return device
    }
}

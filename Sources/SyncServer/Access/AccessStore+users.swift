internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

extension AccessStore {
    /// All users, by login.
    func users() throws -> [UserRecord] {
        try read { db in
            try String.fetchAll(db.statement("SELECT login FROM user ORDER BY login"))
                .compactMap { try Self.user($0, in: db) }
        }
    }

    func user(_ login: String) throws -> UserRecord? {
        try read { db in try Self.user(login, in: db) }
    }

    static func user(_ login: String, in db: Database) throws -> UserRecord? {
        let sql = "SELECT name, role, disabled FROM user WHERE login = ?"
        let areas = "SELECT area FROM user_area WHERE login = ? ORDER BY area"
        return try db.statement(sql, login).first { row in
            UserRecord(
                login: login, name: try row.value(0, of: login), role: try row.value(1, of: login),
                areas: try String.fetchAll(db.statement(areas, login)), disabled: try row.value(2, of: login))
        }
    }

    /// - Throws: A 409 when the login is taken.
    func add(_ user: UserRecord, now: Int64) throws {
        try write { db in
            guard try Self.user(user.login, in: db) == nil else {
                throw Refusal(.conflict, "user_exists", "there is a user \(user.login) already")
            }
            let sql = "INSERT INTO user (login, name, role, disabled, created_at) VALUES (?, ?, ?, ?, ?)"
            try db.statement(sql, user.login, user.name, user.role, user.disabled, now).execute()
            for area in Set(user.areas) {
                try db.statement("INSERT INTO user_area (login, area) VALUES (?, ?)", user.login, area).execute()
            }
        }
    }

    /// Shuts a user out, with all devices and tokens, or lets one in again with all that are not revoked. Doing it twice
    /// changes nothing.
    ///
    /// - Throws: A 404 when there is no such user; a 409 when nobody would be left to administer the server.
    func set(_ login: String, disabled isDisabled: Bool, now: Int64) throws -> UserRecord {
        try write { db in
            try db.statement("UPDATE user SET disabled = ? WHERE login = ?", isDisabled, login).execute()
            guard let user = try Self.user(login, in: db) else {
                throw Refusal(.notFound, "user_unknown", "there is no user \(login)")
            }
            if isDisabled { try Self.requireAdministrator(now: now, in: db) }
            return user
        }
    }
}

extension UserRecord {
    /// The codes whose areas the user works in. A user without areas is one of the whole server: area codes begin with a
    /// digit (GB/T 2260), so that the ten digits cover them all.
    var assignedAreas: [String] {
        areas.isEmpty ? (0...9).map { String($0) } : areas
    }

    var scope: Scope { Scope(assignedAreas) }
}

internal import AdminProtocol
internal import GRDB

extension AccessStore {
    /// All users, by login.
    func users() throws -> [UserRecord] {
        try read { db in
            let logins = try String.fetchAll(db, sql: "SELECT login FROM user ORDER BY login")
            return try logins.compactMap { try Self.user($0, in: db) }
        }
    }

    func user(_ login: String) throws -> UserRecord? {
        try read { db in try Self.user(login, in: db) }
    }

    static func user(_ login: String, in db: Database) throws -> UserRecord? {
        let sql = "SELECT name, role, disabled FROM user WHERE login = ?"
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [login]) else { return nil }
        let areas = "SELECT area FROM user_area WHERE login = ? ORDER BY area"
        return UserRecord(
            login: login, name: row[0], role: row[1],
            areas: try String.fetchAll(db.cachedStatement(sql: areas), arguments: [login]), disabled: row[2])
    }

    /// - Throws: A 409 when the login is taken.
    func add(_ user: UserRecord, now: Int64) throws {
        try write { db in
            guard try Self.user(user.login, in: db) == nil else {
                throw Refusal(.conflict, "user_exists", "there is a user \(user.login) already")
            }
            try db.execute(
                sql: "INSERT INTO user (login, name, role, disabled, created_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [user.login, user.name, user.role, user.disabled, now])
            for area in Set(user.areas) {
                try db.execute(
                    sql: "INSERT INTO user_area (login, area) VALUES (?, ?)", arguments: [user.login, area])
            }
        }
    }

    /// Shuts a user out, with all devices and tokens. Doing it twice changes nothing.
    ///
    /// - Throws: A 404 when there is no such user; a 409 when nobody would be left to administer the server.
    func disable(_ login: String) throws -> UserRecord {
        try write { db in
            guard try Self.user(login, in: db) != nil else {
                throw Refusal(.notFound, "user_unknown", "there is no user \(login)")
            }
            try db.execute(sql: "UPDATE user SET disabled = 1 WHERE login = ?", arguments: [login])
            let left = """
                SELECT EXISTS (SELECT 1 FROM admin_token JOIN user ON user.login = admin_token.login
                    WHERE disabled = 0 AND role = ?)
                """
            let isLeft = try Bool.fetchOne(db, sql: left, arguments: [UserRole.administrator.rawValue])
            guard isLeft == true, let user = try Self.user(login, in: db) else {
                throw Refusal(.conflict, "last_administrator", "nobody else could administer the server")
            }
            return user
        }
    }
}

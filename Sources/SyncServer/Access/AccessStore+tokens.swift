internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Whom a token of administration belongs to, and whether it still opens anything.
struct Administrator: Hashable, Sendable {
    let user: UserRecord
    let hasExpired: Bool
}

/// The tokens of administration. People name a token by its hash, which opens nothing.
extension AccessStore {
    /// The user whom a token belongs to; `nil` when the server does not know it.
    func administrator(tokenHash: Digest, now: Int64) throws -> Administrator? {
        try read { db in
            let sql = "SELECT login, expires_at FROM admin_token WHERE hash = ?"
            return try db.statement(sql, tokenHash).first { row in
                let expiresAt: Int64? = try row.value(1)
                return try Self.user(row.value(0), in: db).map { user in
                    Administrator(user: user, hasExpired: expiresAt.map { now >= $0 } ?? false)
                }
            }
        }
    }

    /// All tokens, in the order in which they were made.
    func tokens() throws -> [TokenRecord] {
        try read { db in
            try db.statement("SELECT \(Self.columns) FROM admin_token ORDER BY created_at, hash").all(Self.record)
        }
    }

    /// Makes a token and keeps its hash.
    ///
    /// - Parameters:
    ///   - order: Whose it is and for how long.
    ///   - maker: Who orders it; `nil` for whoever works on the server's machine.
    ///   - environment: The clock, and the randomness of the token.
    /// - Returns: The token, which is told this once.
    /// - Throws: A 404 when there is no such user, a 403 when the user is shut out, a 400 for a role that does not
    ///   administer or a time that is too long.
    func issueToken(
        _ order: TokenOrder, by maker: String?, environment: HostEnvironment
    ) throws -> IssuedToken {
        let days = order.validDays ?? ServerLimits.tokenValidDays
        guard (1...ServerLimits.tokenValidDays).contains(days) else {
            throw Refusal(
                .badRequest, "validity_invalid", "a token is valid for 1 to \(ServerLimits.tokenValidDays) days")
        }
        let token = Secret.token(environment.random)
        let hash = Secret.hash(token)
        let now = environment.wallMilliseconds()
        let expiresAt = now + Int64(days) * 86_400_000
        return try write { db in
            guard let user = try Self.user(order.user, in: db) else {
                throw Refusal(.notFound, "user_unknown", "there is no user \(order.user)")
            }
            guard !user.disabled else { throw Refusal(.forbidden, "user_disabled", "user \(user.login) is disabled") }
            guard user.mayAdminister else {
                throw Refusal(.badRequest, "role_without_token", "the role \(user.role) does not administer")
            }
            let sql = "INSERT INTO admin_token (hash, login, created_at, created_by, expires_at) VALUES (?, ?, ?, ?, ?)"
            try db.statement(sql, hash, user.login, now, maker, expiresAt).execute()
            let record = try Self.token(hash.hex, in: db).record
            return IssuedToken(token: token, id: record.id, user: record.user, expiresAt: record.expiresAt ?? "")
        }
    }

    /// Writes down when tokens were last used.
    func note(tokens: [Digest: Int64]) throws {
        guard !tokens.isEmpty else { return }
        try write { db in
            for (hash, moment) in tokens {
                try db.statement("UPDATE admin_token SET last_used = ? WHERE hash = ?", moment, hash).execute()
            }
        }
    }

    /// Takes a token away; the server does not know it from then on.
    ///
    /// - Parameters:
    ///   - word: The beginning of its id.
    ///   - owner: Only one of this user; `nil` for anybody's.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The token as it was.
    /// - Throws: A 404 when none fits, a 409 when several do or nobody would be left to administer the server.
    func revokeToken(_ word: String, of owner: String?, now: Int64) throws -> TokenRecord {
        try write { db in
            let (hash, token) = try Self.token(word, in: db)
            if let owner, owner != token.user {
                throw Refusal(.forbidden, "role_denied", "the token is of user \(token.user)")
            }
            try db.statement("DELETE FROM admin_token WHERE hash = ?", hash).execute()
            try Self.requireAdministrator(now: now, in: db)
            return token
        }
    }

    /// - Throws: A 409 when nobody could administer the server any more.
    static func requireAdministrator(now: Int64, in db: Database) throws {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM admin_token JOIN user ON user.login = admin_token.login
                WHERE disabled = 0 AND role = ? AND ifnull(expires_at > ?, 1))
            """
        let isLeft = try Bool.fetchOne(db.statement(sql, UserRole.administrator.rawValue, now))
        guard isLeft == true else {
            throw Refusal(.conflict, "last_administrator", "nobody else could administer the server")
        }
    }

    /// - Throws: A 404 when no token's id begins so, a 409 when several do.
    private static func token(_ word: String, in db: Database) throws -> (hash: Digest, record: TokenRecord) {
        let digits = word.lowercased()
        let sql = "SELECT \(columns) FROM admin_token WHERE substr(lower(hex(hash)), 1, ?) = ?"
        let found =
            digits.isEmpty
            ? []
            : try db.statement(sql, digits.count, digits).all { row -> (hash: Digest, record: TokenRecord)? in
                (try row.value(0), try record(row))
            }
        guard let token = found.first else {
            throw Refusal(.notFound, "admin_token_unknown", "no token has an id that begins with \(word)")
        }
        guard found.count == 1 else {
            throw Refusal(
                .conflict, "admin_token_ambiguous", "\(found.count) tokens have an id that begins with \(word)")
        }
        return token
    }

    private static let columns = "hash, login, created_at, created_by, expires_at, last_used"

    private static func record(_ row: Row) throws -> TokenRecord {
        func moment(_ index: Int) throws -> String? {
            (try row.value(index, of: "token") as Int64?).map { Instant(milliseconds: $0).description }
        }
        let hash: Digest = try row.value(0, of: "token")
        return TokenRecord(
            id: hash.hex, user: try row.value(1, of: "token"),
            createdAt: try moment(2) ?? "", createdBy: try row.value(3, of: "token"), expiresAt: try moment(4),
            lastUsed: try moment(5))
    }
}

extension UserRecord {
    /// Whether the user's role lets him or her administer the server.
    var mayAdminister: Bool { [UserRole.administrator.rawValue, UserRole.district.rawValue].contains(role) }
}

internal import AdminProtocol
internal import FoundationEssentials
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

/// Users, devices, codes and tokens of one server, in a SQLite file of its own. Calls block; the server makes them on a
/// thread kept for that.
final class AccessStore: Sendable {
    let path: String
    private let database: DatabaseQueue

    private init(path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // A token that was handed out, or a device that was revoked, must not come back after a power loss.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        database = try StoreError.translating(path: path) {
            try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// - Throws: `StoreError`; the caller takes away what is left of the file.
    static func create(path: String) throws -> AccessStore {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path: path) }
        let store = try AccessStore(path: path)
        try store.write { db in try AccessMigrations.all.migrate(in: db) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return store
    }

    /// - Throws: `StoreError`.
    static func open(path: String) throws -> AccessStore {
        guard FileManager.default.fileExists(atPath: path) else { throw StoreError.missing(path: path) }
        let store = try AccessStore(path: path)
        switch try store.read(AccessMigrations.version) {
        case AccessMigrations.current: break
        case nil: throw StoreError.notAStore(path: path, detail: "the file has no mark of a Ruhu access store")
        case let found? where found > AccessMigrations.current: throw StoreError.newerVersion(path: path)
        default: try store.write { db in try AccessMigrations.all.migrate(in: db) }
        }
        return store
    }

    /// Copies the store at a path as it is at one moment, also beside a server that writes.
    ///
    /// - Throws: `StoreError`.
    static func copy(_ path: String, to file: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let source = try StoreError.translating(path: path) {
            try DatabaseQueue(path: path, configuration: configuration)
        }
        defer { try? source.close() }
        try source.copy(to: file)
    }

    func close() throws { try database.close() }

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreError.translating(path: path) { try database.read(body) }
    }

    /// One transaction that is on the disk when this returns.
    func write<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreError.translating(path: path) { try database.write(body) }
    }
}

/// The numbered migrations of the access store.
struct AccessMigrations {
    /// "RUHA" in ASCII.
    private static let applicationID: Int32 = 0x5255_4841
    static let all = AccessMigrations(scripts: [
        PackageResources.m0001_access_sql, PackageResources.m0002_digests_sql, PackageResources.m0003_renewal_sql,
        PackageResources.m0004_replica_sql,
    ])
    static var current: Int32 { Int32(all.scripts.count) }

    private let scripts: [[UInt8]]

    /// How many migrations the file has seen; `nil` when it is no access store.
    static func version(of db: Database) throws -> Int32? {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else { return nil }
        return try Int32.fetchOne(db, sql: "PRAGMA user_version")
    }

    /// Applies what is new, in the caller's transaction.
    func migrate(in db: Database) throws {
        for script in scripts.dropFirst(Int(try Self.version(of: db) ?? 0)) {
            try db.execute(sql: String(decoding: script, as: UTF8.self))
        }
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(scripts.count)")
    }
}

extension AccessStore {
    /// Writes what a server begins with: its name, its key, and an administrator for every area.
    func found(name: String, privateKey: [UInt8], adminTokenHash: Digest, now: Int64) throws {
        try write { db in
            let setting = "INSERT INTO setting (key, value) VALUES (?, ?)"
            try db.statement(setting, "name", Blob(Array(name.utf8))).execute()
            try db.statement(setting, "private_key", Blob(privateKey)).execute()
            let user = "INSERT INTO user (login, name, role, created_at) VALUES (?, ?, ?, ?)"
            try db.statement(user, "admin", "Administrator", UserRole.administrator.rawValue, now).execute()
            let token = "INSERT INTO admin_token (hash, login, created_at) VALUES (?, ?, ?)"
            try db.statement(token, adminTokenHash, "admin", now).execute()
        }
    }

    /// What people call the server.
    func serverName() throws -> String {
        try read { db in
            let name = try Blob.fetchOne(db.statement("SELECT value FROM setting WHERE key = 'name'"))
            return String(decoding: name?.bytes ?? [], as: UTF8.self)
        }
    }
}

internal import FoundationEssentials
internal import GRDB
internal import Glibc
public import SyncProtocol
public import Values

/// The store of one replica: every change it holds, and the records they make, in one SQLite file.
///
/// All replicas keep the same tables and merge alike. Reads and writes block; a caller on an event loop goes through a
/// queue of its own. What reads or writes throws ``StoreError`` where nothing else is said.
///
/// ```swift
/// let store = try ReplicaStore.open(
///     path: "a.sqlite", role: .device, environment: .system, searchText: AddressSearch.text)
/// let visits = try store.children(of: household, type: RecordTypes.visit)
/// ```
public final class ReplicaStore: Sendable {
    /// What differs between a device's store and a server's.
    public enum Role: Sendable {
        /// One file that other processes may open too. A rollback journal is used, so that no two processes ever meet
        /// in a write-ahead log (sqlite.org/wal.html#walresetbug) and the file can be copied and read by itself.
        case device
        /// One process, many readers, one writer that owns the checkpoints of the write-ahead log.
        case server
    }

    /// The text that search reads for a record: a function of its type and of the texts of its search fields by name.
    public typealias SearchText = @Sendable (_ type: RecordType, _ texts: [String: String]) -> String

    /// The file of the database, and whose store it is.
    public let path: String, role: Role
    let database: any DatabaseWriter
    let mayWrite: Bool
    let searchText: SearchText
    /// The clock and the randomness of everything that works on this store.
    public let environment: HostEnvironment
    let schemaCache = SchemaCache()
    /// What a server's write-ahead log still holds of values that were erased.
    let staleLog = StaleLog()

    private init(
        path: String, role: Role, database: any DatabaseWriter, mayWrite: Bool, environment: HostEnvironment,
        searchText: @escaping SearchText
    ) {
        self.mayWrite = mayWrite
        self.path = path
        self.role = role
        self.database = database
        self.environment = environment
        self.searchText = searchText
    }

    /// Creates a store with a new replica id and a first schema.
    ///
    /// - Throws: ``StoreError/exists(path:)`` and the errors of opening; then no file is left behind.
    public static func create(
        path: String, role: Role, schema document: [UInt8], environment: HostEnvironment,
        searchText: @escaping SearchText
    ) throws -> ReplicaStore {
        try makeFile(path: path)
        do {
            let store = try connect(path: path, role: role, environment: environment, searchText: searchText)
            try store.write { db in
                try StoreMigrations.all.migrate(in: db)
                var generator = environment.random
                try db.set(.replica, ReplicaID(using: &generator))
                try db.set(.epoch, ReplicaID(using: &generator))
                try db.set(.searchFolding, number: searchFolding)
                try SchemaTable.install(document, in: db)
            }
            return store
        } catch {
            for suffix in ["", "-journal", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            throw error
        }
    }

    /// Opens a store, and brings it up to date where an older version wrote it.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - role: What the store is for: a device or a server.
    ///   - isReadOnly: For looking only, also beside a process that writes: no checkpoint, no migration.
    ///   - mayWrite: Whether anything will be saved. Without it the store is brought up to date and mended after a kill as
    ///     ever, and then every write fails.
    ///   - environment: The clock, the randomness and the patience of the store.
    ///   - searchText: Writes the text that a record is searched by.
    /// - Returns: The store, open.
    /// - Throws: ``StoreError``.
    public static func open(
        path: String, role: Role, isReadOnly: Bool = false, mayWrite: Bool = true,
        environment: HostEnvironment, searchText: @escaping SearchText
    ) throws -> ReplicaStore {
        guard FileManager.default.fileExists(atPath: path) else { throw StoreError.missing(path: path) }
        if role == .server, !isReadOnly { try refuseForeign(path: path, environment: environment) }
        let store = try connect(
            path: path, role: role, isReadOnly: isReadOnly, mayWrite: mayWrite, environment: environment,
            searchText: searchText)
        let (isCurrent, isLeft) = try store.read { db in
            guard try Self.isCurrent(db, path: path) else { return (false, false) }
            return (try Self.hasPresentFolding(db), try role == .device && db.isPlacingLeft())
        }
        if !isCurrent, !isReadOnly {
            try store.transaction { db in
                try StoreMigrations.all.migrate(in: db)
                try store.foldAnew(db)
            }
        }
        // A program that was killed may have left some of what followed from its last save.
        if isLeft, !isReadOnly { try? store.placeAll() }
        return store
    }

    /// Looks before connecting, because that turns the write-ahead log of any database on and writes to it.
    ///
    /// The connection may write, so that SQLite can mend what a killed process left; it does not of its own.
    private static func refuseForeign(path: String, environment: HostEnvironment) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(environment.lockTimeoutSeconds)
        try StoreError.translating(path: path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            _ = try queue.read { db in try isCurrent(db, path: path) }
        }
    }

    /// Whether the file is a store of this version; `false` for an older one.
    private static func isCurrent(_ db: Database, path: String) throws -> Bool {
        guard let version = try StoreMigrations.version(of: db) else {
            throw StoreError.unreadable(path: path, detail: "the file has no mark of a Ruhu store")
        }
        if version > StoreMigrations.current { throw StoreError.newerVersion(path: path) }
        return version == StoreMigrations.current
    }

    private static func connect(
        path: String, role: Role, isReadOnly: Bool = false, mayWrite: Bool = true, environment: HostEnvironment,
        searchText: @escaping SearchText
    ) throws -> ReplicaStore {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(environment.lockTimeoutSeconds)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            if let statementRan = environment.statementRan {
                db.trace { if case .statement(let statement) = $0 { statementRan(statement.sql) } }
            }
            // Acknowledged means on the disk (sqlite.org/pragma.html#pragma_synchronous).
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA cache_size = -65536")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            guard !db.configuration.readonly else { return }
            // Drafts and contact data must not stay readable in the file once they are gone: pages that no table holds any
            // more are overwritten too (sqlite.org/pragma.html#pragma_secure_delete, Protocol/decisions/0017).
            _ = try Row.fetchAll(db, sql: "PRAGMA secure_delete = ON")
            switch role {
            case .device: try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
            case .server: try db.execute(sql: "PRAGMA wal_autocheckpoint = 16000")
            }
        }
        return try StoreError.translating(path: path) {
            let database: any DatabaseWriter =
                switch role {
                case .device: try DatabaseQueue(path: path, configuration: configuration)
                case .server: try DatabasePool(path: path, configuration: configuration)
                }
            if role == .server, !isReadOnly {
                // The pool sets its writer to NORMAL when it turns the write-ahead log on, after the preparation above.
                try database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            }
            let store = ReplicaStore(
                path: path, role: role, database: database, mayWrite: mayWrite, environment: environment,
                searchText: searchText)
            // A process that was killed may have left in the log what it had erased.
            if role == .server, !isReadOnly { store.forgetErased() }
            return store
        }
    }

    /// Ends all use of the file.
    ///
    /// A server's write-ahead log is emptied first, because the pool closes its writer before its readers and then nobody
    /// is left who could; what cannot be moved stays in the log and is as safe there.
    public func close() throws {
        if role == .server, !database.configuration.readonly {
            try? database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        }
        try database.close()
    }

    /// Copies the store as it is at one moment into an empty file, also beside a process that writes; a copy is one file
    /// without a log. As little as the store itself may it serve two: see ``beginNewHistory()``.
    ///
    /// - Parameter file: Where the copy goes.
    /// - Throws: ``StoreError``.
    public func copy(to file: String) throws { try database.copy(to: file) }

    /// Makes the empty file that SQLite fills. Stores hold personal data and a token: only their owner may read them, from
    /// the first byte on; SQLite gives the files beside it the same rights.
    private static func makeFile(path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path) }
        Glibc.close(descriptor)
    }

    /// Whether other people on this machine can read the file, which its folder may keep them from.
    public var isReadableByOthers: Bool {
        var file = stat()
        var folder = stat()
        let parent = URL(filePath: path).deletingLastPathComponent().path
        guard stat(path, &file) == 0, stat(parent, &folder) == 0 else { return false }
        return file.st_mode & 0o044 != 0 && folder.st_mode & 0o011 != 0
    }

    // MARK: - Transactions

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        // A reader that looked at the log may have been what held it when something was erased.
        defer { if staleLog.isStale { forgetErasedSoon() } }
        return try StoreError.translating(path: path) { try database.read(body) }
    }

    /// One transaction that takes the write lock at once and is on the disk when this returns.
    func write<T>(_ body: (Database) throws -> T) throws -> T {
        // SQLITE_READONLY, as if the file were opened so; but then SQLite could not mend what a killed process left.
        guard mayWrite else { throw StoreError.sqlite(code: 8, detail: "the store was opened to look at it") }
        return try transaction(body)
    }

    /// The same for what takes changes in. What follows from moves is done before this returns where nobody else waits for
    /// the store, as on a device.
    func writeChanges<T>(_ body: (Database) throws -> T) throws -> T {
        let (result, isLeft) = try write { db in (try body(db), try role == .device && db.isPlacingLeft()) }
        // The changes are on the disk, and said to be; a piece that could not be done now is done when the store is opened.
        if isLeft { try? placeAll() }
        return result
    }

    func transaction<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreError.translating(path: path) {
            try database.writeWithoutTransaction { db in
                var result: T?
                defer { if staleLog.isStale { emptyLog(db) } }
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return .commit
                }
                guard let result else { preconditionFailure("a transaction that was committed has run") }
                return result
            }
        }
    }
}

internal import GRDB
internal import Glibc

/// The numbered migrations of a store. The file's `user_version` says how many were applied, and its `application_id`
/// that it is a store (sqlite.org/fileformat.html#application_id).
struct StoreMigrations {
    /// "RUHU" in ASCII.
    static let applicationID: Int32 = 0x5255_4855
    static let all = StoreMigrations(scripts: [
        PackageResources.m0001_replica_sql, PackageResources.m0002_draft_sql, PackageResources.m0003_draft_source_sql,
        PackageResources.m0004_placing_sql, PackageResources.m0005_own_replica_sql,
        PackageResources.m0006_damaged_change_sql,
    ])
    static var current: Int32 { Int32(all.scripts.count) }

    private let scripts: [[UInt8]]

    /// How many migrations the file has seen; `nil` when it is no store.
    static func version(of db: Database) throws -> Int32? {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else { return nil }
        return try Int32.fetchOne(db, sql: "PRAGMA user_version")
    }

    /// Whether the head of a file bears the mark of a store, or of another file of this software, whatever became of the
    /// rest. All marks begin with "RUH" (sqlite.org/fileformat.html#application_id).
    static func isMarked(path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: 72)
        guard read(file, &head, head.count) == head.count else { return false }
        return head[68..<71].elementsEqual("RUH".utf8)
    }

    /// Applies what is new, in the caller's transaction.
    func migrate(in db: Database) throws {
        let done = try Self.version(of: db) ?? 0
        for script in scripts.dropFirst(Int(done)) {
            try db.execute(sql: String(decoding: script, as: UTF8.self))
        }
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(scripts.count)")
    }
}

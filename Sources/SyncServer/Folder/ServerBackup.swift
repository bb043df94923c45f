internal import CommunityModel
internal import FoundationEssentials
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol
public import Values

/// A server in one file: the copy of its records, a SQLite file, with the copy of who may enter inside as a table.
///
/// Specification: section "Backups".
public struct ServerBackup: Encodable, Hashable, Sendable {
    /// Where it lies.
    public let file: String
    /// Its size.
    public let bytes: Int
    /// What it holds.
    public let records, changes: Int

    /// "RUHB" in ASCII: neither a store of records nor one of access, so that nobody works in a backup.
    private static let applicationID: Int32 = 0x5255_4842
    private static let recordsID: Int32 = 0x5255_4855

    // MARK: - Making

    /// Copies a server into a file, also beside one that runs; the file takes its name once all in it was checked.
    ///
    /// The records are copied first: then everybody whose work is among them is known. [Otherwise a device that was let in
    /// in between would hand in again what the backup holds, and nobody would know it.]
    ///
    /// - Parameters:
    ///   - folder: The server's.
    ///   - file: Where the backup goes; one that lies there is replaced.
    ///   - environment: The clock and the randomness.
    ///   - progress: Called with the number of records checked and of all.
    /// - Returns: What was written.
    /// - Throws: ``ServerError/noServer(folder:)``, `StoreError`, among them `damaged` for what the check found; ``Failure``
    ///   `file_unwritable`. The file is then as it was.
    public static func make(
        of folder: ServerFolder, to file: String, environment: HostEnvironment,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> ServerBackup {
        guard FileManager.default.fileExists(atPath: folder.records),
            FileManager.default.fileExists(atPath: folder.access)
        else { throw ServerError.noServer(folder: folder.path) }
        // A store that is open may have its mark still in the log beside it.
        let target = URL(fileURLWithPath: file).deletingLastPathComponent().resolvingSymlinksInPath()
        if target == URL(fileURLWithPath: folder.path, isDirectory: true).resolvingSymlinksInPath() {
            throw WholeFile.unwritable(file, WholeFile.Fault.store.reason())
        }
        let (part, inner) = try parts(of: file)
        defer {
            part.remove()
            inner.remove()
        }
        let records = try ReplicaStore.open(
            path: folder.records, role: .server, isReadOnly: true, environment: environment,
            searchText: AddressSearch.text)
        defer { try? records.close() }
        try records.copy(to: part.path)
        try AccessStore.copy(folder.access, to: inner.path)
        let totals = try checked(part.path, environment: environment, progress: progress)
        try AccessStore.open(path: inner.path).close()
        try put(try bytes(of: inner.path, for: file), into: part.path)
        do {
            try part.replace(file)
        } catch {
            throw WholeFile.unwritable(file, error.reason())
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        return ServerBackup(file: file, bytes: size, records: totals.records, changes: totals.changes)
    }

    private static func parts(of file: String) throws(Failure) -> (records: PartFile, access: PartFile) {
        do {
            return (try PartFile(beside: file), try PartFile(beside: file + ".access"))
        } catch {
            throw WholeFile.unwritable(file, error.reason())
        }
    }

    private static func bytes(of path: String, for file: String) throws(Failure) -> [UInt8] {
        do {
            return try WholeFile.bytes(of: path, bytesMax: ServerLimits.accessBytesMax)
        } catch {
            throw WholeFile.unwritable(file, error.reason(bytesMax: ServerLimits.accessBytesMax))
        }
    }

    /// Checks every record of a copy.
    private static func checked(
        _ path: String, environment: HostEnvironment, progress: (Int, Int) -> Void
    ) throws -> (records: Int, changes: Int) {
        let copy = try ReplicaStore.open(
            path: path, role: .server, isReadOnly: true, environment: environment, searchText: AddressSearch.text)
        defer { try? copy.close() }
        if let damage = try copy.check(limit: 1, progress: progress).first {
            throw StoreError.damaged(record: damage.record?.description ?? "-", detail: damage.detail)
        }
        return try copy.totals()
    }

    private static func put(_ access: [UInt8], into path: String) throws {
        try StoreError.translating(path: path) {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            try queue.write { db in
                // A view of that name, made for a type of a district's own, would stand in the way.
                try db.execute(sql: "DROP VIEW IF EXISTS backup_part")
                try db.execute(sql: "CREATE TABLE backup_part (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT")
                try db.statement("INSERT INTO backup_part (name, content) VALUES ('access', ?)", Blob(access)).execute()
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            }
        }
    }

    // MARK: - Restoring

    /// Puts the server of a backup into a new or empty folder, and begins a new history there: devices hand in again all
    /// that they hold.
    ///
    /// - Parameters:
    ///   - file: The backup.
    ///   - folder: Where the server goes.
    ///   - environment: The clock and the randomness.
    ///   - progress: Called with the number of records checked and of all.
    /// - Returns: What the server holds now.
    /// - Throws: ``ServerError``, `StoreError`; the folder is then as it was.
    public static func restore(
        _ file: String, to folder: ServerFolder, environment: HostEnvironment,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> (records: Int, changes: Int) {
        try folder.furnish { staging in
            let access = try unpack(file, to: staging.records)
            do throws(WholeFile.Fault) {
                try WholeFile.write(access, to: staging.access)
            } catch {
                throw ServerError.folderUnusable(folder: folder.path, detail: error.reason().en)
            }
            try AccessStore.open(path: staging.access).close()
            let records = try ReplicaStore.open(
                path: staging.records, role: .server, environment: environment, searchText: AddressSearch.text)
            defer { try? records.close() }
            if let damage = try records.check(limit: 1, progress: progress).first {
                throw ServerError.badBackup(file: file, detail: damage.detail)
            }
            try NewHistory.begin(in: records)
            return try records.totals()
        }
    }

    /// Copies the records of a backup to a path and gives the access store's bytes.
    private static func unpack(_ file: String, to path: String) throws -> [UInt8] {
        guard FileManager.default.fileExists(atPath: file) else {
            throw ServerError.badBackup(file: file, detail: "there is no such file")
        }
        // SQLite would wait for ever at a pipe that nobody writes into.
        if WholeFile.isOther(file) {
            throw ServerError.badBackup(file: file, detail: "what is there is no regular file")
        }
        var access: [UInt8]?
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let source = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? source.close() }
            access = try source.read { db -> [UInt8]? in
                guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else { return nil }
                return try Blob.fetchOne(db, sql: "SELECT content FROM backup_part WHERE name = 'access'")?.bytes
            }
            if access != nil { try source.copy(to: path) }
        } catch let error as DatabaseError {
            throw ServerError.badBackup(file: file, detail: error.message ?? "\(error.resultCode)")
        }
        guard let access else { throw ServerError.badBackup(file: file, detail: "the file has no mark of a backup") }
        try StoreError.translating(path: path) {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            try queue.write { db in
                try db.execute(sql: "DROP TABLE backup_part")
                try db.execute(sql: "PRAGMA application_id = \(recordsID)")
            }
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return access
    }
}

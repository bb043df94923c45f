internal import CommunityModel
internal import FoundationEssentials
internal import Glibc
internal import ReplicaStore
public import SyncProtocol
public import Values

/// The folder that holds everything of one server.
public struct ServerFolder: Hashable, Sendable {
    /// Without a slash at its end.
    public let path: String

    /// - Parameter path: A folder that is there or can be made.
    public init(path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The records and changes, a replica store.
    public var records: String { path + "/records.sqlite" }
    /// Users, devices, codes and tokens.
    public var access: String { path + "/access.sqlite" }
    var lock: String { path + "/lock" }
    /// Where a new server is put together before it is put in place.
    var staging: String { path + "/.new" }

    var holdsServer: Bool { exists(records) || exists(access) }

    /// Makes the folder, for its owner only, unless it is there.
    ///
    /// - Returns: Whether it was made.
    func make() throws(ServerError) -> Bool {
        if exists(path) { return false }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return true
        } catch {
            throw .folderUnusable(folder: path, detail: Self.reason)
        }
    }

    /// Checks that nothing but the traces of an interrupted start lies in the folder, and takes these away.
    func clear() throws(ServerError) {
        if holdsServer { throw .serverExists(folder: path) }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw .folderUnusable(folder: path, detail: Self.reason)
        }
        guard Set(names).isSubset(of: ["lock", ".new", "lost+found"]) else { throw .folderNotEmpty(folder: path) }
        try? FileManager.default.removeItem(atPath: staging)
        guard chmod(path, 0o700) == 0 else { throw .folderUnusable(folder: path, detail: Self.reason) }
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static var reason: String { String(cString: strerror(errno)) }
}

/// The right to be the one process that works on a server's folder. The kernel takes it back when the process ends,
/// however it ends (flock(2)).
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``ServerError/inUse(folder:)`` while another process has it.
    init(_ folder: ServerFolder) throws(ServerError) {
        let file = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folderUnusable(folder: folder.path, detail: ServerFolder.reason) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            if code == EWOULDBLOCK { throw .inUse(folder: folder.path) }
            throw .folderUnusable(folder: folder.path, detail: String(cString: strerror(code)))
        }
        descriptor = file
    }

    deinit { close(descriptor) }
}

/// What a check of a server's records found.
public struct StoreCheck: Encodable, Sendable {
    /// Something that is damaged.
    public struct Damaged: Encodable, Sendable {
        /// `nil` when only the store as a whole is concerned.
        public let record: RecordID?
        /// English, for logs; what was expected to agree and does not.
        public let detail: String
    }

    /// Whether the store is sound.
    public let ok: Bool
    /// How many the store holds; 0 where it is damaged so that they cannot be counted.
    public let records, changes: Int
    /// Empty when the store is sound.
    public let damages: [Damaged]

    private init(_ damages: [Damage], records: Int = 0, changes: Int = 0) {
        ok = damages.isEmpty
        self.records = records
        self.changes = changes
        self.damages = damages.map { Damaged(record: $0.record, detail: $0.detail) }
    }

    /// Computes everything again from the changes and compares. Only reads, so that it also works beside a running
    /// server.
    ///
    /// - Parameters:
    ///   - folder: The server's folder.
    ///   - environment: The clock and the randomness.
    ///   - progress: Called with the number of records done and of all.
    /// - Returns: What was found.
    /// - Throws: ``ServerError/noServer(folder:)`` and `StoreError`.
    public static func run(
        _ folder: ServerFolder, environment: HostEnvironment, progress: (Int, Int) -> Void
    ) throws -> StoreCheck {
        guard FileManager.default.fileExists(atPath: folder.records) else {
            throw ServerError.noServer(folder: folder.path)
        }
        var damages: [Damage] = []
        do {
            let store = try ReplicaStore.open(
                path: folder.records, role: .server, isReadOnly: true, environment: environment,
                searchText: AddressSearch.text)
            defer { try? store.close() }
            damages = try store.check(progress: progress)
            let totals = try store.totals()
            return StoreCheck(damages, records: totals.records, changes: totals.changes)
        } catch {
            // What is damaged so that it cannot be counted is damaged all the same.
            guard let damage = Damage(error) else { throw error }
            return StoreCheck(damages.isEmpty ? [damage] : damages)
        }
    }
}

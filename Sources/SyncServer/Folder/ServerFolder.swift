internal import FoundationEssentials
internal import Glibc

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
    private var identity: String { records + ".identity" }
    /// Where a new server is put together before it is put in place.
    var staging: String { path + "/.new" }

    var holdsServer: Bool { exists(records) || exists(access) }

    /// Puts a server together in a folder inside, and moves it into place at the end, so that a failure or a power loss on
    /// the way leaves nothing that looks like a server.
    ///
    /// - Parameter build: Fills the folder that it is given with both stores, closed.
    /// - Returns: What `build` returns.
    /// - Throws: ``ServerError``, what `build` throws.
    func furnish<Result>(_ build: (ServerFolder) throws -> Result) throws -> Result {
        if holdsServer { throw ServerError.serverExists(folder: path) }
        let isNew = try make()
        do {
            let lock = try FolderLock(self)
            defer { withExtendedLifetime(lock) {} }
            try clear()
            let inside = ServerFolder(path: staging)
            _ = try inside.make()
            let result = try build(inside)
            if exists(inside.identity) { try move(inside.identity, to: identity) }
            try move(inside.access, to: access)
            try move(inside.records, to: records)
            try? FileManager.default.removeItem(atPath: staging)
            return result
        } catch {
            try? FileManager.default.removeItem(atPath: staging)
            if isNew { try? FileManager.default.removeItem(atPath: path) }
            throw error
        }
    }

    private func move(_ from: String, to: String) throws(ServerError) {
        guard rename(from, to) == 0 else {
            let detail = Self.reason
            unlink(access)
            throw .folderUnusable(folder: path, detail: detail)
        }
    }

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
        guard Set(names).isSubset(of: ["lock", ".new", "lost+found", "records.sqlite.identity"]) else {
            throw .folderNotEmpty(folder: path)
        }
        for trace in [staging, identity] { try? FileManager.default.removeItem(atPath: trace) }
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

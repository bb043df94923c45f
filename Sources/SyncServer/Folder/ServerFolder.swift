internal import FoundationEssentials
internal import Glibc

/// The folder that holds everything of one server.
public struct ServerFolder: Hashable, Sendable {
    public let path: String

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

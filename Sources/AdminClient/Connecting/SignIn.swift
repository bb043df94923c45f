internal import Glibc
public import Values

/// A server and the token that opens it, as `login` keeps them.
public struct SignIn: Codable, Hashable, Sendable {
    /// The server's URL, and the administrator's token.
    public var server, token: String
    /// A PEM file with the authorities to trust; `nil` for the system's.
    public var ca: String?

    /// A sign-in that the server has confirmed.
    public init(server: String, token: String, ca: String? = nil) {
        self.server = server
        self.token = token
        self.ca = ca
    }
}

/// The file that keeps a sign-in: `ruhu/admin.json` in the folder for configurations (XDG Base Directory
/// Specification). Only its owner can read it.
public struct SignInFile: Hashable, Sendable {
    /// Absolute, unless `HOME` is not.
    public let path: String

    /// - Parameter environment: `XDG_CONFIG_HOME`, which counts when it is absolute, and `HOME` are read from it.
    /// - Throws: ``Failure`` `no_home` with exit code 78.
    public init(environment: [String: String]) throws(Failure) {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            path = folder + "/ruhu/admin.json"
        } else if let home = environment["HOME"], !home.isEmpty {
            path = home + "/.config/ruhu/admin.json"
        } else {
            throw Failure(fault: "no_home")
        }
    }

    /// The sign-in that is kept; `nil` when there is none.
    ///
    /// - Throws: ``Failure`` `sign_in_unreadable` with exit code 78.
    public func read() throws(Failure) -> SignIn? {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.bytes(of: path, bytesMax: AdminLimits.signInBytesMax)
        } catch {
            if case .missing = error { return nil }
            throw unreadable
        }
        guard let signIn = try? JSONText.read(SignIn.self, from: bytes) else { throw unreadable }
        return signIn
    }

    /// Keeps a sign-in in place of the one before, whole or not at all.
    ///
    /// - Throws: ``Failure`` `sign_in_not_kept` with exit code 78.
    public func write(_ signIn: SignIn) throws(Failure) {
        let json: [UInt8]
        do { json = try JSONText.write(signIn) } catch { throw notKept(Localized("\(error)")) }
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        guard makeFolder(folder) else { throw notKept(WholeFile.Fault.system(errno).reason()) }
        do {
            try WholeFile.write(json + [0x0A], to: path)
        } catch {
            throw notKept(error.reason())
        }
    }

    /// Forgets the sign-in.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: ``Failure`` `sign_in_not_removed` with exit code 78.
    public func remove() throws(Failure) -> Bool {
        if unlink(path) == 0 { return true }
        guard errno != ENOENT, errno != ENOTDIR else { return false }
        let reason = String(cString: strerror(errno))
        throw Failure(fault: "sign_in_not_removed", ["path": "\(path)", "reason": "\(reason)"])
    }

    /// Makes a folder and those above it. The innermost is its owner's alone.
    private func makeFolder(_ folder: String) -> Bool {
        if mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
        guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return false }
        return makeFolder(String(folder[..<slash])) && (mkdir(folder, 0o700) == 0 || errno == EEXIST)
    }

    private var unreadable: Failure {
        Failure(fault: "sign_in_unreadable", ["path": "\(path)"])
    }

    private func notKept(_ reason: Localized) -> Failure {
        Failure(fault: "sign_in_not_kept", ["path": "\(path)"], bilingual: ["reason": reason])
    }
}

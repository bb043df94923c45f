internal import FoundationEssentials
internal import ReplicaStore
public import Values

/// The stores that were used on this machine, by their paths: a file of the person's, apart from the stores.
///
/// A store on a USB stick that was pulled out looks like one that never was. Here it is missed, so that nobody is told to
/// enrol anew and goes on in an empty store while the work lies on the stick.
public struct KnownStores: Sendable {
    /// The file; `nil` where no variable says where a home is, and then no store is known.
    private let file: String?

    /// - Parameter environment: `XDG_STATE_HOME`, which counts when it is absolute, and `HOME` are read from it (XDG Base
    ///   Directory Specification 0.8).
    public init(environment: [String: String]) {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            file = state + "/ruhu/stores"
        } else {
            file = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.local/state/ruhu/stores" }
        }
    }

    /// Opens the store of an enrolled device, and remembers it.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - mayWrite: Whether anything will be saved.
    ///   - environment: The clock and the randomness.
    /// - Returns: The store, open.
    /// - Throws: As ``FieldStore/open(path:mayWrite:environment:)``; `StoreError.gone` in place of `StoreError.missing` where
    ///   one was used before.
    public func open(path: String, mayWrite: Bool, environment: HostEnvironment) throws -> FieldStore {
        do {
            let store = try FieldStore.open(path: path, mayWrite: mayWrite, environment: environment)
            note(path)
            return store
        } catch StoreError.missing where knows(path) {
            throw StoreError.gone(path: path)
        }
    }

    /// - Throws: `StoreError.gone` when a store was used at the path, and nothing is there now.
    public func refuseGone(at path: String) throws {
        if knows(path), !FileManager.default.fileExists(atPath: path) { throw StoreError.gone(path: path) }
    }

    /// Remembers that a store is at a path. What cannot be written is no reason to fail: this is a help, and not the store.
    public func note(_ path: String) {
        guard let file, !knows(path) else { return }
        let paths = self.paths.suffix(FieldLimits.knownStoresMax - 1) + [Self.absolute(path)]
        let folder = URL(filePath: file).deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? WholeFile.write(Array((paths.joined(separator: "\n") + "\n").utf8), to: file)
    }

    private func knows(_ path: String) -> Bool { paths.contains(Self.absolute(path)) }

    private var paths: [String] {
        guard let file, let bytes = try? WholeFile.bytes(of: file, bytesMax: FieldLimits.knownStoresBytesMax) else {
            return []
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// A relative path would mean another file in another folder.
    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
}

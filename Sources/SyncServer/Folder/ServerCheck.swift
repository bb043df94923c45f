internal import CommunityModel
internal import FoundationEssentials
internal import ReplicaStore
public import Values

/// What a check of a server's records found.
public struct ServerCheck: Encodable, Sendable {
    private let check: StoreCheck

    /// Whether nothing is damaged, or not any more.
    public var isSound: Bool { check.ok }
    /// What people read of it.
    ///
    /// - Parameter printable: Takes out of a line what a terminal would obey.
    /// - Returns: Whole lines.
    public func text(printable: (String) -> String) -> Localized { check.text(for: .server, printable: printable) }

    /// Computes everything again from the changes and compares. That only reads, so that it also works beside a running
    /// server; writing down what was computed does not.
    ///
    /// - Parameters:
    ///   - folder: The server's folder.
    ///   - rebuilds: Whether to write down what was computed.
    ///   - environment: The clock and the randomness.
    ///   - progress: Called with how much is done and of how much.
    /// - Throws: ``ServerError/noServer(folder:)``, ``ServerError/inUse(folder:)`` and `StoreError`.
    public init(
        _ folder: ServerFolder, rebuilds: Bool, environment: HostEnvironment, progress: (Int, Int) -> Void
    ) throws {
        guard FileManager.default.fileExists(atPath: folder.records) else {
            throw ServerError.noServer(folder: folder.path)
        }
        let lock = rebuilds ? try FolderLock(folder) : nil
        defer { withExtendedLifetime(lock) {} }
        check = try StoreCheck.run(rebuilds: rebuilds, progress: progress) {
            try ReplicaStore.open(
                path: folder.records, role: .server, isReadOnly: !rebuilds, environment: environment,
                searchText: AddressSearch.text)
        }
    }

    /// As the check of any store.
    public func encode(to encoder: any Encoder) throws { try check.encode(to: encoder) }
}

internal import CommunityModel
internal import ReplicaStore
public import Values

/// What a check of a device's store found.
public struct DeviceCheck: Encodable, Sendable {
    private let check: StoreCheck

    /// Whether nothing is damaged, or not any more.
    public var isSound: Bool { check.ok }
    /// What people read of it.
    ///
    /// - Parameter printable: Takes out of a line what a terminal would obey.
    /// - Returns: Whole lines.
    public func text(printable: (String) -> String) -> Localized { check.text(for: .field, printable: printable) }

    /// Computes everything again from the changes and compares; no server is needed.
    ///
    /// - Parameters:
    ///   - path: Where the store is. It need not be one that anybody can work with.
    ///   - rebuilds: Whether to write down what was computed. The next sync fetches everything again then.
    ///   - environment: The clock and the randomness.
    ///   - progress: Called with how much is done and of how much.
    /// - Throws: `StoreError`.
    public init(
        path: String, rebuilds: Bool, environment: HostEnvironment, progress: (Int, Int) -> Void
    ) throws {
        check = try StoreCheck.run(rebuilds: rebuilds, progress: progress) {
            try ReplicaStore.open(
                path: path, role: .device, mayWrite: rebuilds, environment: environment,
                searchText: AddressSearch.text(of:_:))
        }
    }

    /// As the check of any store.
    public func encode(to encoder: any Encoder) throws { try check.encode(to: encoder) }
}

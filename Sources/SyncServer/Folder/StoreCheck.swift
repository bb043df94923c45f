internal import CommunityModel
internal import FoundationEssentials
public import ReplicaStore

/// What a check of a server's records found.
public struct StoreCheck: Sendable {
    /// Empty when the store is sound.
    public let damages: [Damage]
    public let records: Int
    public let changes: Int

    /// Computes everything again from the changes and compares. Only reads, so that it also works beside a running
    /// server.
    ///
    /// - Parameters:
    ///   - folder: The server's folder.
    ///   - progress: Called with the number of records done and of all.
    /// - Returns: What was found.
    /// - Throws: ``ServerError/noServer(folder:)`` and `StoreError`.
    public static func run(_ folder: ServerFolder, progress: (Int, Int) -> Void) throws -> StoreCheck {
        guard FileManager.default.fileExists(atPath: folder.records) else {
            throw ServerError.noServer(folder: folder.path)
        }
        var damages: [Damage] = []
        do {
            let store = try ReplicaStore.open(
                path: folder.records, role: .server, isReadOnly: true, searchText: AddressSearch.text)
            defer { try? store.close() }
            damages = try store.check(progress: progress)
            let totals = try store.totals()
            return StoreCheck(damages: damages, records: totals.records, changes: totals.changes)
        } catch {
            // What is damaged so that it cannot be counted is damaged all the same.
            guard let damage = Damage(error) else { throw error }
            return StoreCheck(damages: damages.isEmpty ? [damage] : damages, records: 0, changes: 0)
        }
    }
}

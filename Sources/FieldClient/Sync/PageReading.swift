internal import ReplicaStore
internal import SyncProtocol

/// Reads the changes of a page: parsing and hashing them takes about as long as storing them, so it is spread over the
/// processor's cores.
enum PageReading {
    /// Changes that one task reads.
    private static let chunkChanges = 1_000

    /// The changes among the entries of a page, in order.
    ///
    /// - Throws: ``ChangeFault`` when one of them is damaged.
    static func changes(of entries: [FeedEntry]) async throws -> [IncomingChange] {
        guard entries.count > chunkChanges else { return try read(entries[...]) }
        let starts = Array(stride(from: 0, to: entries.count, by: chunkChanges))
        return try await withThrowingTaskGroup(of: (Int, [IncomingChange]).self) { group in
            for start in starts {
                let slice = entries[start..<min(start + chunkChanges, entries.count)]
                group.addTask { (start, try read(slice)) }
            }
            var chunks: [Int: [IncomingChange]] = [:]
            for try await (start, changes) in group { chunks[start] = changes }
            return starts.flatMap { chunks[$0] ?? [] }
        }
    }

    private static func read(_ entries: ArraySlice<FeedEntry>) throws -> [IncomingChange] {
        var changes: [IncomingChange] = []
        changes.reserveCapacity(entries.count)
        for entry in entries {
            guard case .change(let bytes, let isSuspect) = entry else { continue }
            changes.append(try IncomingChange(bytes: bytes, isSuspect: isSuspect))
        }
        return changes
    }
}

internal import ReplicaStore
internal import SyncProtocol

/// The changes of a page. Parsing and hashing them takes about as long as storing them, so it is spread over the
/// processor's cores.
struct PageReading: Sendable {
    /// Changes that one task reads.
    private static let chunkChanges = 1_000

    /// In the order of the page.
    private(set) var changes: [IncomingChange] = []
    /// Entries whose bytes are no change that this version can read. They are left out, so that one bad entry does not
    /// hold up the others; `verify` names the record they are missing from.
    private(set) var unreadable = 0

    static func of(_ entries: [FeedEntry]) async -> PageReading {
        guard entries.count > chunkChanges else { return PageReading(entries[...]) }
        let starts = Array(stride(from: 0, to: entries.count, by: chunkChanges))
        return await withTaskGroup(of: (Int, PageReading).self) { group in
            for start in starts {
                let slice = entries[start..<min(start + chunkChanges, entries.count)]
                group.addTask { (start, PageReading(slice)) }
            }
            var chunks: [Int: PageReading] = [:]
            for await (start, chunk) in group { chunks[start] = chunk }
            var whole = PageReading([])
            for chunk in starts.compactMap({ chunks[$0] }) {
                whole.changes += chunk.changes
                whole.unreadable += chunk.unreadable
            }
            return whole
        }
    }

    private init(_ entries: ArraySlice<FeedEntry>) {
        changes.reserveCapacity(entries.count)
        for entry in entries {
            guard case .change(let bytes, let isSuspect) = entry else { continue }
            do {
                changes.append(try IncomingChange(bytes: bytes, isSuspect: isSuspect))
            } catch {
                unreadable += 1
            }
        }
    }
}

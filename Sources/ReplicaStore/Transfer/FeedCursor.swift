internal import GRDB
internal import SyncProtocol

/// How far a device has read the feed: up to a row of a position, and up to a change of that row's record.
///
/// To others it is opaque bytes that belong to one history of one server, one order of its feed, and one scope.
/// Specification: section "Feed, scope and cursors".
struct FeedCursor: Equatable {
    /// All rows at positions before this one were read.
    let n: Int64
    /// The rows at `n` of the records up to this one were read; of this record's changes those up to `m`.
    let rid: Int64, m: Int64
    /// The beginning of the id of the newest change at `n` or before it: whoever finds another one there has another past.
    /// Nothing where the cursor does not tell.
    let mark: [UInt8]

    /// Nothing was read.
    static let start = FeedCursor(n: 0, mark: [])

    init(n: Int64, rid: Int64 = .max, m: Int64 = .max, mark: [UInt8]) {
        self.n = n
        self.rid = rid
        self.m = m
        self.mark = mark
    }

    /// Bytes of an id that a cursor carries: enough that two pasts never agree by chance.
    static let markBytes = 8

    // MARK: - Coding

    /// Version 2: this byte, the seal of what the cursor belongs to (12 bytes), n, rid and m (8 bytes each, big-endian), the
    /// mark (8 bytes).
    private static let version: UInt8 = 2
    private static let sealBytes = 12

    /// - Returns: The start when the bytes belong to another history, order or scope; what was received before then
    ///   arrives again, which changes nothing.
    init(_ bytes: [UInt8], history: [UInt8], scope: Scope) {
        let seal = Self.seal(history, scope: scope)
        func number(at index: Int) -> Int64 {
            Int64(bytes[index..<index + 8].reduce(0) { $0 << 8 | UInt64($1) } & UInt64(Int64.max))
        }
        let numbers = 1 + Self.sealBytes
        if bytes.count == numbers + 24 + Self.markBytes, bytes[0] == Self.version,
            bytes[1..<numbers].elementsEqual(seal)
        {
            self.init(
                n: number(at: numbers), rid: number(at: numbers + 8), m: number(at: numbers + 16),
                mark: Array(bytes[(numbers + 24)...]))
        } else if bytes.count == Self.sealBytes + 8, bytes.starts(with: seal) {
            // Version 1 had no byte to say so: the seal and a position that was read whole.
            self.init(n: number(at: Self.sealBytes), mark: [])
        } else {
            self = .start
        }
    }

    func bytes(history: [UInt8], scope: Scope) -> [UInt8] {
        let numbers = [n, rid, m].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
        }
        let padding = [UInt8](repeating: 0, count: max(0, Self.markBytes - mark.count))
        return [Self.version] + Self.seal(history, scope: scope) + numbers + mark.prefix(Self.markBytes) + padding
    }

    private static func seal(_ history: [UInt8], scope: Scope) -> [UInt8] {
        Array(
            Digest.of(history + Array(scope.codes.joined(separator: "\n").utf8)).bytes.prefix(sealBytes))
    }

    // MARK: - In a store

    /// What a cursor of this store belongs to: its epoch and, once that has changed, the order of its feed.
    static func history(in db: Database) throws -> [UInt8] {
        (try db.setting(.epoch) ?? []) + (try db.setting(.feedOrder) ?? [])
    }

    /// The mark of a position: nothing where no change is at or before it.
    static func mark(at n: Int64, in db: Database) throws -> [UInt8] {
        try db.statement("SELECT id FROM change WHERE n <= ? ORDER BY n DESC LIMIT 1", n).first { row in
            // One whose id is damaged says nothing, and must not hold up the page.
            (try? row.value(0) as ChangeID)?.bytes.prefix(markBytes).map(\.self)
        } ?? []
    }
}

internal import GRDB
internal import SyncProtocol

/// What a store held at a moment: which changes, and which drafts there were.
///
/// What follows from many reads, such as that nobody has begun a visit yet, is written as of the moment before the first of
/// them, and nothing is written when that moment is over.
public struct StoreMoment: Hashable, Sendable {
    let newest: Int64
    let drafts: [Blob]
}

/// The store has changed since the moment that a write was thought of.
public struct StoreChanged: Error, Hashable, Sendable {
    /// The fault has nothing more to say.
    public init() {}
}

extension ReplicaStore {
    /// Beyond this somebody writes without a pause, and a person is to try again later.
    private static let attemptsMax = 50

    /// Reads, decides and writes as if nobody else wrote meanwhile: where somebody did, all of it is done anew.
    ///
    /// - Parameter work: Gets the moment before it, and passes it to what it writes; it may run several times.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws; ``StoreError/locked(path:)`` when others write all the time.
    public func deciding<Result>(_ work: (StoreMoment) throws -> Result) throws -> Result {
        for _ in 0..<Self.attemptsMax {
            do {
                return try work(try read { db in try db.moment() })
            } catch is StoreChanged { continue }
        }
        throw StoreError.locked(path: path)
    }
}

extension Database {
    fileprivate func moment() throws -> StoreMoment {
        StoreMoment(
            newest: try Int64.fetchOne(statement("SELECT ifnull(max(n), 0) FROM change")) ?? 0,
            drafts: try Blob.fetchAll(statement("SELECT id FROM draft ORDER BY id")))
    }

    /// Makes sure, inside a transaction that writes, that a moment is not over.
    ///
    /// - Throws: ``StoreChanged``; ``StoreError``.
    func hold(_ expected: StoreMoment?) throws {
        if let expected, try moment() != expected { throw StoreChanged() }
    }
}

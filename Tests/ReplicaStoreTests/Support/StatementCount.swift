import Synchronization

/// Counts the statements that stores run.
final class StatementCount: Sendable {
    private let statements = Mutex<[String: Int]>([:])

    func note(_ sql: String) { statements.withLock { $0[sql, default: 0] += 1 } }

    /// How many ran while something was done, of those that contain some words.
    func during(_ words: String = "", _ body: () throws -> Void) rethrows -> Int {
        statements.withLock { $0 = [:] }
        try body()
        return statements.withLock { $0.filter { $0.key.contains(words) }.values.reduce(0, +) }
    }
}

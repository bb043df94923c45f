internal import Dispatch
internal import ReplicaStore
internal import SyncProtocol
internal import Synchronization

/// Stores the changes of many requests in one transaction, so that they share the wait for the disk.
///
/// While one transaction is written the next requests gather; each gets its answer when the transaction that holds its
/// changes is on the disk. One thread writes.
final class GroupCommit: Sendable {
    /// What became of one change: its outcome, or why the store could not take this one.
    typealias CommitOutcome = Result<IngestOutcome, StoreError>

    private struct Waiter: Sendable {
        let changes: [IncomingChange]
        let continuation: CheckedContinuation<[CommitOutcome], any Error>
    }

    private struct State {
        var waiting: [Waiter] = []
        var waitingChanges = 0
        var isWriting = false
        /// Whether something may follow from what was stored, and how many pieces of it come before the next changes.
        var mayFollow = false
        var piecesDue = 0
    }

    private let ingest: @Sendable ([[IncomingChange]]) throws -> [[CommitOutcome]]
    private let placePiece: @Sendable () throws -> Bool
    private let changesMax: Int
    private let waitingMax: Int
    private let queue = DispatchQueue(label: "ruhu.commit")
    private let state = Mutex(State())

    /// - Parameters:
    ///   - changesMax: Changes after which a transaction takes no further request.
    ///   - waitingMax: Changes that may wait.
    ///   - placePiece: Does a piece of what follows from changes, and says whether more waits.
    ///   - ingest: Stores the changes of several requests durably, as if each came alone.
    init(
        changesMax: Int = ServerLimits.commitChangesMax, waitingMax: Int = ServerLimits.waitingChangesMax,
        placePiece: @escaping @Sendable () throws -> Bool = { false },
        ingest: @escaping @Sendable ([[IncomingChange]]) throws -> [[CommitOutcome]]
    ) {
        self.changesMax = changesMax
        self.waitingMax = waitingMax
        self.placePiece = placePiece
        self.ingest = ingest
    }

    /// Has what follows from changes done that somebody else stored, or an earlier run of the server.
    func followUp() {
        let starts = state.withLock { state in
            defer { state.isWriting = true }
            state.mayFollow = true
            return !state.isWriting
        }
        if starts { queue.async { self.drain() } }
    }

    /// Stores changes, and returns once they are on the disk.
    ///
    /// - Throws: ``Refusal/busy`` when too many wait already, and `StoreError` when nothing can be stored now.
    func store(_ changes: [IncomingChange]) async throws -> [CommitOutcome] {
        if changes.isEmpty { return [] }
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(Waiter(changes: changes, continuation: continuation))
        }
    }

    private func enqueue(_ waiter: Waiter) {
        enum CommitAction { case start, wait, refuse }
        let step = state.withLock { state -> CommitAction in
            guard state.waiting.isEmpty || state.waitingChanges + waiter.changes.count <= waitingMax else {
                return .refuse
            }
            state.waiting.append(waiter)
            state.waitingChanges += waiter.changes.count
            if state.isWriting { return .wait }
            state.isWriting = true
            return .start
        }
        switch step {
        case .start: queue.async { self.drain() }
        case .wait: break
        case .refuse: waiter.continuation.resume(throwing: Refusal.busy)
        }
    }

    private enum Work {
        case batch([Waiter])
        case piece
    }

    private func drain() {
        while let work = next() {
            switch work {
            case .batch(let batch): write(batch)
            case .piece:
                // A piece that failed waits for the next changes, or the next start; until then `verify` counts it.
                if (try? placePiece()) ?? false { state.withLock { $0.mayFollow = true } }
            }
        }
    }

    /// Changes go before what follows from earlier ones, but so that this keeps pace with them.
    private func next() -> Work? {
        state.withLock { state in
            if state.mayFollow && (state.piecesDue > 0 || state.waiting.isEmpty) {
                state.mayFollow = false
                state.piecesDue -= 1
                return .piece
            }
            state.piecesDue = 0
            var count = 0
            var batch: [Waiter] = []
            for waiter in state.waiting {
                if !batch.isEmpty && count + waiter.changes.count > changesMax { break }
                batch.append(waiter)
                count += waiter.changes.count
            }
            state.waiting.removeFirst(batch.count)
            state.waitingChanges -= count
            state.isWriting = !batch.isEmpty
            guard !batch.isEmpty else { return nil }
            state.mayFollow = true
            // As many records are placed as changes were taken, at least.
            state.piecesDue = 1 + count / Limits.pieceRecordsMax
            return .batch(batch)
        }
    }

    private func write(_ batch: [Waiter]) {
        do {
            for (waiter, outcomes) in zip(batch, try ingest(batch.map(\.changes))) {
                waiter.continuation.resume(returning: outcomes)
            }
        } catch {
            for waiter in batch { waiter.continuation.resume(throwing: error) }
        }
    }
}

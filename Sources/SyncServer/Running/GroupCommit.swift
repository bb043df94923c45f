internal import Dispatch
internal import ReplicaStore
internal import Synchronization

/// Stores the changes of many requests in one transaction, so that they share the wait for the disk.
///
/// While one transaction is written the next requests gather; each gets its answer when the transaction that holds its
/// changes is on the disk. One thread writes.
final class GroupCommit: Sendable {
    /// What became of one change: its outcome, or why the store could not take this one.
    typealias Outcome = Result<IngestOutcome, StoreError>

    private struct Waiter: Sendable {
        let changes: [IncomingChange]
        let continuation: CheckedContinuation<[Outcome], any Error>
    }

    private struct State {
        var waiting: [Waiter] = []
        var waitingChanges = 0
        var isWriting = false
    }

    private let ingest: @Sendable ([[IncomingChange]]) throws -> [[Outcome]]
    private let changesMax: Int
    private let waitingMax: Int
    private let queue = DispatchQueue(label: "ruhu.commit")
    private let state = Mutex(State())

    /// - Parameters:
    ///   - changesMax: Changes after which a transaction takes no further request.
    ///   - waitingMax: Changes that may wait.
    ///   - ingest: Stores the changes of several requests durably, as if each came alone.
    init(
        changesMax: Int = ServerLimits.commitChangesMax, waitingMax: Int = ServerLimits.waitingChangesMax,
        ingest: @escaping @Sendable ([[IncomingChange]]) throws -> [[Outcome]]
    ) {
        self.changesMax = changesMax
        self.waitingMax = waitingMax
        self.ingest = ingest
    }

    /// Stores changes, and returns once they are on the disk.
    ///
    /// - Throws: ``Refusal/busy`` when too many wait already, and `StoreError` when nothing can be stored now.
    func store(_ changes: [IncomingChange]) async throws -> [Outcome] {
        if changes.isEmpty { return [] }
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(Waiter(changes: changes, continuation: continuation))
        }
    }

    private func enqueue(_ waiter: Waiter) {
        enum Step { case start, wait, refuse }
        let step = state.withLock { state -> Step in
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

    private func drain() {
        while let batch = take() { write(batch) }
    }

    private func take() -> [Waiter]? {
        state.withLock { state in
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
            return batch.isEmpty ? nil : batch
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

internal import Dispatch
internal import Synchronization

/// Threads for calls that block, so that none blocks a thread on which requests are served.
///
/// A limited number runs at a time; others wait in order, and beyond a limit are refused.
final class BlockingPool: Sendable {
    private struct State {
        var free: Int
        var waiting: [@Sendable () -> Void] = []
    }

    private let queue: DispatchQueue
    private let waitingMax: Int
    private let state: Mutex<State>

    init(label: String, atOnce: Int, waitingMax: Int = ServerLimits.waitingWorkMax) {
        queue = DispatchQueue(label: label, attributes: .concurrent)
        self.waitingMax = waitingMax
        state = Mutex(State(free: atOnce))
    }

    /// Runs a call on a thread of the pool.
    ///
    /// - Throws: What the call throws, and ``Refusal/busy`` when too many wait already.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = submit { continuation.resume(with: Swift.Result(catching: work)) }
            if !isTaken { continuation.resume(throwing: Refusal.busy) }
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        enum Turn { case now, later, nowhere }
        let place = state.withLock { state -> Turn in
            if state.free > 0 {
                state.free -= 1
                return .now
            }
            guard state.waiting.count < waitingMax else { return .nowhere }
            state.waiting.append(job)
            return .later
        }
        if place == .now { queue.async { self.work(from: job) } }
        return place != .nowhere
    }

    private func work(from first: @Sendable () -> Void) {
        first()
        while let job = next() { job() }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}

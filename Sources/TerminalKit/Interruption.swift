import Synchronization

/// A person's wish, by Ctrl-C or SIGTERM, that the work under way stop in good order.
///
/// Install it around work that can stop in good order. A second signal ends the process at once with `exitCode`, so
/// work that does not stop cannot hold a person up. Do not ask questions meanwhile: without it, Ctrl-C ends a prompt at
/// once.
public final class Interruption: Sendable {
    /// The exit code of a command that was interrupted: 128 and the number of SIGINT.
    public static let exitCode: Int32 = 130

    private struct State {
        var isCancelled = false
        var actions: [@Sendable () -> Void] = []
        var watch: SignalWatch?
    }

    private static let installed = Mutex<Interruption?>(nil)

    private let state = Mutex(State())

    init() {}

    /// Begins to listen to SIGINT and SIGTERM; when that has been done already, returns the one that listens.
    public static func install() -> Interruption {
        installed.withLock { installed in
            if let installed { return installed }
            let interruption = Interruption()
            let watch = SignalWatch { interruption.cancel() }
            interruption.state.withLock { $0.watch = watch }
            installed = interruption
            return interruption
        }
    }

    /// Stops listening: both signals do again what they did before `install()`. Actions not yet run never will.
    public func restore() {
        Self.installed.withLock { installed in
            if installed === self { installed = nil }
            let watch = state.withLock { state in
                state.actions = []
                return state.watch.take()
            }
            watch?.end()
        }
    }

    /// Whether the work should stop; for loops to look at.
    public var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Runs an action once when the work should stop, on a thread of its own; at once when it should already.
    public func onCancel(_ action: @escaping @Sendable () -> Void) {
        let runsNow = state.withLock { state in
            if !state.isCancelled { state.actions.append(action) }
            return state.isCancelled
        }
        if runsNow { action() }
    }

    /// What the first signal does.
    func cancel() {
        let actions = state.withLock { state in
            state.isCancelled = true
            defer { state.actions = [] }
            return state.actions
        }
        for action in actions { action() }
    }
}

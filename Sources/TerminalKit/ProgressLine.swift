import Synchronization
internal import Values

/// Shows how far a piece of work has come, on standard error, once it has run for a second.
///
/// On a terminal it draws one line over and over and takes it away at the end; elsewhere it adds a plain line every
/// five seconds at most. A stream that cannot be written to never fails the work.
public final class ProgressLine: Sendable {
    private struct State {
        var pacing: ProgressPacing
        var isFinished = false
    }

    private let terminal: Terminal
    private let title: String
    private let unit: String
    private let now: @Sendable () -> Double
    private let state: Mutex<State>

    /// Starts the clock.
    ///
    /// - Parameters:
    ///   - terminal: Standard error.
    ///   - title: What is being done, in the person's language.
    ///   - unit: What is counted, in the person's language.
    ///   - elapsedSeconds: The clock.
    public init(terminal: Terminal, title: String, unit: String, elapsedSeconds: @escaping @Sendable () -> Double) {
        self.terminal = terminal
        self.title = DisplayWidth.printable(title)
        self.unit = DisplayWidth.printable(unit)
        now = elapsedSeconds
        state = Mutex(State(pacing: ProgressPacing(startedAt: now(), redrawsLines: terminal.redrawsLines)))
    }

    /// Tells how far the work has come; call it as often as convenient, from any thread.
    ///
    /// - Parameters:
    ///   - done: Units done since the start.
    ///   - total: Units in all, when known.
    public func update(done: Int, total: Int?) {
        state.withLock { state in
            guard !state.isFinished, state.pacing.admits(now()) else { return }
            show(line(done: done, total: total))
        }
    }

    /// Ends the showing, whether the work succeeded or not; call it before printing anything else. Later updates are
    /// ignored.
    public func finish() {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isFinished = true
            if state.pacing.hasShown, terminal.redrawsLines { try? terminal.write("\r\u{1B}[K") }
        }
    }

    private func line(done: Int, total: Int?) -> String {
        guard let total, total > 0 else { return "\(title): \(done) \(unit)" }
        let percent = Int(min(1, Double(done) / Double(total)) * 100)
        return "\(title): \(done)/\(total) \(unit) (\(percent)%)"
    }

    private func show(_ line: String) {
        guard terminal.redrawsLines, let width = terminal.width else {
            try? terminal.write(line + "\n")
            return
        }
        // The last column stays free: a terminal that wraps there could not draw over the line any more.
        try? terminal.write("\r" + DisplayWidth.truncate(line, to: width - 1) + "\u{1B}[K")
    }
}

/// Decides when progress is shown: not before the work has run for a second, and then no more often than needed.
struct ProgressPacing {
    /// From when on work counts as long (product.md, "What it works means").
    static let patienceSeconds = 1.0

    private let startedAt: Double
    private let intervalSeconds: Double
    private var shownAt: Double?

    /// A line that is drawn over may change ten times a second; in a log, lines pile up.
    init(startedAt: Double, redrawsLines: Bool) {
        self.startedAt = startedAt
        intervalSeconds = redrawsLines ? 0.1 : 5
    }

    /// Whether anything has been shown yet.
    var hasShown: Bool { shownAt != nil }

    /// Whether to show something now; a yes counts as shown.
    mutating func admits(_ now: Double) -> Bool {
        if now - startedAt < Self.patienceSeconds { return false }
        if let shownAt, now - shownAt < intervalSeconds { return false }
        shownAt = now
        return true
    }
}

internal import Values

/// Decides when progress is shown: not before the work has run for a second, and then no more often than needed.
struct ProgressPacing {
    /// From when on work counts as long (product.md, "What it works means").
    static let patience = Duration.seconds(1)

    private let startedAt: ContinuousClock.Instant
    private let interval: Duration
    private var shownAt: ContinuousClock.Instant?

    /// A line that is drawn over may change ten times a second; in a log, lines pile up.
    init(startedAt: ContinuousClock.Instant, redrawsLines: Bool) {
        self.startedAt = startedAt
        interval = redrawsLines ? .milliseconds(100) : .seconds(5)
    }

    /// Whether anything has been shown yet.
    var hasShown: Bool { shownAt != nil }

    /// Whether to show something now; a yes counts as shown.
    mutating func admits(_ now: ContinuousClock.Instant) -> Bool {
        if now - startedAt < Self.patience { return false }
        if let shownAt, now - shownAt < interval { return false }
        shownAt = now
        return true
    }
}

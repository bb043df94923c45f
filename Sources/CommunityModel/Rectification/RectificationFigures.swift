internal import SyncProtocol
public import Values

/// What the reports count of one rectification. A record that was merged into another is not counted again.
public struct RectificationCase: Sendable, Hashable {
    /// Where it stands.
    public let state: RectificationState
    /// By when it is to be done, and the days on which it was opened and closed, in local time.
    public let dueDate, opened, closed: CalendarDate?

    /// - Parameters: see the properties.
    public init(state: RectificationState, dueDate: CalendarDate?, opened: CalendarDate?, closed: CalendarDate?) {
        self.state = state
        self.dueDate = dueDate
        self.opened = opened
        self.closed = closed
    }

    /// - Parameters:
    ///   - history: The events replayed.
    ///   - dueDate: The due date in the record's own field.
    ///   - madeAt: When the record was made, milliseconds since 1970: its opening where no event notes one.
    public init(_ history: RectificationHistory, dueDate: CalendarDate?, madeAt: Int64) {
        func day(_ stamp: ClockStamp) -> CalendarDate? {
            LocalDay.of(Int64(clamping: stamp.microseconds / 1_000))
        }
        self.init(
            state: history.state, dueDate: history.dueDate(recorded: dueDate),
            opened: history.openedAt.map(day) ?? LocalDay.of(madeAt), closed: history.closedAt.flatMap(day))
    }

    /// Whether it should have been done by now: neither closed nor rejected, and due before today.
    public func isOverdue(on today: CalendarDate) -> Bool {
        guard let dueDate, !state.isFinished else { return false }
        return dueDate < today
    }

    /// Days from opening to closing; none less than zero, which only a wrong clock could give. `nil` while not closed.
    public var daysToClose: Int? {
        guard state == .closed, let opened, let closed else { return nil }
        return max(0, closed.daysSince1970 - opened.daysSince1970)
    }
}

/// The figures of the rectification report over any number of rectifications.
public struct RectificationFigures: Sendable, Hashable {
    /// How many stand in each state; a state in which none stands is absent.
    public let counts: [RectificationState: Int]
    /// How many there are, and how many of them should have been done by now.
    public let total, overdue: Int
    /// Median days from opening to closing: of an even number the mean of the middle two, exact. `nil` when none is closed.
    public let medianDaysToClose: ExactFraction?

    /// - Parameters:
    ///   - standings: One for each rectification.
    ///   - today: The day on which the report is made.
    public init(_ standings: [RectificationCase], today: CalendarDate) {
        counts = Dictionary(standings.map { ($0.state, 1) }, uniquingKeysWith: +)
        total = standings.count
        overdue = standings.count { $0.isOverdue(on: today) }
        let days = standings.compactMap(\.daysToClose).sorted()
        medianDaysToClose =
            days.isEmpty
            ? nil
            : ExactFraction(
                numerator: Int128(days[(days.count - 1) / 2] + days[days.count / 2]), denominator: 2)
    }

    /// How many are closed.
    public var closed: Int { counts[.closed] ?? 0 }

    /// All but those found to be no problem: the base of the closing rate.
    public var counted: Int { total - (counts[.rejected] ?? 0) }

    /// Closed ones as a part of ``counted``, 0 to 1; `nil` when none is counted.
    public var closingRate: ExactFraction? {
        ExactFraction(numerator: Int128(closed), denominator: Int128(counted))
    }
}

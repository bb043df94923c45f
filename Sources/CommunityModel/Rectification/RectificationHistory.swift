public import SyncProtocol
public import Values

/// A rectification as its events tell it: the state, what applied, and what did not and why.
///
/// A pure function of the set of events: every replica that holds the same events computes the same history, in whatever
/// order they came. Specification: Protocol/rectification.md.
public struct RectificationHistory: Sendable, Hashable {
    /// An event that did not apply. It is kept, shown, and told to its author.
    public struct Losing: Sendable, Hashable {
        public let event: RectificationEvent
        /// The event that stands in its place; `nil` when it failed by itself.
        public let beatenBy: RectificationEvent?
        public let cause: Cause
        /// A short sentence for people.
        public let why: Localized
    }

    /// Why an event did not apply. The raw values are those of JSON.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// A concurrent event of a stronger kind stands.
        case beaten
        /// Somebody else did the same; this one is kept as a comment.
        case repeated
        /// Its kind may not follow the state that its author saw.
        case notAllowed = "not_allowed"
        /// It was erased, or a later version wrote it.
        case unreadable
    }

    public let state: RectificationState
    /// Every event, applied or not, in the order of replay.
    public let events: [RectificationEvent]
    /// The events that applied, comments among them, in the order of replay.
    public let applied: [RectificationEvent]
    /// The events that did not, in the order of replay.
    public let losing: [Losing]
    /// What a new event names as its base: the changes with the events that no other follows, ascending.
    public let heads: [ChangeID]
    /// Changes that events follow and that have not arrived, ascending. While there are any, the state may be behind.
    public let missing: [ChangeID]
    /// Requests to reopen about which nobody has decided who knew of them, in the order of replay.
    public let pendingRequests: [RectificationEvent]

    /// Replays events.
    ///
    /// - Parameter events: In any order. Events that occur several times count once.
    /// - Returns: The history.
    public static func replay(_ events: some Sequence<RectificationEvent>) -> RectificationHistory {
        RectificationHistory(EventOrder(events))
    }

    /// The history with further events: the same as replaying all at once.
    public func adding(_ others: some Sequence<RectificationEvent>) -> RectificationHistory {
        .replay(events + others)
    }

    private init(_ order: EventOrder) {
        let resolution = EventReplay(order).resolution()
        state = resolution.state
        events = order.events
        applied = resolution.verdicts.filter { $0.verdict == .applied }.map { order.events[$0.event] }
        losing = resolution.verdicts.compactMap { Losing($0.event, $0.verdict, in: order) }
        let followed = Set(order.bases.joined())
        heads = Set(order.events.indices.filter { !followed.contains($0) }.map { order.events[$0].id.change }).sorted()
        missing = order.missing
        let decisions = resolution.verdicts.filter { event, verdict in
            verdict == .applied && order.events[event].content.kind?.decidesRequests == true
        }.map(\.event)
        pendingRequests = order.events.indices.filter { event in
            order.events[event].content.kind == .request && !decisions.contains { order.past[$0].contains(event) }
        }.map { order.events[$0] }
    }
}

extension RectificationHistory {
    /// The events of one author that did not apply: what that person has to be told.
    public func losing(for author: String) -> [Losing] { losing.filter { $0.event.author == author } }

    /// Who must not close it: whoever submitted it last, and whoever submitted it beside them.
    public var submitters: Set<String> {
        guard let last = applied.last(where: { $0.content.kind == .submit }) else { return [] }
        let beside = losing.filter { $0.cause == .repeated && $0.beatenBy?.id == last.id }
        return Set([last.author] + beside.map(\.event.author))
    }

    /// When it was first noted; `nil` when no event says so and the record's own time counts.
    public var openedAt: ClockStamp? {
        applied.filter { $0.content.kind == .open }.map(\.at).min()
    }

    /// When it was closed, if it is.
    public var closedAt: ClockStamp? {
        state == .closed ? applied.last { $0.content.kind == .close }?.at : nil
    }

    /// By when it is to be done.
    ///
    /// - Parameter recorded: The due date in the record's own field.
    /// - Returns: What the last plan or deferral that states a date says, else the record's.
    public func dueDate(recorded: CalendarDate?) -> CalendarDate? {
        let deciding = applied.last {
            ($0.content.kind == .plan || $0.content.kind == .defer) && $0.content.dueDate != nil
        }
        return deciding?.content.dueDate ?? recorded
    }
}

extension RectificationHistory.Losing {
    init?(_ event: Int, _ verdict: EventReplay.EventOutcome, in order: EventOrder) {
        let losing = order.events[event]
        switch verdict {
        case .applied: return nil
        case .beaten(let winner):
            self.init(losing, beatenBy: order.events[winner], cause: .beaten)
        case .repeated(let first):
            self.init(losing, beatenBy: order.events[first], cause: .repeated)
        case .notAllowed(let state):
            self.init(
                event: losing, beatenBy: nil, cause: .notAllowed,
                why: RectificationWording.notAllowed(losing.content.kind, in: state))
        case .unreadable:
            self.init(event: losing, beatenBy: nil, cause: .unreadable, why: RectificationWording.unreadable)
        }
    }

    private init(_ event: RectificationEvent, beatenBy winner: RectificationEvent, cause: RectificationHistory.Cause) {
        let why =
            cause == .repeated
            ? RectificationWording.repeated(by: winner) : RectificationWording.beaten(event, by: winner)
        self.init(event: event, beatenBy: winner, cause: cause, why: why)
    }
}

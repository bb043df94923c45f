/// Decides which events of a rectification apply. Specification: Protocol/rectification.md, section "Replay".
///
/// 1. An event counts if its kind was allowed in the state that its author saw.
/// 2. Of those, one stands unless a concurrent one of a stronger kind stands.
/// 3. What stands applies in order; of two concurrent ones of a kind the later only repeats the first.
///
/// All that stands and does not know of each other is of one kind, because of two kinds one would fall. So the last
/// standing events lead to one state, and no clock has a say in it.
struct EventReplay {
    enum EventOutcome: Hashable {
        case applied
        case notAllowed(RectificationState)
        case beaten(by: Int)
        case repeated(Int)
        case unreadable
    }

    struct Resolution {
        var state = RectificationState.open
        /// The last event that changed the state.
        var last: Int?
        var verdicts: [(event: Int, verdict: EventOutcome)] = []
    }

    private let order: EventOrder
    /// For each event the state that its author saw.
    private var stateSeen: [RectificationState] = []
    /// For each event the state right after it, for somebody who knows nothing else.
    private var stateLeft: [RectificationState] = []
    private var isAllowed: [Bool] = []

    init(_ order: EventOrder) {
        self.order = order
        for event in order.events.indices {
            let seen = stateSeen(by: event)
            let transition = order.events[event].content.kind.flatMap(RectificationTable.transition)
            let isAllowed = order.isPastUnknown[event] || transition?.sources.contains(seen) == true
            stateSeen.append(seen)
            self.isAllowed.append(isAllowed)
            stateLeft.append(isAllowed ? transition?.target ?? seen : seen)
        }
    }

    /// The result of all events.
    func resolution() -> Resolution { resolution(of: Array(order.events.indices)) }

    private func stateSeen(by event: Int) -> RectificationState {
        let bases = order.bases[event]
        let heads = bases.filter { base in !bases.contains { order.past[$0].contains(base) } }
        if heads.isEmpty { return .open }
        if heads.count == 1 { return stateLeft[heads[0]] }
        return resolution(of: order.events.indices.filter { order.past[event].contains($0) }).state
    }

    /// The result of some of the events: positions, ascending, and with each event all that it follows.
    private func resolution(of members: [Int]) -> Resolution {
        let beaten = beaten(among: members)
        var resolution = Resolution()
        var applied: [Int] = []
        for event in members {
            let verdict = verdict(on: event, after: resolution, applied: applied, beaten: beaten)
            resolution.verdicts.append((event, verdict))
            guard verdict == .applied, let target = order.events[event].content.kind?.target else { continue }
            applied.append(event)
            resolution.state = target
            resolution.last = event
        }
        return resolution
    }

    private func verdict(
        on event: Int, after resolution: Resolution, applied: [Int], beaten: [Int: Int]
    ) -> EventOutcome {
        guard let kind = order.events[event].content.kind else { return .unreadable }
        guard let transition = RectificationTable.transition(kind) else { return .applied }
        guard isAllowed[event] else { return .notAllowed(stateSeen[event]) }
        if let winner = beaten[event] { return .beaten(by: winner) }
        let twin = applied.first { order.events[$0].content.kind == kind && order.areConcurrent($0, event) }
        if let twin { return .repeated(twin) }
        // A closing that was undone by others leaves two reopenings in a row, of which the second says nothing new.
        let saysNothingNew = resolution.state == transition.target && !transition.sources.contains(transition.target)
        if saysNothingNew, let last = resolution.last { return .repeated(last) }
        return .applied
    }

    /// The events that fall, each with the strongest one before which it does.
    private func beaten(among members: [Int]) -> [Int: Int] {
        var beaten: [Int: Int] = [:]
        var standing: [Int] = []
        let counted = members.filter { isAllowed[$0] }
        for kind in RectificationTable.strongestFirst {
            // Those of one kind do not beat each other, so that each is held against the stronger kinds alone.
            let stronger = standing
            for event in counted where order.events[event].content.kind == kind {
                if let winner = stronger.first(where: { order.areConcurrent($0, event) }) {
                    beaten[event] = winner
                } else {
                    standing.append(event)
                }
            }
        }
        return beaten
    }
}

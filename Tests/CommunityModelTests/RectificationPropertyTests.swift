import CommunityModel
import SyncProtocol
import Testing
import Values

/// What must hold for whatever replicas write. A failing seed stands in the message and can be run again.
@Suite("Replaying whatever replicas write") struct RectificationPropertyTests {
    /// Every second one is orderly. Made once, because making one replays it many times.
    private static let scripts = (0..<400).map { seed in
        RectificationScript.random(seed: UInt64(seed), isOrderly: seed % 2 == 0)
    }

    private func forEachScript(
        _ body: (RectificationScript, inout SeededGenerator, Comment) throws -> Void
    ) rethrows {
        for (seed, script) in Self.scripts.enumerated() {
            var generator = SeededGenerator(seed: ~UInt64(seed))
            try body(script, &generator, "seed \(seed)")
        }
    }

    @Test("the seeds reach every state and every cause, so that the properties are not empty")
    func coverage() {
        var states: Set<RectificationState> = []
        var causes: Set<RectificationHistory.Cause> = []
        var beaten: Set<[RectificationKind]> = []
        forEachScript { script, _, _ in
            states.insert(script.history.state)
            for losing in script.history.losing {
                causes.insert(losing.cause)
                if losing.cause == .beaten {
                    beaten.insert([losing.beatenBy, losing.event].compactMap { $0?.content.kind })
                }
            }
        }
        #expect(states == Set(RectificationState.allCases))
        #expect(causes == [.beaten, .repeated, .notAllowed])
        #expect(beaten.count >= 18, "of the 21 pairs of the table")
    }

    @Test("the order of arrival and repetition change nothing")
    func permutation() {
        forEachScript { script, generator, seed in
            let repeated = script.events + script.events.filter { _ in Bool.random(using: &generator) }
            #expect(RectificationHistory.replay(repeated.shuffled(using: &generator)) == script.history, seed)
        }
    }

    @Test("some of the events and then the rest come to the same as all at once, causally closed or not")
    func prefix() {
        forEachScript { script, generator, seed in
            let some = script.events.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
            let closed = script.past(some)
            for part in [some, closed] {
                let have = Set(part.map(\.id))
                let rest = script.events.filter { !have.contains($0.id) }
                #expect(RectificationHistory.replay(part).adding(rest) == script.history, seed)
            }
        }
    }

    @Test("no event is dropped: each is applied or losing, and none is both")
    func nothingDropped() {
        forEachScript { script, generator, seed in
            let some = script.events.filter { _ in Bool.random(using: &generator) }
            for events in [script.events, some] {
                let history = RectificationHistory.replay(events)
                let outcome = history.applied + history.losing.map(\.event)
                #expect(outcome.count == events.count, seed)
                #expect(Set(outcome) == Set(events), seed)
                #expect(Set(history.events) == Set(events), seed)
                let told = Set(events.map(\.author)).reduce(0) { $0 + history.losing(for: $1).count }
                #expect(told == history.losing.count, seed)
            }
        }
    }

    @Test("no clock decides the state, nor what falls before a stronger event")
    func clocks() {
        forEachScript { script, generator, seed in
            let other = RectificationHistory.replay(script.restamped(using: &generator))
            #expect(other.state == script.history.state, seed)
            func fallen(_ history: RectificationHistory) -> Set<Dot> {
                Set(history.losing.filter { $0.cause == .beaten || $0.cause == .notAllowed }.map(\.event.id))
            }
            #expect(fallen(other) == fallen(script.history), seed)
        }
    }

    @Test("what was allowed when it was written is never called not allowed afterwards")
    func allowedStays() {
        for (seed, script) in Self.scripts.enumerated() where seed % 2 == 0 {
            #expect(!script.history.losing.contains { $0.cause == .notAllowed }, "seed \(seed)")
        }
    }

    @Test("what is settled stays settled: events that know of all before turn none of it over")
    func settled() {
        forEachScript { script, generator, seed in
            let before = script.history
            var longer = script
            for _ in 0..<4 { longer.write(RectificationKind.allCases.randomElement(using: &generator) ?? .comment) }
            #expect(Array(longer.history.applied.prefix(before.applied.count)) == before.applied, seed)
            #expect(Array(longer.history.losing.prefix(before.losing.count)) == before.losing, seed)
        }
    }

    @Test("no closing stands beside a reopening that it does not know of")
    func reopening() {
        forEachScript { script, _, seed in
            let history = script.history
            let reopenings =
                (history.applied + history.losing.filter { $0.cause == .repeated }.map(\.event))
                .filter { $0.content.kind == .reopen }
            for closing in history.applied where closing.content.kind == .close {
                for reopening in reopenings {
                    let follows =
                        script.past([closing]).contains(reopening) || script.past([reopening]).contains(closing)
                    #expect(follows, seed)
                }
            }
        }
    }

    @Test("an event falls before a concurrent one that stands and of which the table says so")
    func beaten() {
        forEachScript { script, _, seed in
            let history = script.history
            let standing = Set(
                history.applied.map(\.id) + history.losing.filter { $0.cause == .repeated }.map(\.event.id))
            for losing in history.losing where losing.cause == .beaten {
                guard let winner = losing.beatenBy, let kind = losing.event.content.kind else {
                    Issue.record("nobody beat it")
                    continue
                }
                #expect(standing.contains(winner.id), seed)
                #expect(
                    !script.past([losing.event]).contains(winner) && !script.past([winner]).contains(losing.event), seed
                )
                let rule = RectificationTable.precedences.first {
                    $0.winner == winner.content.kind && $0.losers.contains(kind)
                }
                #expect(losing.why.en.hasSuffix(rule?.why.en ?? "no rule"), seed)
            }
        }
    }

    @Test("the order of replay puts nothing before what it follows")
    func causality() {
        forEachScript { script, _, seed in
            let events = script.history.events
            for (index, event) in events.enumerated() {
                let past = Set(script.past([event]).map(\.id))
                #expect(past.isSubset(of: Set(events[...index].map(\.id))), seed)
            }
        }
    }

    @Test("the state is the one that the rules give when they are followed by the letter")
    func reference() {
        forEachScript { script, _, seed in
            #expect(ReferenceReplay(script).state(of: script.events) == script.history.state, seed)
        }
    }
}

/// The rules of Protocol/rectification.md followed by the letter, with no thought of speed.
private struct ReferenceReplay {
    private let past: [Dot: [RectificationEvent]]
    private var allowed: Set<Dot> = []

    init(_ script: RectificationScript) {
        past = Dictionary(
            uniqueKeysWithValues: script.events.map { event in
                (event.id, script.past([event]).filter { $0.id != event.id })
            })
        // A script lists an event behind all that it follows.
        for event in script.events {
            let transition = RectificationTable.transitions.first { $0.kind == event.content.kind }
            let seen = state(of: past[event.id] ?? [])
            if transition?.sources.contains(seen) == true { allowed.insert(event.id) }
        }
    }

    func state(of events: [RectificationEvent]) -> RectificationState {
        let counted = events.filter { allowed.contains($0.id) }
        let standing = counted.filter { stands($0, among: counted) }
        let last = standing.filter { event in !standing.contains { follows($0, event) } }
        // Whatever is last is of one kind.
        let targets = Set(last.compactMap { $0.content.kind?.target })
        #expect(targets.count <= 1)
        return targets.first ?? .open
    }

    private func stands(_ event: RectificationEvent, among allowed: [RectificationEvent]) -> Bool {
        !allowed.contains { other in
            other.id != event.id && !follows(other, event) && !follows(event, other) && beats(other, event)
                && stands(other, among: allowed)
        }
    }

    private func follows(_ later: RectificationEvent, _ earlier: RectificationEvent) -> Bool {
        past[later.id]?.contains { $0.id == earlier.id } ?? false
    }

    private func beats(_ winner: RectificationEvent, _ loser: RectificationEvent) -> Bool {
        guard let kind = loser.content.kind else { return false }
        return RectificationTable.precedences.contains { $0.winner == winner.content.kind && $0.losers.contains(kind) }
    }
}

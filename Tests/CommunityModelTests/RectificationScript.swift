import CommunityModel
import SyncProtocol
import Values

/// Writes events as replicas do: each sees some of the others' events and names their heads as its base.
struct RectificationScript {
    private(set) var events: [RectificationEvent] = []

    /// A change id that nothing else in a test has.
    static func change(_ number: Int) -> ChangeID {
        var bytes = [UInt8](repeating: 0, count: 32)
        // Spread, so that the order of the ids is not that of writing.
        let spread = UInt64(truncatingIfNeeded: number &+ 1) &* 0x9E37_79B9_7F4A_7C15
        for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: spread >> UInt64(8 * index)) }
        bytes[31] = UInt8(truncatingIfNeeded: number)
        bytes[30] = UInt8(truncatingIfNeeded: number >> 8)
        guard let change = ChangeID(bytes: bytes) else { preconditionFailure("a change id has 32 bytes") }
        return change
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return date
    }

    /// Adds an event.
    ///
    /// - Parameters:
    ///   - kind: What it does.
    ///   - author: Who.
    ///   - seen: What its author knows of; everything written so far when `nil`.
    ///   - at: The stamp in microseconds; the number of events so far when `nil`.
    ///   - dueDate: The date it states.
    /// - Returns: The event.
    @discardableResult
    mutating func write(
        _ kind: RectificationKind, by author: String = "a", seeing seen: [RectificationEvent]? = nil, at: UInt64? = nil,
        dueDate: CalendarDate? = nil
    ) -> RectificationEvent {
        let known = RectificationHistory.replay(seen.map(past) ?? events)
        let event = RectificationEvent(
            id: Dot(change: Self.change(events.count), operation: 0),
            content: .init(kind: kind, base: known.heads, text: "text", dueDate: dueDate), author: author,
            role: nil, device: "device-\(author)", at: ClockStamp(microseconds: at ?? UInt64(events.count)))
        events.append(event)
        return event
    }

    /// The events with all that they follow.
    func past(_ some: [RectificationEvent]) -> [RectificationEvent] {
        var wanted = Set(some.map(\.id.change))
        for event in events.reversed() where wanted.contains(event.id.change) { wanted.formUnion(event.content.base) }
        return events.filter { wanted.contains($0.id.change) }
    }

    var history: RectificationHistory { .replay(events) }
}

/// SplitMix64: small, and the same everywhere, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension RectificationScript {
    /// What a few replicas write that hear of each other now and then.
    ///
    /// - Parameters:
    ///   - seed: Of the generator.
    ///   - isOrderly: Whether everybody keeps to the table; otherwise one event in five is of any kind.
    /// - Returns: The script.
    static func random(seed: UInt64, isOrderly: Bool) -> RectificationScript {
        var generator = SeededGenerator(seed: seed)
        var script = RectificationScript()
        let count = Int.random(in: 1...4, using: &generator)
        var known = [[RectificationEvent]](repeating: [], count: count)
        for _ in 0..<Int.random(in: 1...24, using: &generator) {
            let replica = Int.random(in: 0..<count, using: &generator)
            if Int.random(in: 0..<3, using: &generator) == 0, let other = known.randomElement(using: &generator) {
                let have = Set(known[replica].map(\.id))
                known[replica] += other.filter { !have.contains($0.id) }
                continue
            }
            let state = RectificationHistory.replay(known[replica]).state
            let fitting = RectificationKind.allCases.filter { kind in
                RectificationTable.transitions.first { $0.kind == kind }?.sources.contains(state) ?? true
            }
            let isFree = !isOrderly && Int.random(in: 0..<5, using: &generator) == 0
            let kind = (isFree ? RectificationKind.allCases : fitting).randomElement(using: &generator) ?? .comment
            // Stamps repeat and run backwards, as those of wrong clocks do.
            let stamp = UInt64.random(in: 0..<12, using: &generator)
            known[replica].append(
                script.write(kind, by: "user-\(replica)", seeing: known[replica], at: stamp))
        }
        return script
    }

    /// The same events with other stamps.
    func restamped(using generator: inout SeededGenerator) -> [RectificationEvent] {
        events.map { event in
            RectificationEvent(
                id: event.id, content: event.content, author: event.author, role: event.role, device: event.device,
                at: ClockStamp(microseconds: UInt64.random(in: 0..<1_000, using: &generator)))
        }
    }
}

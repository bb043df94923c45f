internal import SyncProtocol

/// Who knew of whom: the events of one rectification in the order of replay, with everything each of them follows.
///
/// The order is causal: an event stands behind all that its author knew of. Among those that may come next it takes the
/// one with the earliest stamp and, at equal stamps, the least id.
struct EventOrder {
    /// In the order of replay, each once.
    let events: [RectificationEvent]
    /// For each event the positions of those it names as its base, in ascending order.
    let bases: [[Int]]
    /// For each event the positions of all it follows.
    let past: [Positions]
    /// For each event whether it follows something that is not here or cannot be read. What its author saw is not known
    /// then, and the check that the author's program made is trusted.
    let isPastUnknown: [Bool]
    /// Changes that a base names and that are not here, ascending.
    let missing: [ChangeID]

    /// - Parameter given: In any order; of several with one id the first is taken, since an id fixes the content.
    init(_ given: some Sequence<RectificationEvent>) {
        var seen: Set<Dot> = []
        let sorted = given.filter { seen.insert($0.id).inserted }.sorted(by: RectificationEvent.isEarlier)
        let links = BaseLinks(sorted)
        let order = Self.placed(sorted, links)
        var position = [Int](repeating: 0, count: sorted.count)
        for (place, step) in order.enumerated() { position[step.event] = place }

        var bases: [[Int]] = []
        var past: [Positions] = []
        var isPastUnknown: [Bool] = []
        for step in order {
            let named = step.bases.map { position[$0] }.sorted()
            var all = Positions(count: sorted.count)
            for base in named { all.insert(base, with: past[base]) }
            let follows = named.contains { isPastUnknown[$0] || sorted[order[$0].event].content.kind == nil }
            past.append(all)
            isPastUnknown.append(follows || step.lacksBase || !sorted[step.event].content.isBaseKnown)
            bases.append(named)
        }
        events = order.map { sorted[$0.event] }
        missing = links.missing
        (self.bases, self.past, self.isPastUnknown) = (bases, past, isPastUnknown)
    }

    /// Whether neither author knew of the other's event.
    func areConcurrent(_ left: Int, _ right: Int) -> Bool {
        left != right && !past[left].contains(right) && !past[right].contains(left)
    }

    private typealias EventNode = (event: Int, bases: [Int], lacksBase: Bool)

    /// Places every event behind its bases. A hash cannot name what contains it, so that there are no circles; should
    /// damaged events pretend one, the earliest of them goes first and counts as one whose past is unknown.
    private static func placed(_ sorted: [RectificationEvent], _ links: BaseLinks) -> [EventNode] {
        var waiting = links.bases.map(\.count)
        var ready = sorted.indices.filter { waiting[$0] == 0 }
        var isPlaced = [Bool](repeating: false, count: sorted.count)
        var nextUnplaced = 0
        var order: [EventNode] = []
        while order.count < sorted.count {
            while isPlaced[nextUnplaced] { nextUnplaced += 1 }
            let isCircle = ready.isEmpty
            let event = isCircle ? nextUnplaced : ready.removeFirst()
            isPlaced[event] = true
            let bases = links.bases[event].filter { isPlaced[$0] && $0 != event }
            order.append((event, bases, isCircle || links.lacksBase[event]))
            for follower in links.followers[event] {
                waiting[follower] -= 1
                guard waiting[follower] == 0, !isPlaced[follower] else { continue }
                ready.insert(follower, at: ready.firstIndex { $0 > follower } ?? ready.endIndex)
            }
        }
        return order
    }
}

/// Which event names which, by position in a list that is sorted by stamp and id.
private struct BaseLinks {
    var bases: [[Int]]
    var followers: [[Int]]
    var lacksBase: [Bool]
    var missing: [ChangeID]

    init(_ sorted: [RectificationEvent]) {
        var byChange: [ChangeID: [Int]] = [:]
        for (index, event) in sorted.enumerated() { byChange[event.id.change, default: []].append(index) }
        bases = []
        followers = Array(repeating: [], count: sorted.count)
        lacksBase = []
        var missing: Set<ChangeID> = []
        for (index, event) in sorted.enumerated() {
            let change = event.id.change
            let unknown = event.content.base.filter { byChange[$0] == nil }
            missing.formUnion(unknown)
            lacksBase.append(!unknown.isEmpty)
            // What else stands in its own change comes before it or after it, whatever the base says.
            let siblings = (byChange[change] ?? []).filter { sorted[$0].id.operation < event.id.operation }
            let named = event.content.base.filter { $0 != change }.flatMap { byChange[$0] ?? [] }
            bases.append(Set(named + siblings).sorted())
            for base in bases[index] { followers[base].append(index) }
        }
        self.missing = missing.sorted()
    }
}

/// A set of positions, one bit each.
struct Positions: Hashable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ position: Int) -> Bool { words[position / 64] >> UInt64(position % 64) & 1 == 1 }

    /// Adds a position and a whole set.
    mutating func insert(_ position: Int, with others: Positions) {
        for index in words.indices { words[index] |= others.words[index] }
        words[position / 64] |= 1 << UInt64(position % 64)
    }
}

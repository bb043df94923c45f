internal import Values

/// The result of the live writes of one field, or of one cell, under a policy.
public enum FieldOutcome: Hashable, Sendable {
    /// One value. The write is the latest that states it.
    case value(LiveWrite)
    /// Several values between which no policy could decide. `candidates` stand in the order that people count them,
    /// from 1; `provisional` is shown meanwhile, marked.
    case conflict(candidates: [Candidate], provisional: LiveWrite)
    /// All entries of an `append` field, by clock and id.
    case entries([LiveWrite])

    /// One of the values of a conflict, with every live write that states it.
    public struct Candidate: Hashable, Sendable {
        /// Canonical bytes.
        public let value: [UInt8]
        /// Ascending by clock and id; never empty.
        public let writes: [LiveWrite]

        /// A value, and the writes that state it.
        public init(value: [UInt8], writes: [LiveWrite]) {
            self.value = value
            self.writes = writes
        }
    }

    /// Whether a person has to decide.
    public var isConflict: Bool {
        if case .conflict = self { true } else { false }
    }
}

extension Policy {
    /// Decides between live writes: a pure function of them, the same on every replica.
    ///
    /// - Parameters:
    ///   - writes: The live writes of one field or cell, ascending by clock and id; at least one.
    ///   - authority: For the `authority` policy: roles, the strongest first.
    /// - Returns: The result of the writes.
    public func outcome(of writes: [LiveWrite], authority: [String] = []) -> FieldOutcome {
        precondition(!writes.isEmpty, "a field without live writes has no outcome")
        if self == .append { return .entries(writes) }
        if writes.count == 1 { return .value(writes[0]) }
        let candidates = Self.candidates(writes)
        if candidates.count == 1 { return .value(writes[writes.count - 1]) }
        if let winner = winner(among: writes, authority: authority) { return .value(winner) }
        return .conflict(candidates: candidates, provisional: writes[writes.count - 1])
    }

    /// Whether the policy decides by itself, so that a new write replaces all live writes and not only those shown.
    public var isAutomatic: Bool { self != .manual && self != .append }

    private static func candidates(_ writes: [LiveWrite]) -> [FieldOutcome.Candidate] {
        var order: [[UInt8]] = []
        var groups: [[UInt8]: [LiveWrite]] = [:]
        for write in writes {
            if groups[write.value] == nil { order.append(write.value) }
            groups[write.value, default: []].append(write)
        }
        return order.map { FieldOutcome.Candidate(value: $0, writes: groups[$0] ?? []) }
    }

    private func winner(among writes: [LiveWrite], authority: [String]) -> LiveWrite? {
        switch self {
        case .manual, .append: return nil
        case .latest: return writes.contains(where: \.isSuspect) ? nil : writes.last
        case .max: return Self.extreme(writes) { $0 < $1 }
        // An element that is in on one side and out on the other stays in: a person can take it out again, but nobody
        // would notice that it went.
        case .union: return Self.extreme(writes) { $0 < $1 }
        case .min: return Self.extreme(writes) { $0 > $1 }
        case .authority:
            let rank = { (write: LiveWrite) in authority.firstIndex(of: write.role) ?? authority.count }
            let strongest = writes.map(rank).min() ?? 0
            let deciding = writes.filter { rank($0) == strongest }
            return Set(deciding.map(\.value)).count == 1 ? deciding.last : nil
        }
    }

    /// The write whose value is greatest; `nil` when two values cannot be compared, so that a person decides.
    private static func extreme(
        _ writes: [LiveWrite], isLess: (ComparableValue, ComparableValue) -> Bool
    ) -> LiveWrite? {
        var best: (write: LiveWrite, value: ComparableValue)?
        for write in writes {
            guard let value = Value(encoded: write.value).flatMap(ComparableValue.init) else { return nil }
            guard let current = best else {
                best = (write, value)
                continue
            }
            guard value.kind == current.value.kind else { return nil }
            if !isLess(value, current.value) { best = (write, value) }
        }
        return best?.write
    }
}

/// A value that `max` and `min` can order.
private enum ComparableValue: Comparable {
    case boolean(Bool)
    case number(Int64)
    case decimal(ExactDecimal)
    case date(CalendarDate)

    init?(_ value: Value) {
        switch value {
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number), .instant(let number): self = .number(number)
        case .decimal(let number): self = .decimal(number)
        case .date(let date): self = .date(date)
        default: return nil
        }
    }

    var kind: Int {
        switch self {
        case .boolean: 0
        case .number: 1
        case .decimal: 2
        case .date: 3
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.boolean(let left), .boolean(let right)): !left && right
        case (.number(let left), .number(let right)): left < right
        case (.decimal(let left), .decimal(let right)): left < right
        case (.date(let left), .date(let right)): left < right
        default: left.kind < right.kind
        }
    }
}

public import Values

/// What must hold for an indicator to pass. Protocol/standards.md, section "Thresholds".
public indirect enum Threshold: Sendable, Hashable {
    case comparison(Comparison)
    case trend(Trend)
    case all([Threshold])
    case any([Threshold])
    /// The first case whose condition holds is applied.
    case cases([Case])
    /// Passes when every deciding check is met; fails on the first that is not.
    case allChecks
    /// Passes on the first check that is met.
    case anyCheck

    public struct Case: Sendable, Hashable {
        /// `nil` for `otherwise`.
        public let when: Condition?
        public let then: Threshold
    }
}

/// One metric held against one limit.
public struct Comparison: Sendable, Hashable {
    /// The name of a fact or of a formula; `nil` in a check that is itself the yes or no.
    public let metric: String?
    public let relation: Relation
    public let limit: Limit
    public let unit: String?
    /// With unit `%`: the metric is this percentage of the base.
    public let base: String?
    public let per: Per?
    /// Where the figure comes from, such as `number` for a digit in the clause.
    public let basis: String?
    /// Whether a base of zero counts as met, because nothing is there that could fall short: `empty_base: met`.
    public let emptyBaseMeets: Bool
}

public enum Relation: String, Sendable, Hashable, CaseIterable {
    case atLeast = ">="
    case moreThan = ">"
    case atMost = "<="
    case lessThan = "<"
    case equal = "=="
}

public enum Limit: Sendable, Hashable {
    case number(ExactDecimal)
    case boolean(Bool)
}

/// What a limit is counted for.
public enum Per: Sendable, Hashable {
    /// Pro rata: the limit is meant for each `amount` of the named base.
    case base(name: String, amount: ExactDecimal, unit: String?)
    /// The limit is meant for each window of time.
    case window(Window)
}

/// A calendar window: a week is Monday to Sunday; months, quarters and years are calendar ones.
public struct Window: Sendable, Hashable {
    /// From 1: two months are January and February, March and April, and so on.
    public let count: Int
    public let unit: Unit

    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case day = "d"
        case week = "wk"
        case month = "mo"
        case quarter
        case year = "a"
    }

    public init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

/// A metric that must move in one direction.
public struct Trend: Sendable, Hashable {
    public let metric: String
    public let direction: Direction
    public let against: Predecessor
    /// Whether a metric that cannot be computed because it divides by zero counts as met: `empty_base: met`.
    public let emptyBaseMeets: Bool

    public enum Direction: String, Sendable, Hashable, CaseIterable { case increasing, decreasing }

    /// What the value is compared with.
    public enum Predecessor: String, Sendable, Hashable, CaseIterable {
        case previousRound = "previous_round"
        case previousYear = "previous_year"
    }
}

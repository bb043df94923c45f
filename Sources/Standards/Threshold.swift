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

    /// One of several limits, with when it is meant.
    public struct Case: Sendable, Hashable {
        /// `nil` for `otherwise`.
        public let when: Condition?
        /// What must hold in this case.
        public let then: Threshold
    }
}

/// One metric held against one limit.
public struct Comparison: Sendable, Hashable {
    /// The name of a fact or of a formula; `nil` in a check that is itself the yes or no.
    public let metric: String?
    /// How the metric is to stand to the limit.
    public let relation: Relation
    /// What the metric is held against, in `unit`.
    public let limit: Limit
    /// Such as `m2` or `%`; `nil` for a bare number.
    public let unit: String?
    /// With unit `%`: the metric is this percentage of the base.
    public let base: String?
    /// What the limit is counted for; `nil` for the whole.
    public let per: Per?
    /// Where the figure comes from, such as `number` for a digit in the clause.
    public let basis: String?
    /// Whether a base of zero counts as met, because nothing is there that could fall short: `empty_base: met`.
    public let emptyBaseMeets: Bool
}

/// How a number stands to its limit; the raw values are the signs of the format.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    case atLeast = ">="
    case moreThan = ">"
    case atMost = "<="
    case lessThan = "<"
    case equal = "=="
}

/// A number, or a yes or no.
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
    /// What is counted.
    public let unit: Unit

    /// A unit of time; the raw values are those of UCUM, and `quarter`.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case day = "d"
        case week = "wk"
        case month = "mo"
        case quarter
        case year = "a"
    }

    /// - Parameters: see the properties.
    public init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

/// A metric that must move in one direction.
public struct Trend: Sendable, Hashable {
    /// The name of a fact or of a formula.
    public let metric: String
    /// Which way it must move.
    public let direction: Direction
    /// With what it is compared.
    public let against: Predecessor
    /// Whether a metric that cannot be computed because it divides by zero counts as met: `empty_base: met`.
    public let emptyBaseMeets: Bool

    /// Up or down; standing still is enough only at the best possible end.
    public enum Direction: String, Sendable, Hashable, CaseIterable { case increasing, decreasing }

    /// What the value is compared with.
    public enum Predecessor: String, Sendable, Hashable, CaseIterable {
        case previousRound = "previous_round"
        case previousYear = "previous_year"
    }
}

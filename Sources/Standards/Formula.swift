public import Values

/// How a metric is computed that nobody records as such. Protocol/standards.md, section "Derived metrics".
public indirect enum Formula: Sendable, Hashable {
    /// A recorded fact or another derived metric.
    case metric(String)
    case number(ExactDecimal)
    case sum([Formula])
    case difference(Formula, Formula)
    /// `times` × the first ÷ the second; no data when the second is zero.
    case ratio(Formula, Formula, times: ExactDecimal)
    /// The first that gives a value; one on which people disagree hides those behind it.
    case first([Formula])
    /// Whether a check of the standard is met.
    case check(String)
    /// How many indicators of the listed groups have the result, or how many of the groups have it throughout.
    case tally(Tally)
    /// A count over records, which the caller answers.
    case query(Query)
    /// Written by a later version of the software; what it is called. It gives no data here.
    case unknown(String)

    /// A count over results of other indicators.
    public struct Tally: Sendable, Hashable {
        /// Codes of the groups that are counted over.
        public let groups: [String]
        /// What is counted.
        public let counts: Counted

        /// What a tally counts; the raw values are the words of the format.
        public enum Counted: String, Sendable, Hashable, CaseIterable {
            /// Groups in which every item passes; items that are not applicable or only reported do not stand in the way.
            case groupsMet = "groups_met"
            /// Items that can pass and do not.
            case itemsUnmet = "items_unmet"
        }
    }
}

extension Formula {
    /// The questions to records that it asks, in its own parts.
    public var queries: [Query] {
        switch self {
        case .query(let query): [query]
        case .sum(let parts), .first(let parts): parts.flatMap(\.queries)
        case .difference(let first, let second), .ratio(let first, let second, _): first.queries + second.queries
        case .metric, .number, .check, .tally, .unknown: []
        }
    }
}

/// A named question to the records of the area, with its arguments. The names are listed in Protocol/standards.md.
public struct Query: Sendable, Hashable {
    /// Such as `activities` or `rectifications`.
    public let name: String
    /// Such as `kind: health_lecture`; read in the order of their names.
    public let arguments: [String: String]

    /// - Parameters: see the properties.
    public init(name: String, arguments: [String: String]) {
        self.name = name
        self.arguments = arguments
    }
}

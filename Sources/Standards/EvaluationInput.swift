public import SyncProtocol
public import Values

/// All that is known about the subject of an inspection on the day of the inspection.
///
/// The evaluator reads nothing else, so the same input give the same results on every replica. Records that cannot
/// be read end the judging: they are never taken for records that say nothing.
public protocol EvaluationInput {
    /// The day as of which the subject is judged.
    var date: CalendarDate { get }
    /// What the inspection itself recorded under a name: a fact, an attribute, or a metric that no fact declares.
    func recorded(_ name: String) -> Value?
    /// What an inspector decided about an indicator or check, by its code.
    func decision(_ code: String) -> Bool?
    /// Why an indicator does not apply here, when somebody with the right to say so decided that.
    func exemption(_ code: String) throws -> String?
    /// What the area's records say as of the date.
    func attribute(_ attribute: Condition.Attribute) throws -> KnownAttribute
    /// The value of a metric in the round or year before.
    ///
    /// - Parameters:
    ///   - metric: The metric.
    ///   - predecessor: Which inspections lie before.
    ///   - survey: The survey that the value at hand is of; one of the same survey is not from before.
    /// - Returns: The value, or why there is none to compare with.
    /// - Throws: What the records throw when they cannot be read.
    func previous(_ metric: String, _ predecessor: Trend.Predecessor, otherThan survey: String?) throws -> EarlierValue
    /// A count over records within the days given, or as of the date when `days` is `nil`.
    func answer(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Measured?
    /// Whether inspectors disagree on what was recorded under a name or code, so that it counts as no result.
    func isDisputed(_ name: String) -> Bool
    /// Whether people disagree on whether an indicator applies here at all.
    func isExemptionDisputed(_ code: String) throws -> Bool
}

extension EvaluationInput {
    /// Nothing is disputed where nobody says so.
    public func isDisputed(_ name: String) -> Bool { false }

    /// Nothing is disputed where nobody says so.
    public func isExemptionDisputed(_ code: String) -> Bool { false }
}

/// What the area's records know of an attribute.
public enum KnownAttribute: Sendable, Hashable {
    /// No record says anything.
    case unknown
    /// A value and the record it comes from, in words such as `population_snapshot 2011-05-01`.
    case value(Value, from: String)
    /// All words of a set, which may be none.
    case set([String], from: String)
    /// People disagree on it, and nobody has decided yet.
    case disputed
}

/// A number with where it comes from.
public struct Measured: Sendable, Hashable {
    /// The exact value, in the unit of the metric.
    public let number: ExactFraction
    /// The number it may turn out to be, as people decide about records on which they disagree; as the number where none is.
    public let most: ExactFraction
    /// The record or inspection, in words and short ids; empty for the inspection at hand.
    public let source: String
    /// The round of the household survey that the number is of; `nil` for what no survey gave.
    public let survey: String?

    /// A number of which nothing is open when `most` is not given.
    public init(number: ExactFraction, most: ExactFraction? = nil, source: String, survey: String? = nil) {
        self.number = number
        self.most = most ?? number
        self.source = source
        self.survey = survey
    }
}

/// What is known of a metric in the round or year before.
public enum EarlierValue: Sendable, Hashable {
    case measured(Measured)
    /// People disagree about the latest value before, and nobody has decided: an older one would not be from the round
    /// before.
    case disputed
    /// There are earlier values of the same survey only: nobody was asked anew since.
    case sameSurvey
    case none
}

/// What is known of a metric in one inspection.
public enum KnownMetric: Sendable, Hashable {
    case measured(Measured)
    /// It hangs on something that people have not decided.
    case disputed
    case unknown
}

/// What responses have come to, rate by rate.
public struct SurveyTally: Sendable, Hashable {
    /// What one rate has come to.
    public struct Count: Sendable, Hashable {
        /// Above the line.
        public var part = 0
        /// Below the line.
        public var whole = 0
        /// Responses whose answer was counted: the valid ones.
        public var valid = 0
        /// Answers such as "do not know", left out of both.
        public var excluded = 0
        /// Responses without an answer: the question was not shown or not answered.
        public var unanswered = 0
        /// Responses that the formula reports apart.
        public var apart = 0
        /// Responses whose answer the rate does not know.
        public var unmapped = 0

        public init() {}

        public mutating func add(_ contribution: SurveyRate.Contribution) {
            part += contribution.part
            whole += contribution.whole
            switch contribution.kind {
            case .counted: valid += 1
            case .excluded: excluded += 1
            case .unanswered: unanswered += 1
            case .apart: apart += 1
            case .unmapped: unmapped += 1
            }
        }

        public static func + (left: Count, right: Count) -> Count {
            var sum = left
            sum.part += right.part
            sum.whole += right.whole
            sum.valid += right.valid
            sum.excluded += right.excluded
            sum.unanswered += right.unanswered
            sum.apart += right.apart
            sum.unmapped += right.unmapped
            return sum
        }
    }

    /// By the order of the rates.
    public private(set) var counts: [Count]
    /// How many responses were counted.
    public private(set) var responses = 0

    /// - Parameter rateCount: How many rates are counted.
    public init(rateCount: Int) { counts = Array(repeating: Count(), count: rateCount) }

    /// Counts one response.
    ///
    /// - Parameter contributions: What it adds to each rate, in their order.
    public mutating func add(_ contributions: [SurveyRate.Contribution]) {
        responses += 1
        for index in contributions.indices { counts[index].add(contributions[index]) }
    }

    /// The sum of two tallies of the same rates.
    public static func + (left: SurveyTally, right: SurveyTally) -> SurveyTally {
        var sum = left
        sum.responses += right.responses
        for index in sum.counts.indices { sum.counts[index] = sum.counts[index] + right.counts[index] }
        return sum
    }
}

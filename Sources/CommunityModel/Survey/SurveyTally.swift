/// Responses counted, rate by rate.
public struct SurveyTally: Sendable, Hashable {
    /// The count of one rate.
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

        /// Nothing counted yet.
        public init() {}

        /// Counts what one response adds.
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

        /// The sum of two counts of the same rate.
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

extension SurveyRate {
    /// What one response adds to a rate.
    public struct Contribution: Sendable, Hashable {
        /// What it adds above the line.
        public var part = 0
        /// What it adds below the line.
        public var whole = 0
        /// Where the response is counted.
        public let kind: Kind

        /// Where a response is counted.
        public enum Kind: Sendable, Hashable {
            /// The answer is one of those that stand below the line.
            case counted
            /// An answer such as "do not know", left out of both.
            case excluded
            /// The question was not shown, or not answered.
            case unanswered
            /// Reported apart, for the reason that the formula gives.
            case apart
            /// An answer that the rate does not know: another version of the form gave the question other codes.
            case unmapped
        }

        /// What a response adds that says nothing of the rate's question.
        public static let none = left(.unanswered)

        static func left(_ kind: Kind) -> Contribution { Contribution(kind: kind) }

        static func counted(_ isAbove: Bool) -> Contribution {
            Contribution(part: isAbove ? 1 : 0, whole: 1, kind: .counted)
        }
    }

    /// Counts one response.
    ///
    /// - Parameters:
    ///   - isCompleted: Whether the visit was completed rather than broken off.
    ///   - answer: The answer to a question; `nil` where there is none.
    /// - Returns: What it adds; nothing for a rate that is not made of answers.
    public func contribution(isCompleted: Bool, answer: (String) -> SurveyAnswer?) -> Contribution {
        if completedOnly == true, !isCompleted { return .left(.apart) }
        guard let question else { return .left(.unanswered) }
        guard let given = answer(question) else { return unanswered(answer) }
        switch kind {
        case .coverage: return .left(.unanswered)
        case .share: return share(given)
        case .ticked: return ticked(given)
        case .within:
            guard let number = given.number else { return .left(.unmapped) }
            return number < minimum ?? 0 ? .left(.excluded) : .counted(number <= maximum ?? .max)
        case .reach:
            guard let number = given.number else { return .left(.unmapped) }
            return reach(number, answer)
        case .sum:
            guard let below = over.flatMap(answer) else { return .left(.unanswered) }
            // What no household says is no answer, and could not be added up.
            let sayable = -1_000_000_000...1_000_000_000
            guard let number = given.number, let whole = below.number, sayable.contains(number),
                sayable.contains(whole)
            else { return .left(.unmapped) }
            if number < minimum ?? 0 { return .left(.excluded) }
            return Contribution(part: number, whole: whole, kind: .counted)
        }
    }

    /// Who does it never is not asked for more and does not reach; of anybody else every answer must be known.
    private func reach(_ given: Int, _ answer: (String) -> SurveyAnswer?) -> Contribution {
        if given == 0 { return .counted(false) }
        var isReached = true
        for (question, minimum) in least ?? [:] {
            guard let answer = answer(question) else { return .left(.unanswered) }
            guard let number = answer.number else { return .left(.unmapped) }
            if number < minimum { isReached = false }
        }
        return .counted(isReached)
    }

    private func unanswered(_ answer: (String) -> SurveyAnswer?) -> Contribution {
        if let hidden, hidden.isGiven(answer) { return .counted(false) }
        if let apart, apart.isGiven(answer) { return .left(.apart) }
        return .left(.unanswered)
    }

    private func share(_ given: SurveyAnswer) -> Contribution {
        guard let code = given.codes.first, given.codes.count == 1 else { return .left(.unmapped) }
        if positive?.contains(code) == true { return .counted(true) }
        if negative?.contains(code) == true { return .counted(false) }
        return .left(excluded?.contains(code) == true ? .excluded : .unmapped)
    }

    private func ticked(_ given: SurveyAnswer) -> Contribution {
        if given.codes.contains(where: { excluded?.contains($0) == true }) { return .left(.excluded) }
        return .counted(given.codes.contains { negative?.contains($0) != true })
    }
}

extension SurveyRate.Answers {
    fileprivate func isGiven(_ answer: (String) -> SurveyAnswer?) -> Bool {
        answer(question)?.codes.contains { codes.contains($0) } == true
    }
}

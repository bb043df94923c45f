/// Answers of one response, by question.
public protocol SurveyAnswers {
    /// The code that was chosen, or each of several.
    func codes(_ question: String) -> [String]
    func number(_ question: String) -> Int?
}

/// Counts responses for every rate.
public struct SurveyTally: Sendable {
    /// What one rate has come to.
    public struct Count: Sendable, Hashable {
        /// Above the line.
        public var part = 0
        /// Below the line.
        public var whole = 0
        /// Responses whose answer was counted.
        public var sample = 0
        /// Answers such as "do not know", left out of both.
        public var excluded = 0
        /// Responses without an answer: the question was not shown or not answered.
        public var unanswered = 0
    }

    /// By the order of ``SurveyRate/all``.
    public private(set) var counts: [Count]
    /// How many responses were counted.
    public private(set) var responses = 0
    private let rates: [SurveyRate]

    public init(_ rates: [SurveyRate] = SurveyRate.all) {
        self.rates = rates
        counts = rates.map { _ in Count() }
    }

    /// Counts one response.
    ///
    /// - Parameters:
    ///   - answers: Its answers.
    ///   - isCompleted: Whether the visit was completed rather than broken off.
    public mutating func add(_ answers: some SurveyAnswers, isCompleted: Bool) {
        responses += 1
        for (index, rate) in rates.enumerated() where isCompleted || rate.completedOnly != true {
            Self.add(answers, to: &counts[index], rate: rate)
        }
    }

    private static func add(_ answers: some SurveyAnswers, to count: inout Count, rate: SurveyRate) {
        guard let question = rate.question else { return }
        switch rate.kind {
        case .coverage: break
        case .share: addShare(answers.codes(question), to: &count, rate: rate)
        case .ticked:
            let codes = answers.codes(question)
            if codes.isEmpty { return count.unanswered += 1 }
            if codes.contains(where: { rate.excluded?.contains($0) == true }) { return count.excluded += 1 }
            count.take(codes.contains { rate.negative?.contains($0) != true })
        case .within:
            guard let number = answers.number(question) else { return count.unanswered += 1 }
            if number < rate.minimum ?? 0 { return count.excluded += 1 }
            count.take(number <= rate.maximum ?? .max)
        case .reach:
            guard answers.number(question) != nil else { return count.unanswered += 1 }
            count.take((rate.least ?? [:]).allSatisfy { (answers.number($0.key) ?? 0) >= $0.value })
        case .sum:
            guard let number = answers.number(question), let over = rate.over.flatMap(answers.number) else {
                return count.unanswered += 1
            }
            if number < rate.minimum ?? 0 { return count.excluded += 1 }
            count.part += number
            count.whole += over
            count.sample += 1
        }
    }

    private static func addShare(_ codes: [String], to count: inout Count, rate: SurveyRate) {
        guard let code = codes.first else {
            count.unanswered += 1
            if rate.everyRespondent == true { count.whole += 1 }
            return
        }
        if rate.positive?.contains(code) == true {
            count.take(true)
        } else if rate.negative?.contains(code) == true {
            count.take(false)
        } else {
            count.excluded += 1
        }
    }
}

extension SurveyTally.Count {
    fileprivate mutating func take(_ counts: Bool) {
        whole += 1
        sample += 1
        if counts { part += 1 }
    }
}

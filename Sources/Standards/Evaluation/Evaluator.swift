/// Holds one standard against the input of an inspection. Specification: Protocol/standards.md.
///
/// ```swift
/// let judgements = try Evaluator(standard, explains: false).judgeAll(under: input)
/// let failed = judgements.filter { $0.outcome == .fail }.map(\.code)
/// ```
///
/// Pure: it asks the input and nothing else. One evaluator serves any number of inspections.
public struct Evaluator: Sendable {
    /// What it judges by.
    public let standard: Standard
    /// Whether indicators that are kept as history are judged as well.
    public let includesDisabled: Bool
    /// Whether judgements say how they came about, which costs most of the time.
    public let explains: Bool
    /// The declaration of each fact; where indicators share one, the first.
    let facts: [String: FactDeclaration]
    /// For each metric with a formula, the place of the first indicator that gives one.
    let formulaOwners: [String: Int]

    /// Prepares a standard for judging.
    ///
    /// - Parameters:
    ///   - standard: As read by `StandardReading`.
    ///   - includesDisabled: Whether indicators that are kept as history are judged as well.
    ///   - explains: Whether judgements carry numbers, threshold, condition, reason and checks.
    public init(_ standard: Standard, includesDisabled: Bool = false, explains: Bool = true) {
        self.standard = standard
        self.includesDisabled = includesDisabled
        self.explains = explains
        var facts: [String: FactDeclaration] = [:]
        var owners: [String: Int] = [:]
        for (index, indicator) in standard.indicators.enumerated() {
            for fact in indicator.facts where facts[fact.name] == nil { facts[fact.name] = fact }
            for name in indicator.formulas.keys where owners[name] == nil { owners[name] = index }
        }
        self.facts = facts
        formulaOwners = owners
    }

    /// Judges one indicator.
    ///
    /// - Parameters:
    ///   - indicator: One of the standard's.
    ///   - input: What is known about the subject.
    /// - Returns: The result; missing knowledge gives `noData`, never an error.
    /// - Throws: What the input throw.
    public func judge(_ indicator: Indicator, under input: some EvaluationInput) throws -> Judgement {
        try Evaluation(self, input).judge(indicator)
    }

    /// Judges every indicator, computing what they share once.
    ///
    /// - Parameter input: What is known about the subject.
    /// - Returns: One judgement an indicator, in the order of the document.
    /// - Throws: What the input throw.
    public func judgeAll(under input: some EvaluationInput) throws -> [Judgement] {
        let evaluation = Evaluation(self, input)
        return try standard.indicators.map(evaluation.judge)
    }

    /// The value of a metric: what was recorded under its name, else what its formula gives as of the date.
    ///
    /// - Parameters:
    ///   - metric: The name of a fact, or of a formula of any indicator.
    ///   - input: What is known about the subject.
    /// - Returns: The value; whether people disagree about it; or that nothing gives one.
    /// - Throws: What the input throw.
    public func known(_ metric: String, under input: some EvaluationInput) throws -> KnownMetric {
        try Evaluation(self, input).known(metric)
    }
}

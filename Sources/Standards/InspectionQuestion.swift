public import SyncProtocol
public import Values

/// One thing that an inspector is asked for.
public struct InspectionQuestion: Sendable, Hashable {
    /// The name under which the answer is recorded: a fact, a metric, or the code of an indicator or check.
    public let name: String
    /// What the inspector reads.
    public let title: Localized
    /// In which form the answer is given.
    public let answer: AnswerKind
    /// Unit of a number; `nil` for a bare one and for words.
    public let unit: String?

    /// The forms of an answer.
    public enum AnswerKind: Sendable, Hashable {
        case boolean
        case integer
        case number
        case text
        case date
        case choice([Field.Choice])
    }
}

extension Standard {
    /// What an inspector records for an indicator: its facts, the metrics and bases that nobody declares and no formula
    /// computes, the checks that are a yes or no by themselves, and the decision where only a person can decide.
    ///
    /// - Parameter indicator: One of this standard's.
    /// - Returns: Each name once, in the order in which the standard speaks of them.
    public func questions(for indicator: Indicator) -> [InspectionQuestion] {
        var questions = QuestionList(declared: declaredFacts)
        for fact in indicator.facts { questions.add(fact) }
        let formulas = Set(indicators.flatMap(\.formulas.keys))
        if indicator.checks.isEmpty, let threshold = indicator.threshold {
            for comparison in threshold.comparisons {
                questions.add(comparison, formulas: formulas, title: indicator.title, unit: indicator.unit)
            }
        }
        for check in indicator.checks {
            let comparisons = check.threshold?.comparisons.filter { $0.metric != nil } ?? []
            if comparisons.isEmpty { questions.addDecision(check.code, check.title) }
            for comparison in comparisons {
                questions.add(comparison, formulas: formulas, title: check.title, unit: check.unit)
            }
        }
        if indicator.assessment == .judgement { questions.addDecision(indicator.code, indicator.title) }
        return questions.list
    }

    private var declaredFacts: [String: FactDeclaration] {
        Dictionary(indicators.flatMap(\.facts).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Threshold {
    /// Every comparison in it, in order.
    public var comparisons: [Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .all(let parts), .any(let parts): parts.flatMap(\.comparisons)
        case .cases(let cases): cases.flatMap(\.then.comparisons)
        case .trend, .allChecks, .anyCheck: []
        }
    }
}

/// Questions in order, each name once.
private struct QuestionList {
    let declared: [String: FactDeclaration]
    private(set) var list: [InspectionQuestion] = []
    private var names: Set<String> = []

    init(declared: [String: FactDeclaration]) { self.declared = declared }

    mutating func add(_ fact: FactDeclaration) {
        let answer: InspectionQuestion.AnswerKind =
            switch fact.type {
            case .boolean: .boolean
            case .integer, .money: .integer
            case .decimal: .number
            case .date: .date
            case .choice: fact.choices.isEmpty ? .text : .choice(fact.choices)
            case .text, .geo, .reference: .text
            }
        add(InspectionQuestion(name: fact.name, title: fact.title, answer: answer, unit: fact.unit))
    }

    mutating func add(_ comparison: Comparison, formulas: Set<String>, title: Localized, unit: String?) {
        let isBoolean = if case .boolean = comparison.limit { true } else { false }
        var names: [(String, String?)] = []
        if let metric = comparison.metric {
            names.append((metric, comparison.base == nil ? comparison.unit ?? unit : nil))
        }
        if let base = comparison.base { names.append((base, nil)) }
        if case .base(let name, _, let unit)? = comparison.per { names.append((name, unit)) }
        for (index, (name, unit)) in names.enumerated() where !formulas.contains(name) {
            if let fact = declared[name] {
                add(fact)
            } else {
                let words =
                    index == 0 && comparison.base == nil
                    ? title : Localized(zh: "\(title.zh)（\(name)）", en: "\(title.en) (\(name))")
                add(InspectionQuestion(name: name, title: words, answer: isBoolean ? .boolean : .number, unit: unit))
            }
        }
    }

    mutating func addDecision(_ code: String, _ title: Localized) {
        add(InspectionQuestion(name: code, title: title, answer: .boolean, unit: nil))
    }

    private mutating func add(_ question: InspectionQuestion) {
        if names.insert(question.name).inserted { list.append(question) }
    }
}

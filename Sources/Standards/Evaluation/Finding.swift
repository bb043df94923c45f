internal import Values

/// Three-valued logic: what is not known decides neither way.
enum Truth: Sendable, Hashable {
    case met, unmet, undecided

    init(_ flag: Bool) { self = flag ? .met : .unmet }

    var negated: Truth {
        switch self {
        case .met: .unmet
        case .unmet: .met
        case .undecided: .undecided
        }
    }
}

/// The result of a threshold or one of its parts, and why.
struct Finding: Sendable {
    var truth: Truth
    var reason: Reason
    /// The threshold as applied; empty when nobody wants an explanation.
    var notation = ""

    static func undecided(_ reason: Reason, _ notation: String = "") -> Finding {
        Finding(truth: .undecided, reason: reason, notation: notation)
    }
}

/// Why something came out as it did. Turned into words only when somebody wants to read them.
indirect enum Reason: Sendable {
    // Nothing can be said.
    case unrecorded(String)
    case unknownAttribute(String)
    case disputed(String)
    case emptyBase(String)
    case noPrevious(String)
    case noNewSurvey(String)
    case unanswered(String)
    case tooLarge(String)
    case unfitting(String)
    case circular(String)
    case undecidedItems(String)
    case needsUpgrade(String)
    case noCase
    case noThreshold
    case noDecidingCheck
    case awaitsDecision(String)
    // Something was found.
    case compared(Judgement.Figures)
    case answered(String, Bool)
    case moved(metric: String, from: ExactFraction, to: ExactFraction)
    case nothingToFallShort(String)
    case check(String)
    case allChecks
    case decided(String, Bool)
    // The indicator is not judged at all.
    case disabled
    case exempt(String)
    case outOfScope
    case inapplicable
    case reported(Finding?)

    var isDispute: Bool { if case .disputed = self { true } else { false } }
}

/// The value of a metric, as far as it is known.
enum Reading: Sendable {
    case number(ExactFraction)
    case truth(Bool)
    /// A count that depends on results which are not known yet: it lies between these two.
    case range(ExactFraction, ExactFraction)
    case missing(Reason)

    /// The value as a number, where yes counts one.
    var number: ExactFraction? {
        switch self {
        case .number(let number): number
        case .truth(let flag): ExactFraction(flag ? 1 : 0)
        case .range, .missing: nil
        }
    }
}

/// The indicator or check whose threshold is looked at.
struct Subject: Sendable {
    /// Of the check, or of the indicator itself.
    let code: String
    /// Of the indicator.
    let owner: String
    let unit: String?
    /// The kind of area or institution judged, for looking up bases in its records.
    let level: String
    let formulas: [String: Formula]
    /// Empty within a check.
    let checks: [Check]
    /// Whether a yes or no by the code answers the one comparison that there is.
    var decisionAnswers = true

    init(_ indicator: Indicator) {
        code = indicator.code
        owner = indicator.code
        unit = indicator.unit
        level = indicator.appliesTo.first ?? ""
        formulas = indicator.formulas
        checks = indicator.checks
    }

    init(_ check: Check, of subject: Subject) {
        code = check.code
        owner = subject.owner
        unit = check.unit
        level = subject.level
        formulas = subject.formulas
        checks = []
    }
}

/// What went into one judgement, collected while it is made.
struct Trace: Sendable {
    private(set) var numbers: [Judgement.Number] = []
    var conditions: [String] = []
    /// The result of the indicator's checks, once asked for.
    var checks: [Finding]?

    /// Adds a number that is not in the list yet.
    mutating func add(_ number: Judgement.Number) {
        if !numbers.contains(number) { numbers.append(number) }
    }
}

internal import Values

/// One run of an evaluator over one set of input, which remembers what indicators share.
///
/// Belongs to the call that made it and never leaves it.
final class Evaluation {
    let evaluator: Evaluator
    let input: any EvaluationInput
    let explains: Bool
    var trace = Trace()
    /// What formulas gave so far.
    var derived: [DerivedKey: Derived] = [:]
    /// Formulas under way, by owner and name, so that one that leads to itself ends.
    var deriving: Set<DerivedKey> = []
    /// The round of the survey that answered a query of the formula under way.
    var surveySeen: String?
    private var judged: [String: Judgement] = [:]
    private var judging: Set<String> = []
    private var scope: Truth?

    init(_ evaluator: Evaluator, _ input: any EvaluationInput) {
        self.evaluator = evaluator
        self.input = input
        explains = evaluator.explains
    }

    /// A result with its reason, before it is put into words.
    private struct Decision {
        let outcome: Outcome
        let reason: Reason
        var notation = ""
        /// Whether an inspector decided otherwise than the numbers.
        var isContradicted = false

        init(_ outcome: Outcome, _ reason: Reason) {
            self.outcome = outcome
            self.reason = reason
        }

        init(_ finding: Finding) {
            outcome = finding.truth.outcome
            reason = finding.reason
            notation = finding.notation
        }
    }

    func judge(_ indicator: Indicator) throws -> Judgement {
        if let judgement = judged[indicator.code] { return judgement }
        guard judging.insert(indicator.code).inserted else {
            return judgement(of: indicator, Decision(.noData, .circular(indicator.code)), checks: [])
        }
        let outer = trace
        trace = Trace()
        defer {
            trace = outer
            judging.remove(indicator.code)
        }
        let subject = Subject(indicator)
        let verdict = try verdict(on: indicator, subject)
        let checks = explains && verdict.outcome != .notApplicable ? try checkJudgements(of: subject) : []
        let result = judgement(of: indicator, verdict, checks: checks)
        judged[indicator.code] = result
        return result
    }

    /// The order of the questions is part of the specification: section "Results".
    private func verdict(on indicator: Indicator, _ subject: Subject) throws -> Decision {
        if indicator.isDisabled, !evaluator.includesDisabled { return Decision(.notApplicable, .disabled) }
        if try input.isExemptionDisputed(indicator.code) { return Decision(.noData, .disputed(indicator.code)) }
        if let reason = try input.exemption(indicator.code) { return Decision(.notApplicable, .exempt(reason)) }
        if try isOutOfScope(subject) { return Decision(.notApplicable, .outOfScope) }
        var undecided: Reason?
        if let condition = indicator.applicability {
            let answer = try evaluate(condition, subject)
            if explains { trace.conditions.append(answer.notation) }
            if answer.truth == .unmet { return Decision(.notApplicable, .inapplicable) }
            if answer.truth == .undecided { undecided = answer.reason }
        }
        if indicator.assessment == .report {
            guard explains else { return Decision(.reportOnly, .reported(nil)) }
            let finding = try indicator.threshold.map { try evaluate($0, subject) }
            for fact in indicator.facts { noteRecorded(fact) }
            var verdict = Decision(.reportOnly, .reported(finding))
            verdict.notation = finding?.notation ?? ""
            return verdict
        }
        if let undecided { return Decision(.noData, undecided) }
        return try indicator.assessment == .judgement ? decide(indicator, subject) : compute(indicator, subject)
    }

    /// An inspector decides; where the checks of a composite are listed, they decide in the inspector's place.
    private func decide(_ indicator: Indicator, _ subject: Subject) throws -> Decision {
        let code = indicator.code
        if input.isDisputed(code) { return Decision(.noData, .disputed(code)) }
        let finding = try indicator.threshold.flatMap { threshold in
            explains || threshold.asksChecks ? try evaluate(threshold, subject) : nil
        }
        guard let decision = input.decision(code) else {
            if let finding, indicator.threshold?.asksChecks == true {
                if case .noDecidingCheck = finding.reason { return Decision(.noData, .awaitsDecision(code)) }
                return Decision(finding)
            }
            return Decision(.noData, .awaitsDecision(code))
        }
        var verdict = Decision(Truth(decision).outcome, .decided(code, decision))
        verdict.notation = finding?.notation ?? ""
        return verdict
    }

    /// The numbers decide; a yes or no by code does while they cannot, where there is more to see than numbers.
    private func compute(_ indicator: Indicator, _ subject: Subject) throws -> Decision {
        let code = indicator.code
        let decision = indicator.takesDecision ? input.decision(code) : nil
        guard let threshold = indicator.threshold else {
            if input.isDisputed(code) { return Decision(.noData, .disputed(code)) }
            guard let decision else { return Decision(.noData, .noThreshold) }
            return Decision(Truth(decision).outcome, .decided(code, decision))
        }
        let finding = try evaluate(threshold, subject)
        var verdict = Decision(finding)
        guard let decision else { return verdict }
        if finding.truth == .undecided, !finding.reason.isDispute {
            let isDisputed = input.isDisputed(code)
            verdict =
                isDisputed
                ? Decision(.noData, .disputed(code)) : Decision(Truth(decision).outcome, .decided(code, decision))
            verdict.notation = finding.notation
        } else if finding.truth != .undecided, Truth(decision) != finding.truth {
            if case .decided = finding.reason { return verdict }
            verdict.isContradicted = true
        }
        return verdict
    }

    /// A standard counts as applying while nobody has recorded that it does not.
    private func isOutOfScope(_ subject: Subject) throws -> Bool {
        guard let condition = evaluator.standard.scope else { return false }
        if let scope, scope != .unmet || !explains { return scope == .unmet }
        let numbers = trace
        let answer = try evaluate(condition, subject)
        scope = answer.truth
        if answer.truth != .unmet {
            trace = numbers
        } else if explains {
            trace.conditions.append(answer.notation)
        }
        return answer.truth == .unmet
    }

    private func judgement(of indicator: Indicator, _ verdict: Decision, checks: [CheckJudgement]) -> Judgement {
        var figures: Judgement.Figures?
        if case .compared(let found) = verdict.reason { figures = found }
        guard explains else {
            return Judgement(
                code: indicator.code, outcome: verdict.outcome, numbers: [], threshold: "", condition: "", clause: "",
                reason: Localized(zh: "", en: ""), checks: [], comparison: figures)
        }
        return Judgement(
            code: indicator.code, outcome: verdict.outcome, numbers: trace.numbers, threshold: verdict.notation,
            condition: trace.conditions.joined(separator: "; "), clause: indicator.clause,
            reason: reason(verdict.reason, verdict.outcome, isContradicted: verdict.isContradicted), checks: checks,
            comparison: figures)
    }
}

extension Truth {
    var outcome: Outcome {
        switch self {
        case .met: .pass
        case .unmet: .fail
        case .undecided: .noData
        }
    }
}

extension Indicator {
    /// Whether a yes or no by its code says anything: not where the result hangs on numbers alone.
    var takesDecision: Bool {
        if assessment == .judgement || [.boolean, .composite, .textEvidence].contains(kind) { return true }
        guard let threshold else { return facts.isEmpty }
        return threshold.asksChecks || threshold.asksYesOrNo
    }
}

extension Threshold {
    /// Whether the checks have a say in it.
    var asksChecks: Bool {
        switch self {
        case .allChecks, .anyCheck: true
        case .all(let parts), .any(let parts): parts.contains(where: \.asksChecks)
        case .cases(let cases): cases.contains(where: \.then.asksChecks)
        case .comparison, .trend: false
        }
    }

    /// Whether a part of it is a yes or no.
    var asksYesOrNo: Bool {
        comparisons.contains { comparison in
            if case .boolean = comparison.limit { true } else { comparison.metric == nil }
        }
    }
}

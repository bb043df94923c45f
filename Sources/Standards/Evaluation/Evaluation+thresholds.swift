internal import Values

extension Evaluation {
    /// The result of a threshold for an indicator or check.
    func evaluate(_ threshold: Threshold, _ subject: Subject) throws -> Finding {
        switch threshold {
        case .comparison(let comparison): return try compare(comparison, subject)
        case .trend(let trend): return try follow(trend, subject)
        case .all(let parts): return try join(parts, subject, decidedBy: .unmet, sign: " & ")
        case .any(let parts): return try join(parts, subject, decidedBy: .met, sign: " | ")
        case .cases(let cases): return try choose(cases, subject)
        case .allChecks: return try joinChecks(subject, decidedBy: .unmet)
        case .anyCheck: return try joinChecks(subject, decidedBy: .met)
        }
    }

    /// Three-valued logic: one part that decides is enough, whatever the others are; all parts are looked at, so that
    /// the explanation has every number.
    private func join(_ parts: [Threshold], _ subject: Subject, decidedBy: Truth, sign: String) throws -> Finding {
        var part = subject
        part.decisionAnswers = false
        let findings = try parts.map { try evaluate($0, part) }
        var finding = Self.join(findings, decidedBy: decidedBy)
        if explains { finding.notation = findings.map(\.notation).joined(separator: sign) }
        return finding
    }

    /// The first finding that decides; else the first that is undecided, a dispute before others; else the last one.
    static func join(_ findings: [Finding], decidedBy: Truth) -> Finding {
        if let decisive = findings.first(where: { $0.truth == decidedBy }) { return decisive }
        let open = findings.filter { $0.truth == .undecided }
        if let first = open.first(where: \.reason.isDispute) ?? open.first { return first }
        return findings.last ?? .undecided(.noThreshold)
    }

    /// The first case whose condition holds; a condition that nobody can decide stands in the way of all after it.
    private func choose(_ cases: [Threshold.Case], _ subject: Subject) throws -> Finding {
        var refused: [String] = []
        for choice in cases {
            guard let condition = choice.when else {
                trace.conditions += refused
                return try evaluate(choice.then, subject)
            }
            let answer = try evaluate(condition, subject)
            switch answer.truth {
            case .met:
                if explains { trace.conditions.append(answer.notation) }
                return try evaluate(choice.then, subject)
            case .undecided:
                if explains { trace.conditions += refused + [answer.notation] }
                return .undecided(answer.reason)
            case .unmet:
                if explains { refused.append("not (\(answer.notation))") }
            }
        }
        trace.conditions += refused
        return .undecided(.noCase)
    }

    /// Compares with the round or year before. Standing still is enough only at the best possible end.
    private func follow(_ trend: Trend, _ subject: Subject) throws -> Finding {
        let notation = explains ? trend.notation : ""
        let current: ExactFraction
        switch try reading(of: trend.metric, subject) {
        case .number(let number): current = number
        case .missing(.emptyBase(let base)) where trend.emptyBaseMeets:
            return Finding(truth: .met, reason: .nothingToFallShort(base), notation: notation)
        case .missing(let reason): return .undecided(reason, notation)
        case .truth: return .undecided(.unfitting(trend.metric), notation)
        case .range: return .undecided(.undecidedItems(trend.metric), notation)
        }
        let previous: ExactFraction
        switch try previousReading(of: trend, subject) {
        case .number(let number): previous = number
        case .missing(let reason): return .undecided(reason, notation)
        case .truth, .range: return .undecided(.unfitting(trend.previousName), notation)
        }
        let isMet: Bool
        if current == previous {
            let isPercentage = (evaluator.facts[trend.metric]?.unit ?? subject.unit) == "%"
            isMet = trend.direction == .decreasing ? current.isZero : isPercentage && current == .hundred
        } else {
            isMet = (current > previous) == (trend.direction == .increasing)
        }
        let reason = Reason.moved(metric: trend.metric, from: previous, to: current)
        return Finding(truth: Truth(isMet), reason: reason, notation: notation)
    }

    /// What the inspection recorded of the history wins over earlier inspections.
    private func previousReading(of trend: Trend, _ subject: Subject) throws -> Reading {
        let name = trend.previousName
        if let recorded = recordedReading(of: name, unit: evaluator.unit(of: trend.metric)) { return recorded }
        let survey = try survey(of: trend.metric, subject)
        let lacking: Reason
        switch try input.previous(trend.metric, trend.against, otherThan: survey) {
        case .measured(let previous):
            note(name, .number(previous.number), unit: evaluator.unit(of: trend.metric), source: previous.source)
            return .number(previous.number)
        case .disputed: lacking = .disputed(name)
        case .sameSurvey: lacking = .noNewSurvey(trend.metric)
        case .none: lacking = .noPrevious(trend.metric)
        }
        note(name, nil, unit: nil, source: "")
        return .missing(lacking)
    }
}

extension Trend {
    /// The name under which an inspection records the history that is on paper.
    var previousName: String { "\(metric).previous" }
}

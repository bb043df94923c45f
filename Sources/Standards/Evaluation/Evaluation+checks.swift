extension Evaluation {
    /// The result of each check of the indicator, computed once a judgement.
    func findings(of subject: Subject) throws -> [Finding] {
        if let known = trace.checks, known.count == subject.checks.count { return known }
        let findings = try subject.checks.map { try finding(of: $0, of: subject) }
        if !subject.checks.isEmpty { trace.checks = findings }
        return findings
    }

    /// A yes or no by the check's code stands for the whole check while its metric is not known.
    func finding(of check: Check, of owner: Subject) throws -> Finding {
        let subject = Subject(check, of: owner)
        guard let threshold = check.threshold else {
            if input.isDisputed(check.code) { return .undecided(.disputed(check.code)) }
            guard let decision = input.decision(check.code) else { return .undecided(.noThreshold) }
            return Finding(truth: Truth(decision), reason: .decided(check.code, decision))
        }
        let finding = try evaluate(threshold, subject)
        guard finding.truth == .undecided, !finding.reason.isDispute, try !knowsMetric(of: threshold, subject) else {
            return finding
        }
        if input.isDisputed(check.code) { return .undecided(.disputed(check.code), finding.notation) }
        guard let decision = input.decision(check.code) else { return finding }
        return Finding(truth: Truth(decision), reason: .decided(check.code, decision), notation: finding.notation)
    }

    private func knowsMetric(of threshold: Threshold, _ subject: Subject) throws -> Bool {
        var metrics = threshold.comparisons.compactMap(\.metric)
        if case .trend(let trend) = threshold { metrics.append(trend.metric) }
        return try metrics.contains { metric in
            if case .missing = try reading(of: metric, subject) { false } else { true }
        }
    }

    /// Joins the checks that decide; the others are only recorded.
    func joinChecks(_ subject: Subject, decidedBy: Truth) throws -> Finding {
        let notation = explains ? (decidedBy == .unmet ? "all_checks" : "any_check") : ""
        var deciding: [(check: Check, finding: Finding)] = []
        for (check, finding) in zip(subject.checks, try findings(of: subject)) where check.decides {
            deciding.append((check, finding))
        }
        guard !deciding.isEmpty else { return .undecided(.noDecidingCheck, notation) }
        if let decisive = deciding.first(where: { $0.finding.truth == decidedBy }) {
            return Finding(truth: decidedBy, reason: .check(decisive.check.code), notation: notation)
        }
        var joined = Self.join(deciding.map(\.finding), decidedBy: decidedBy)
        if joined.truth != .undecided { joined.reason = .allChecks }
        joined.notation = notation
        return joined
    }

    /// The checks as people see them, with those that do not decide marked as only recorded.
    func checkJudgements(of subject: Subject) throws -> [CheckJudgement] {
        zip(subject.checks, try findings(of: subject)).map { check, finding in
            CheckJudgement(
                code: check.code, outcome: check.decides ? finding.truth.outcome : .reportOnly,
                explanation: finding.explanation)
        }
    }
}

extension Check {
    /// Checks without a threshold, and those that are reported or left to judgement, are recorded and do not decide.
    var decides: Bool { threshold != nil && (assessment == .threshold || assessment == .trend) }
}

extension Finding {
    /// Without words: what was found, and what it was held against.
    fileprivate var explanation: String {
        let asked = notation.isEmpty ? "" : " (\(notation))"
        switch reason {
        case .compared(let figures): return "\(figures.metric) = \(figures.measured)\(asked)"
        case .moved(let metric, let from, let to): return "\(metric) = \(from) -> \(to)\(asked)"
        case .answered(_, let flag), .decided(_, let flag): return "\(flag)\(asked)"
        case .nothingToFallShort(let base): return "\(base) = 0\(asked)"
        default: return "no data\(asked)"
        }
    }
}

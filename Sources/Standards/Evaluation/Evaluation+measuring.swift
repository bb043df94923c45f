internal import SyncProtocol
internal import Values

/// A formula of an indicator, looked at in one window or as of the date.
struct DerivedKey: Hashable {
    let owner: String
    let name: String
    let days: ClosedRange<CalendarDate>?
}

/// What a formula gave.
struct Derived {
    let reading: Reading
    let source: String
    /// What went in, for the explanation of every indicator that uses it.
    let numbers: [Judgement.Number]
    /// The round of the survey that gave it or something that went in.
    var survey: String?
}

extension KnownMetric {
    fileprivate init(_ reading: Reading, source: String, survey: String?) {
        switch reading {
        case .number(let number): self = .measured(Measured(number: number, source: source, survey: survey))
        // A range is what people may still decide.
        case .range: self = .disputed
        case .missing(let reason): self = reason.isDispute ? .disputed : .unknown
        case .truth: self = .unknown
        }
    }
}

extension Evaluation {
    func known(_ metric: String) throws -> KnownMetric {
        if let reading = recordedReading(of: metric, unit: nil) { return KnownMetric(reading, source: "", survey: nil) }
        guard let place = evaluator.formulaOwners[metric] else { return .unknown }
        let subject = Subject(evaluator.standard.indicators[place])
        guard let derived = try derive(metric, subject, days: nil) else { return .unknown }
        return KnownMetric(derived.reading, source: derived.source, survey: derived.survey)
    }

    /// The survey that the value of a metric is of; `nil` where the inspection recorded the value, or no survey gave it.
    func survey(of name: String, _ subject: Subject) throws -> String? {
        if input.isDisputed(name) || !input.recorded(name).isEmpty { return nil }
        return try derive(name, subject, days: nil)?.survey
    }

    /// The value of a metric: recorded, else by formula. A base that is neither comes from the records of the area.
    func reading(
        of name: String, _ subject: Subject, days: ClosedRange<CalendarDate>? = nil, isBase: Bool = false
    ) throws -> Reading {
        let unit = evaluator.unit(of: name)
        if let reading = recordedReading(of: name, unit: unit) { return reading }
        if let derived = try derive(name, subject, days: days) {
            for number in derived.numbers { trace.add(number) }
            let dated = [days?.text, derived.source.isEmpty ? nil : derived.source].compactMap(\.self)
            note(name, derived.reading, unit: unit ?? subject.unit, source: dated.joined(separator: ": "))
            return derived.reading
        }
        switch isBase ? try input.attribute(.init(subject: subject.level, name: name)) : .unknown {
        case .value(let value, let source):
            let reading = reading(of: value, name)
            note(name, reading, unit: unit, source: source)
            return reading
        case .disputed: return .missing(.disputed(name))
        case .set, .unknown: break
        }
        note(name, nil, unit: unit, source: "")
        return .missing(.unrecorded(name))
    }

    /// - Returns: `nil` when the inspection recorded nothing under the name.
    func recordedReading(of name: String, unit: String?) -> Reading? {
        if input.isDisputed(name) { return .missing(.disputed(name)) }
        guard let value = input.recorded(name), !Value?(value).isEmpty else { return nil }
        let reading = reading(of: value, name)
        note(name, reading, unit: unit, source: "")
        return reading
    }

    /// Keeps what was recorded of a fact for the explanation, whatever its type.
    func noteRecorded(_ fact: FactDeclaration) {
        guard explains, let value = input.recorded(fact.name), !Value?(value).isEmpty else { return }
        let reading = reading(of: value, fact.name)
        let text = if case .missing = reading { JSONValue(value).plainText } else { reading.text }
        trace.add(Judgement.Number(name: fact.name, value: text, unit: fact.unit, source: ""))
    }

    /// Money is held in fen and spoken of in yuan.
    private func reading(of value: Value, _ name: String) -> Reading {
        switch value {
        case .integer(let fen) where evaluator.facts[name]?.type == .money:
            ExactFraction(numerator: Int128(fen), denominator: 100).map(Reading.number) ?? .missing(.tooLarge(name))
        case .integer(let number): .number(ExactFraction(number))
        case .decimal(let number): .number(ExactFraction(number))
        case .boolean(let flag): .truth(flag)
        default: .missing(.unfitting(name))
        }
    }

    /// Keeps a number for the explanation.
    func note(_ name: String, _ reading: Reading?, unit: String?, source: String) {
        guard explains else { return }
        trace.add(Judgement.Number(name: name, value: reading?.text ?? "no data", unit: unit, source: source))
    }

    /// The formula that gives a metric: the indicator's own, else the first in the standard.
    func formula(for name: String, _ subject: Subject) -> (formula: Formula, subject: Subject)? {
        if let formula = subject.formulas[name] { return (formula, subject) }
        guard let place = evaluator.formulaOwners[name] else { return nil }
        let owner = Subject(evaluator.standard.indicators[place])
        return owner.formulas[name].map { ($0, owner) }
    }

    /// - Returns: `nil` when no formula gives the metric.
    private func derive(_ name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?) throws -> Derived? {
        guard let (formula, owner) = formula(for: name, subject) else { return nil }
        let key = DerivedKey(owner: owner.owner, name: name, days: days)
        if let known = derived[key] {
            surveySeen = surveySeen ?? known.survey
            return known
        }
        guard deriving.insert(key).inserted else {
            return Derived(reading: .missing(.circular(name)), source: "", numbers: [])
        }
        let outer = (trace: trace, survey: surveySeen)
        trace = Trace()
        surveySeen = nil
        defer {
            trace = outer.trace
            surveySeen = outer.survey ?? surveySeen
            deriving.remove(key)
        }
        var result: Derived
        if case .query(let query) = formula {
            // The answer is the metric, so that its source is the metric's.
            let answer = try input.answer(query, days: days)
            surveySeen = answer?.survey
            let reading = answer.map(Reading.init) ?? .missing(.unanswered(name))
            result = Derived(reading: reading, source: answer?.source ?? (explains ? query.notation : ""), numbers: [])
        } else {
            let reading = try value(of: formula, named: name, owner, days: days)
            result = Derived(reading: reading, source: explains ? "= \(formula.notation)" : "", numbers: trace.numbers)
        }
        result.survey = surveySeen
        derived[key] = result
        return result
    }
}

extension Evaluator {
    /// The unit that the fact of the name declares.
    func unit(of name: String) -> String? { explains ? facts[name]?.unit : nil }
}

extension JSONValue {
    /// The text itself, without the quotes of JSON.
    fileprivate var plainText: String { if case .string(let text) = self { text } else { text } }
}

extension Reading {
    /// An answer that hangs on records on which people disagree has a range.
    init(_ answer: Measured) {
        self = answer.most == answer.number ? .number(answer.number) : .range(answer.number, answer.most)
    }

    fileprivate var text: String {
        switch self {
        case .number(let number): number.description
        case .truth(let flag): String(flag)
        case .range(let low, let high): "\(low)..\(high)"
        case .missing: "no data"
        }
    }
}

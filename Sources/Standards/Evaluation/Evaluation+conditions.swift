internal import SyncProtocol
internal import Values

extension Evaluation {
    /// The result of a condition; what nobody recorded leaves it undecided.
    func evaluate(_ condition: Condition, _ subject: Subject) throws -> Finding {
        switch condition {
        case .all(let parts): return try join(parts, subject, decidedBy: .unmet, sign: " & ")
        case .any(let parts): return try join(parts, subject, decidedBy: .met, sign: " | ")
        case .attribute(let attribute, let test, let literal):
            let held = try look(up: attribute, subject)
            let truth = held.answer(test, literal)
            var finding = Finding(truth: truth, reason: held.reason(attribute))
            if explains { finding.notation = "\(attribute) = \(held.text) \(test.rawValue) \(literal.notation)" }
            return finding
        }
    }

    private func join(_ parts: [Condition], _ subject: Subject, decidedBy: Truth, sign: String) throws -> Finding {
        let findings = try parts.map { try evaluate($0, subject) }
        var finding = Self.join(findings, decidedBy: decidedBy)
        if explains { finding.notation = findings.map(\.notation).joined(separator: sign) }
        return finding
    }

    /// The inspection's own record wins, then a formula of the name, then the records of the area.
    private func look(up attribute: Condition.Attribute, _ subject: Subject) throws -> Held {
        let name = attribute.name
        if input.isDisputed(name) { return .nothing(.disputed(name)) }
        let held: Held
        var source = ""
        if let value = input.recorded(name), !Value?(value).isEmpty {
            held = Held(value)
        } else if formula(for: name, subject) != nil {
            held = Held(try reading(of: name, subject), name)
        } else {
            switch try input.attribute(attribute) {
            case .unknown: held = .nothing(.unknownAttribute(attribute.description))
            case .value(let value, let from): (held, source) = (Held(value), from)
            case .set(let words, let from): (held, source) = (.words(words), from)
            case .disputed: held = .nothing(.disputed(attribute.description))
            }
        }
        if explains {
            let text = if case .nothing = held { "no data" } else { held.text }
            trace.add(
                Judgement.Number(name: "\(attribute)", value: text, unit: evaluator.unit(of: name), source: source))
        }
        return held
    }
}

/// What is known of an attribute, in the form that a test asks for.
private enum Held {
    case nothing(Reason)
    case number(ExactFraction)
    case flag(Bool)
    case word(String)
    case words([String])

    init(_ value: Value) {
        switch value {
        case .boolean(let flag): self = .flag(flag)
        case .integer(let number): self = .number(ExactFraction(number))
        case .decimal(let number): self = .number(ExactFraction(number))
        case .text(let text), .choice(let text): self = .word(text)
        case .date(let date): self = .word(date.description)
        case .instant(let milliseconds): self = .word(Instant(milliseconds: milliseconds).description)
        case .reference(let id): self = .word(id.description)
        case .tuple(let values):
            self = .words(values.compactMap { if case .word(let word) = Held($0) { word } else { nil } })
        case .null, .erased: self = .words([])
        }
    }

    init(_ reading: Reading, _ name: String) {
        switch reading {
        case .number(let number): self = .number(number)
        case .truth(let flag): self = .flag(flag)
        case .range: self = .nothing(.undecidedItems(name))
        case .missing(let reason): self = .nothing(reason)
        }
    }

    var text: String {
        switch self {
        case .nothing: "unknown"
        case .number(let number): number.description
        case .flag(let flag): String(flag)
        case .word(let word): word
        case .words(let words): "{\(words.joined(separator: ", "))}"
        }
    }

    /// Why a test of the attribute is undecided, if it is.
    func reason(_ attribute: Condition.Attribute) -> Reason {
        if case .nothing(let reason) = self { reason } else { .unfitting(attribute.description) }
    }

    private var isDispute: Bool { if case .nothing(.disputed) = self { true } else { false } }

    func answer(_ test: Condition.Test, _ literal: Condition.Literal) -> Truth {
        if isDispute { return .undecided }
        switch (test, literal) {
        case (.different, .none): return Truth(isRecorded)
        case (.equal, .none): return Truth(!isRecorded)
        case (.contains, .word(let word)): return words.map { Truth($0.contains(word)) } ?? .undecided
        case (.containsNot, .word(let word)): return words.map { Truth(!$0.contains(word)) } ?? .undecided
        default: break
        }
        switch (self, literal) {
        case (.number(let held), .number(let limit)): return test.compare(held, ExactFraction(limit))
        case (.flag(let held), .boolean(let flag)): return test.compare(held, flag)
        case (.word(let held), .word(let word)): return test.compare(held, word)
        default: return .undecided
        }
    }

    private var isRecorded: Bool {
        switch self {
        case .nothing: false
        case .words(let words): !words.isEmpty
        case .number, .flag, .word: true
        }
    }

    /// The members of a set, which is known to be empty while nothing is recorded; a text lists them with commas.
    private var words: [String]? {
        switch self {
        case .nothing(.unknownAttribute): []
        case .words(let words): words
        case .word(let text):
            text.split { ",，、;； ".contains($0) }.map(String.init)
        case .nothing, .number, .flag: nil
        }
    }
}

extension Condition.Test {
    fileprivate func compare(_ held: ExactFraction, _ limit: ExactFraction) -> Truth {
        switch self {
        case .equal: Truth(held == limit)
        case .different: Truth(held != limit)
        case .atLeast: Truth(held >= limit)
        case .moreThan: Truth(held > limit)
        case .atMost: Truth(held <= limit)
        case .lessThan: Truth(held < limit)
        case .contains, .containsNot: .undecided
        }
    }

    /// Words and flags are the same or not; they have no order.
    fileprivate func compare<T: Equatable>(_ held: T, _ other: T) -> Truth {
        switch self {
        case .equal: Truth(held == other)
        case .different: Truth(held != other)
        default: .undecided
        }
    }
}

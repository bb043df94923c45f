internal import Questionnaires
internal import SyncProtocol
internal import Values

/// What a filled form comes to: the cells of a record's `answers`, and what the form has against them.
///
/// Only what was asked and what the form calculates from it goes in; what the device fills in differs between two ways
/// of giving the same answers (Protocol/decisions/0019).
struct FormContent {
    struct Answer: Hashable {
        /// The name of the cell.
        let name: String
        let value: Value
        /// Whether a question asks for it.
        let isAsked: Bool
    }

    let definition: FormDefinition
    var form: String { definition.id }
    var version: String { definition.version }
    /// In the order of the form.
    let answers: [Answer]
    /// Required questions without an answer.
    private(set) var missing: [(name: String, text: Localized)] = []
    /// Answers that break a rule.
    private(set) var faults: [(name: String, text: Localized)] = []

    init(_ session: FormSession) {
        self.init(session, FormWording.violations(of: session))
    }

    init(_ filling: FormFilling) {
        self.init(filling.session, filling.violations)
    }

    private init(
        _ session: FormSession, _ violations: [(code: FormViolation.Code, name: String, text: Localized)]
    ) {
        definition = session.form
        let questions = Dictionary(
            session.form.questions.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        answers = session.answers().filter { !$0.isFromDevice }.map { field in
            Answer(
                name: field.shortName, value: Value(field, of: questions[field.formPath]), isAsked: field.isAsked)
        }
        for violation in violations {
            if violation.code == .required {
                missing.append((violation.name, violation.text))
            } else {
                faults.append((violation.name, violation.text))
            }
        }
    }

    /// Whether nothing was asked of anybody; an answer that was refused was given all the same.
    var isEmpty: Bool { faults.isEmpty && !answers.contains(where: \.isAsked) }

    subscript(name: String) -> Value? { answers.first { $0.name == name }?.value }

    /// The text of an answer; `nil` where there is none.
    func text(_ name: String) -> String? {
        if case .text(let text)? = self[name] { text } else { nil }
    }
}

extension Value {
    /// An answer as records keep it.
    ///
    /// Choices are texts, several of them a tuple in the order in which the form lists them, because in which order
    /// they were ticked says nothing; a ranking keeps its order. A calculation may give what its field's type does not
    /// say, or what no value of the type can hold, such as a day without a type of its own, or a division by zero: then
    /// the text that the instance shows is kept. Nothing is ever left out.
    init(_ field: FilledField, of question: FormQuestion?) {
        switch field.value {
        case .text(let text): self = Self.spelled(text, as: field.type) ?? .text(text)
        case .choice(let text), .time(let text): self = .text(text)
        case .integer(let number): self = .integer(Int64(number))
        case .decimal: self = Self.decimal(field.text) ?? .text(field.text)
        case .boolean(let flag): self = .boolean(flag)
        case .date(let text): self = CalendarDate(text).map { .date($0) } ?? .text(text)
        case .dateTime(let text):
            // The day of a moment depends on the place; a field that is no moment keeps what it shows.
            let instant = field.type == .dateTime ? Instant(text) : nil
            self = instant.map { .instant($0.milliseconds) } ?? .text(text)
        case .geopoint:
            let parts = field.text.split(separator: " ")
            let decimals = parts.compactMap { Self.decimal(String($0)) }
            self = decimals.count == parts.count ? .tuple(decimals) : .text(field.text)
        case .choices(let names):
            var ordered = names
            if let question, question.type == .choices {
                let places = Dictionary(
                    question.choices.enumerated().map { ($0.element.name, $0.offset) },
                    uniquingKeysWith: { first, _ in first })
                ordered.sort { left, right in
                    (places[left] ?? Int.max, left) < (places[right] ?? Int.max, right)
                }
            }
            self = .tuple(ordered.map { .text($0) })
        }
    }

    /// A text that a calculation gives to a field of another type, where it spells a value of that type: what other
    /// tools read from the same instance.
    private static func spelled(_ text: String, as type: FieldType) -> Value? {
        switch type {
        case .date: CalendarDate(text).map { .date($0) }
        case .dateTime: Instant.isKept(text) ? Instant(text).map { .instant($0.milliseconds) } : nil
        case .int: Int32(text).map { .integer(Int64($0)) }
        case .decimal: decimal(text)
        default: nil
        }
    }

    /// The digits that the instance shows; those of very large and very small numbers, which it shows with an exponent,
    /// written out.
    private static func decimal(_ text: String) -> Value? {
        if let exact = ExactDecimal(text) { return .decimal(exact) }
        switch JSONValue(parsing: Array(text.utf8)) {
        case .integer(let number)?: return .decimal(ExactDecimal(number))
        case .number(let digits)?: return ExactDecimal(digits).map { .decimal($0) }
        default: return nil
        }
    }
}

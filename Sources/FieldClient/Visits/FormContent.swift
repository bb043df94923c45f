internal import Questionnaires
internal import SyncProtocol

/// What a filled form comes to: the cells of a record's `answers`, and what the form has against them.
///
/// Only what was asked and what the form calculates from it goes in; what the device fills in differs between two ways
/// of giving the same answers (Protocol/decisions/0017).
struct FormContent {
    struct Answer: Hashable {
        let name: String
        let value: Value
        /// Whether a question asks for it.
        let isAsked: Bool
    }

    let form: String
    let version: String
    /// In the order of the form.
    let answers: [Answer]
    /// Required questions without an answer.
    let missing: [FormViolation]
    /// Answers that break a rule.
    let faults: [FormViolation]

    init(_ session: FormSession, violations: [FormViolation]? = nil) {
        let violations = violations ?? session.validateAll()
        form = session.form.id
        version = session.form.version
        answers = session.answers().filter { !$0.isFromDevice }.compactMap { field in
            Value(field.value, orderedBy: session.form.questions.first { $0.path == field.formPath }).map {
                Answer(name: field.shortName, value: $0, isAsked: field.isAsked)
            }
        }
        missing = violations.filter { $0.code == .required }
        faults = violations.filter { $0.code != .required }
    }

    var isEmpty: Bool { !answers.contains(where: \.isAsked) }

    subscript(name: String) -> Value? { answers.first { $0.name == name }?.value }
}

extension Value {
    /// An answer as records keep it; `nil` for one that cannot be kept.
    ///
    /// Choices are texts, several of them a tuple in the order in which the form lists them, because in which order
    /// they were ticked says nothing; a ranking keeps its order.
    init?(_ answer: FormValue, orderedBy question: FormQuestion?) {
        switch answer {
        case .text(let text), .choice(let text), .time(let text): self = .text(text)
        case .integer(let number): self = .integer(Int64(number))
        case .decimal(let number):
            guard let decimal = Self.decimal(number) else { return nil }
            self = decimal
        case .boolean(let flag): self = .boolean(flag)
        case .date(let text):
            guard let date = CalendarDate(text) else { return nil }
            self = .date(date)
        case .dateTime(let text):
            guard let instant = Instant(text) else { return nil }
            self = .instant(instant.milliseconds)
        case .geopoint(let numbers):
            let decimals = numbers.compactMap(Self.decimal)
            guard decimals.count == numbers.count else { return nil }
            self = .tuple(decimals)
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

    private static func decimal(_ number: Double) -> Value? { ExactDecimal("\(number)").map { .decimal($0) } }
}

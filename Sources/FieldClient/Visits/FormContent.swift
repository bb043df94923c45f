internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

/// The result of a filled form: the cells of a record's `answers`, and what the form has against them.
///
/// Only what was asked and what the form calculates from it goes in; what the device fills in differs between two ways
/// of giving the same answers (Protocol/decisions/0019).
struct FormContent {
    struct HeldAnswer: Hashable {
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
    let answers: [HeldAnswer]
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
            HeldAnswer(
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

/// A form filled at once, with what it has against the answers in both languages.
struct FormFilling {
    /// The answers, from either of the two ways in which they are handed in.
    enum Answers {
        case named([JSONValue.Member])
        /// All that a filled form was shown to hold.
        case shown([JSONValue.Member])
        case instance(String)
    }

    let session: FormSession
    /// In the order of the form; the messages are the form's own where it has some.
    let violations: [(code: FormViolation.Code, name: String, text: Localized)]

    /// - Throws: ``FormFaults`` when the answers are none of this form.
    init(_ form: FormDefinition, _ answers: Answers, environment: FormEnvironment) throws {
        session = try FormSession(form, language: form.language(for: "zh"), environment: environment)
        let found = try Self.fill(session, answers)
        guard !found.isEmpty else {
            violations = []
            return
        }
        let english = try FormSession(form, language: form.language(for: "en"), environment: environment)
        violations = FormWording.merge(found, try Self.fill(english, answers), of: form)
    }

    private static func fill(_ session: FormSession, _ answers: Answers) throws -> [FormViolation] {
        switch answers {
        case .named(let members), .shown(let members):
            guard case .object(let input) = FormInput(members) else { return [] }
            let isWhole = if case .shown = answers { true } else { false }
            return try session.fill(input, isWhole: isWhole)
        case .instance(let xml): return try session.fill(instance: xml)
        }
    }
}

/// What a form says, in both languages of the program.
enum FormWording {
    static func merge(
        _ chinese: [FormViolation], _ english: [FormViolation], of form: FormDefinition
    ) -> [(code: FormViolation.Code, name: String, text: Localized)] {
        let others = Dictionary(english.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return chinese.map { violation in
            let other = others[violation.path] ?? violation
            let text = Localized(
                zh: violation.formMessage ?? violation.message.zh, en: other.formMessage ?? other.message.en)
            return (violation.code, name(of: violation.path, in: form), text)
        }
    }

    /// Gives a session one answer; the session speaks the language afterwards that it spoke before.
    ///
    /// - Returns: What the form has against the answer, in both languages of the program; `nil` when it is taken.
    static func refusal(of answer: FormAnswer, at path: String, by session: FormSession) -> Localized? {
        let language = session.language
        defer { session.language = language }
        session.language = session.form.language(for: "zh")
        guard case .refused(let violation) = session.answer(at: path, answer) else { return nil }
        guard let chinese = violation.formMessage else { return violation.message }
        // What is refused changes nothing, so that it can be asked again.
        session.language = session.form.language(for: "en")
        guard case .refused(let other) = session.answer(at: path, answer) else { return violation.message }
        return Localized(zh: chinese, en: other.formMessage ?? other.message.en)
    }

    /// What still is wrong with an open session.
    static func violations(of session: FormSession) -> [(code: FormViolation.Code, name: String, text: Localized)] {
        let language = session.language
        defer { session.language = language }
        session.language = session.form.language(for: "zh")
        let chinese = session.validateAll()
        guard !chinese.isEmpty else { return [] }
        session.language = session.form.language(for: "en")
        return merge(chinese, session.validateAll(), of: session.form)
    }

    /// The question's own name where that is unmistakable, else its path below the root.
    private static func name(of path: String, in form: FormDefinition) -> String {
        let steps = path.split(separator: "/").map(String.init)
        if !path.contains("["), let last = steps.last, form.question(last) != nil { return last }
        return steps.dropFirst().joined(separator: "/")
    }
}

extension FormDefinition {
    /// Whether the form takes something under a plain name: that of a question, or of a group or repeat that holds one, in
    /// reach from the root. What it calculates itself it does not take.
    func asks(_ name: String) -> Bool {
        questions.contains { question in
            guard !question.isCalculated else { return false }
            let steps = question.path.split(separator: "/").dropFirst()
            // What lies within a repeat is in reach from within only.
            let depth = question.repeats.first.map { $0.split(separator: "/").count - 1 } ?? steps.count
            return steps.prefix(depth).contains { $0 == name }
        }
    }
}

extension FormContent {
    /// The outcome of a visit that the form works out, as the household survey does when no adult is there. It is the
    /// visit's and no answer; whatever else a form asks or works out is an answer, also under the name of a field of the
    /// visit (Protocol/decisions/0019).
    var calculatedOutcome: VisitOutcome? {
        answers.first { $0.name == .outcome && !$0.isAsked }.flatMap { answer in
            if case .text(let text) = answer.value { VisitOutcome(rawValue: text) } else { nil }
        }
    }

    /// Names of the answers that go elsewhere than into the visit.
    var namesLeftOut: Set<String> {
        (isSurvey ? VisitOpinions.contactAnswers : []).union(calculatedOutcome == nil ? [] : [FieldName.outcome.text])
    }

    /// Whether this is the household survey, from which opinions come (survey.yaml, `creates`).
    var isSurvey: Bool { form == HeldForms.defaultForm }
}

extension Field {
    /// What a person types for a field of a visit, as JSON; an array for a union. Its elements are parted by commas,
    /// semicolons or blanks: they are logins, and choices, which have none.
    func json(of text: String) throws(FieldFault) -> JSONValue {
        try checkSigns(of: text)
        guard policy == .union else { return JSONValue(try read(text), members: members.map(\.name)) }
        var elements: [JSONValue] = []
        let isSeparator = { (sign: Unicode.Scalar) in
            sign.properties.isWhitespace || ",，、;；".unicodeScalars.contains(sign)
        }
        for word in text.parts(whereSeparator: isSeparator) {
            elements.append(JSONValue(try read(word), members: members.map(\.name)))
        }
        return .array(elements)
    }
}

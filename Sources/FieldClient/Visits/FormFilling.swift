internal import Questionnaires
internal import SyncProtocol
internal import Values

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

    /// - Parameters:
    ///   - form: The form.
    ///   - answers: The answers.
    ///   - environment: The device and the moment.
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

    /// Gives a session one answer.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - path: Of the question in the instance.
    ///   - session: It speaks the language that it spoke before.
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
    static func violations(
        of session: FormSession
    ) -> [(code: FormViolation.Code, name: String, text: Localized)] {
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

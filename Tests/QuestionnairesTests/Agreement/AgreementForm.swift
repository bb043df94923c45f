import Foundation
import Questionnaires
import Testing

/// One folder of `forms/`: a form, its answers, and JavaRosa's instance.
struct AgreementForm: CustomStringConvertible, Sendable {
    let name: String

    var description: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "forms")

    static let all: [AgreementForm] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map(AgreementForm.init(name:))
    }()

    func text(_ file: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: name).appending(path: file), encoding: .utf8)
    }

    func script() throws -> AnswerScript {
        try JSONDecoder().decode(AnswerScript.self, from: Data(text("answers.json").utf8))
    }

    func definition() throws -> FormDefinition {
        try FormDefinition.parse(xml: text("form.xml"), resources: FormResources { name in try? text(name) })
    }

    /// A session at a fixed moment and place, new or resumed.
    ///
    /// - Parameters:
    ///   - definition: The form, parsed; `nil` to parse it.
    ///   - instance: The instance to resume; `nil` for a new one.
    /// - Returns: The session.
    /// - Throws: When the form or the instance is refused.
    func session(of definition: FormDefinition? = nil, resuming instance: String? = nil) throws -> FormSession {
        let form = try definition ?? self.definition()
        let environment = FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_772_619_330_000) }, utcOffsetMinutes: 480, instanceID: "uuid:1",
            properties: ["deviceid": "device-1", "username": "enumerator-1"], uuid: { "2" }, random: { 0.5 })
        let language = try script().language
        guard let instance else { return try FormSession(form, language: language, environment: environment) }
        return try FormSession(form, resuming: instance, language: language, environment: environment)
    }
}

/// Answers in the order they are given, and what became of them in JavaRosa.
struct AnswerScript: Decodable {
    let language: String?
    let volatile: [String]?
    let invalid: String?
    let answers: [ScriptedAnswer]

    /// Endings of the paths whose values differ from run to run.
    var changing: [String] { ["/meta/instanceID"] + (volatile ?? []) }
}

/// A path and a value; the path `+` opens the repeat that the value names, `-` deletes its entry.
struct ScriptedAnswer: Decodable {
    let path: String
    let value: String
    /// Why JavaRosa refused it; `nil` when it took it.
    let refusal: String?

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        path = try container.decode(String.self)
        value = try container.decode(String.self)
        refusal = container.isAtEnd ? nil : try container.decode(String.self)
    }

    /// Gives the answer to a session.
    ///
    /// - Parameter session: The session.
    /// - Returns: Why it was refused, in the words of the answers files; `nil` when it was taken.
    func give(to session: FormSession) -> String? {
        do throws(FormViolation) {
            switch path {
            case "+": try session.addRepeat(value)
            case "-": try session.removeRepeat(value)
            default:
                if case .refused(let violation) = session.answer(at: path, value.isEmpty ? .none : .text(value)) {
                    return Self.word(violation.code)
                }
            }
            return nil
        } catch {
            return Self.word(error.code)
        }
    }

    /// A question that is not there and one that does not apply look alike to someone who swipes through a form.
    private static func word(_ code: FormViolation.Code) -> String {
        switch code {
        case .notRelevant, .unknown: "notRelevant"
        default: code.rawValue
        }
    }
}

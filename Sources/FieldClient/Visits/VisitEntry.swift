internal import CommunityModel
public import SyncProtocol
public import Values

/// A visit as people see it.
public struct VisitEntry: Sendable {
    /// The type `visit`.
    let type: RecordType?
    public let id: RecordID
    public let household: RecordID?
    public let author: String
    public let device: String
    public let writtenAt: Instant
    /// The visit's own fields by name, in the order of the schema.
    public let fields: [JSONValue.Member]
    /// Fields and answers of the form by name, as `visit add` takes them. Of a name that a field and a question of the
    /// form share it is the question's.
    public let answers: [JSONValue.Member]
    /// Names of the fields in conflict.
    public let conflicts: [String]
    public let isDeleted: Bool

    /// The answers as they are shown: null in the place of those that serve aggregates alone.
    public var shownAnswers: [JSONValue.Member] { veil.shown(answers) }

    /// Names of the answers that are withheld.
    public var withheld: [String] { answers.map(\.name).filter(veil.hides(answer:)) }

    private var veil: AnswerVeil {
        let form: String? = if case .string(let form)? = answer("form") { form } else { nil }
        return AnswerVeil(type, form: form)
    }

    /// A field of the visit, or else an answer of its form.
    public func answer(_ name: String) -> JSONValue? {
        fields.first { $0.name == name }?.value ?? answers.first { $0.name == name }?.value
    }

    /// The fields whose name a question of the form has too.
    public var shadowed: [JSONValue.Member] {
        fields.filter { field in answers.first { $0.name == field.name } != field }
    }
}

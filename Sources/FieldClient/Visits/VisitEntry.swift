internal import CommunityModel
public import SyncProtocol

/// A visit as people see it.
public struct VisitEntry: Sendable {
    /// The type `visit`.
    let type: RecordType?
    public let id: RecordID
    public let household: RecordID?
    public let author: String
    public let device: String
    public let writtenAt: Instant
    /// Declared fields and answers by name, in the order of the schema.
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

    public func answer(_ name: String) -> JSONValue? { answers.first { $0.name == name }?.value }
}

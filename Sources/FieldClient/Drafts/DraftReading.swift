internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
public import Values

/// A visit under way as people see it.
public struct DraftEntry: Encodable, Sendable {
    /// The visit under way.
    public let draft: VisitDraft
    /// The visit's own fields and the answers so far by name, those of the publicity record as an object under
    /// `publicity`; contact data is left out.
    public let answers: [JSONValue.Member]
    private let redaction: AnswerRedaction
    /// What the person should know about what is shown.
    public let notices: [Localized]

    /// The answers as they are shown: null in the place of those that serve aggregates alone.
    public var shownAnswers: [JSONValue.Member] { redaction.shown(answers) }

    /// Names of the answers that are withheld.
    public var withheld: [String] { answers.map(\.name).filter(redaction.hides(answer:)) }

    fileprivate init(_ draft: VisitDraft, answers: [JSONValue.Member], notices: [Localized], type: RecordType) {
        self.draft = draft
        self.answers = answers
        self.notices = notices
        redaction = AnswerRedaction(type, form: draft.questionnaire?.form)
    }

    private enum Key: String, CodingKey { case answers, conflicts, notices, withheld }

    /// The keys of the draft, and what was said so far.
    public func encode(to encoder: any Encoder) throws {
        try draft.encode(to: encoder)
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(JSONValue.object(shownAnswers), forKey: .answers)
        try json.encode([String](), forKey: .conflicts)
        try json.encode(notices.map(\.en), forKey: .notices)
        if !withheld.isEmpty { try json.encode(withheld, forKey: .withheld) }
    }
}

extension VisitDrafts {
    /// What was said so far at a visit under way. Also a draft whose form is lost is shown whole, by the names in it.
    ///
    /// - Parameter draft: The draft.
    /// - Returns: Its answers.
    /// - Throws: ``Failure`` `schema_lacks_type`; ``StoreError``.
    public func entry(of draft: VisitDraft) throws -> DraftEntry {
        let type = try type(RecordTypes.visit)
        var answers = draft.fields
        var notices: [Localized] = []
        if let form = draft.questionnaire {
            // What the form works out under the name of a field of the visit is that field and no answer.
            answers += try said(form, of: draft, &notices).filter { answer in
                type.field(named: answer.name) == nil && !draft.fields.contains { $0.name == answer.name }
            }
        }
        if let form = draft.publicity {
            answers.append(JSONValue.Member("publicity", .object(try said(form, of: draft, &notices))))
        }
        let notes = VisitSubmission.notes(draft.questionnaire) + VisitSubmission.notes(draft.publicity)
        if !notes.isEmpty { answers.append(JSONValue.Member(.answerNotes, .array(notes.map { .string($0) }))) }
        return DraftEntry(draft, answers: answers, notices: notices, type: type)
    }

    /// The answers of one form; contact data goes to where it is needed and is shown nowhere else.
    private func said(
        _ form: FormDraft, of draft: VisitDraft, _ notices: inout [Localized]
    ) throws -> [JSONValue.Member] {
        let members: [JSONValue.Member]
        do {
            members = FormContent(try session(for: form, of: draft)).answers.map { .init($0.name, JSONValue($0.value)) }
        } catch let failure as Failure {
            notices.append(
                Localized(
                    zh: "\(failure.message.zh)以下答案按名称列出，没有按问卷核对。",
                    en: "\(failure.message.en) Its answers are shown by name as they were typed, unchecked."))
            let texts = (try? FormDefinition.texts(ofInstance: form.instance)) ?? []
            members = texts.map { .init($0.name, .string($0.text)) }
        }
        return members.filter { !VisitOpinions.contactAnswers.contains($0.name) }
    }
}

public import SyncProtocol
public import Values

/// What of a record's answers is withheld from whoever looks at the record: those that serve aggregates alone
/// (``SurveyPrivacy``). They lie in the store, travel and count as all others do.
///
/// Answers of other forms than the household survey are never withheld; answers of no form are, because their names are
/// all that tells what they are.
public struct AnswerVeil: Sendable {
    /// The fields of a visit that hold answers, and notes on answers; `nil` where nothing is withheld.
    private let answers: FieldNumber?
    private let notes: FieldNumber?

    /// - Parameters:
    ///   - type: The record's type; `nil` when the schema does not know it.
    ///   - form: What the record holds in its field `form`; `nil` or empty for answers of no form.
    public init(_ type: RecordType?, form: String?) {
        let isSurvey = (form ?? "").isEmpty || form == SurveyPrivacy.survey
        let veiled = type?.number == RecordTypes.visit && isSurvey ? type : nil
        answers = veiled?.field(named: "answers")?.number
        notes = veiled?.field(named: "answer_notes")?.number
    }

    /// Whether a value of a field or cell is withheld.
    public func hides(_ key: FieldKey, _ value: Value) -> Bool {
        if key.field == notes, case .text(let note) = value { return hides(answer: Self.name(ofNote: note)) }
        return hides(key)
    }

    /// Whether every value of a field or cell is withheld.
    public func hides(_ key: FieldKey) -> Bool {
        key.field == answers && hides(answer: String(decoding: key.cell, as: UTF8.self))
    }

    /// Whether the answer of a name is withheld. Contact data has no place in a visit; where it got into one before that
    /// was checked, it is not shown either.
    public func hides(answer name: String) -> Bool {
        answers != nil && (SurveyPrivacy.isForAggregates(name) || SurveyPrivacy.isContact(name))
    }

    /// Answers, and the notes on them, as they are shown: null in the place of those that are withheld.
    public func shown(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
        members.map { member in
            if hides(answer: member.name) { return JSONValue.Member(member.name, .null) }
            guard member.name == "answer_notes", case .array(let notes) = member.value else { return member }
            return JSONValue.Member(member.name, .array(notes.map(shown(note:))))
        }
    }

    /// Of a note on an answer that is withheld the name remains.
    private func shown(note: JSONValue) -> JSONValue {
        guard case .string(let text) = note, case let name = Self.name(ofNote: text), hides(answer: name) else {
            return note
        }
        return .string(name)
    }

    /// Notes begin with the path of their question (`A/A02: ...`).
    private static func name(ofNote note: String) -> String { note.divided(at: ":")?.before ?? note }
}

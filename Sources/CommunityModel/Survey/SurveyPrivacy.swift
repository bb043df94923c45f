public import SyncProtocol
public import Values

/// What keeps figures and records from telling how one household answered (domain.md 6.11).
public enum SurveyPrivacy {
    /// The fewest answers to a sensitive question that a figure may rest on. Statistical offices commonly suppress cells
    /// of fewer than 3 to 10 respondents; 5 is the middle way that Eurostat's handbook on disclosure control names.
    public static let respondentsMin = 5

    /// The form whose questions the sets below name.
    public static let survey = "household-survey"

    /// Questions that survey.yaml marks as for aggregates alone: residence status (A02, "never shown outside aggregates"),
    /// housing (A03, "aggregate only") and the intimate one (B06). Their answers count, and are shown to nobody
    /// household by household.
    public static let aggregateQuestions: Set<String> = ["A02", "A03", "B06"]

    /// Questions whose answer is contact data: it goes into the opinion that it serves and nowhere else.
    public static let contactQuestions: Set<String> = ["K05"]

    /// Whether a figure must not be shown.
    ///
    /// Only answers that are counted make a figure safe: of four who would not say and one who did, the share tells what
    /// the one said.
    ///
    /// - Parameters:
    ///   - rate: The rate.
    ///   - count: The result in one community.
    /// - Returns: `true` for a sensitive rate with some answers of any kind and too few that are counted; none at all tells
    ///   nothing.
    public static func suppresses(_ rate: SurveyRate, _ count: SurveyTally.Count) -> Bool {
        rate.sensitive == true && count.valid + count.excluded + count.unmapped > 0 && count.valid < respondentsMin
    }

    /// Whether a name means a question for aggregates, however it is written: as a path, with the number of an entry, in
    /// small letters or full width.
    public static func isForAggregates(_ name: String) -> Bool { !aggregateQuestions.isDisjoint(with: words(of: name)) }

    /// Whether a name means a question about contact data, however it is written.
    public static func isContact(_ name: String) -> Bool { !contactQuestions.isDisjoint(with: words(of: name)) }

    /// The parts of a path in capitals and half width, without signs that are not seen.
    private static func words(of name: String) -> [String] {
        name.withoutIgnorable.halfwidth.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.uppercased() }
    }
}

/// What of a record's answers is withheld from whoever looks at the record: those that serve aggregates alone
/// (``SurveyPrivacy``). They lie in the store, travel and count as all others do.
///
/// Answers of other forms than the household survey are never withheld; answers of no form are, because their names are
/// all that tells what they are.
public struct AnswerRedaction: Sendable {
    /// The fields of a visit that hold answers, and notes on answers; `nil` where nothing is withheld.
    private let answers: FieldNumber?
    private let notes: FieldNumber?

    /// - Parameters:
    ///   - type: The record's type; `nil` when the schema does not know it.
    ///   - form: What the record holds in its field `form`; `nil` or empty for answers of no form.
    public init(_ type: RecordType?, form: String?) {
        let isSurvey = (form ?? "").isEmpty || form == SurveyPrivacy.survey
        let veiled = type?.number == RecordTypes.visit && isSurvey ? type : nil
        answers = veiled?.field(named: .answers)?.number
        notes = veiled?.field(named: .answerNotes)?.number
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
            guard member.name == FieldName.answerNotes.text, case .array(let notes) = member.value else {
                return member
            }
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

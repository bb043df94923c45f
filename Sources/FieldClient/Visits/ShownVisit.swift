internal import CommunityModel
internal import SyncProtocol
internal import Values

/// What was said at a visit, as `visit show --json` prints it: the object with its key `answers`, or that key's value
/// alone.
///
/// It is taken again as another visit. What it says of the record (whose it is, who wrote it, what is in conflict) does not
/// speak of the new one, and null stands where an answer is withheld and stays unstated.
struct ShownVisit {
    /// Fields of the visit and answers of its form by name.
    let members: [JSONValue.Member]
    /// Fields of the visit whose name a question or calculation of the form has too.
    private(set) var fields: [JSONValue.Member] = []
    /// The form that the answers fill; `nil` for answers of none.
    private(set) var form: String?
    /// `nil` for the newest: a visit under way does not say.
    private(set) var version: String?

    /// What the object says of the record and not of the visit.
    private static let keysOfRecord: Set<String> = [
        "answers", "author", "conflicts", "deleted", "device", "fields", "forms", "household", "id", "notices",
        "opinions", "startedAt", "status", "withheld", "writtenAt",
    ]

    /// - Parameter members: Of a JSON object; `nil` is made of one that is something else.
    /// - Throws: ``Failure`` `answers_invalid` for a name that stands in `answers` and beside it.
    init?(_ members: [JSONValue.Member]) throws {
        let object = JSONValue.object(members)
        guard case .object(let answers)? = object["answers"], case .string? = object["id"],
            case .array? = object["conflicts"]
        else {
            guard let form = Self.text(.form, in: members), let version = Self.text(.formVersion, in: members) else {
                return nil
            }
            self.members = members
            (self.form, self.version) = (form, version)
            return
        }
        // Somebody may have added to it.
        let beside = members.filter { member in
            switch (member.name, member.value) {
            // What a save made of it; an object holds answers.
            case ("publicity", .string), ("publicity", .null): false
            case (FieldName.round, _) where Self.text(.round, in: answers) != nil: false
            default: !Self.keysOfRecord.contains(member.name)
            }
        }
        var problems = InputProblems()
        for member in beside where answers.contains(where: { $0.name == member.name }) {
            problems.add(at: Localized(member.name), Localized(zh: "写了两次。", en: "is given twice."))
        }
        try problems.throwIfAny(code: "answers_invalid")
        self.members = answers + beside
        if case .object(let shadowed)? = object["fields"] { fields = shadowed }
        form = Self.text(.form, in: fields) ?? Self.text(.form, in: answers)
        version = Self.text(.formVersion, in: fields) ?? Self.text(.formVersion, in: answers)
        if form == nil, case .array(let forms)? = object["forms"] {
            form = forms.compactMap { if case .string(let id) = $0 { id } else { nil } }
                .first { $0 != HeldForms.publicityForm }
        }
    }

    /// Whether a name that a field of the visit has too is the form's here.
    func isForm(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// The answers, without the notes of which only the name of their question is told.
    func told(_ type: RecordType) -> [JSONValue.Member] {
        let redaction = AnswerRedaction(type, form: form)
        return members.map { member in
            guard member.name == .answerNotes, case .array(let notes) = member.value else { return member }
            let told = notes.filter { if case .string(let text) = $0 { !redaction.hides(answer: text) } else { true } }
            return JSONValue.Member(member.name, .array(told))
        }
    }

    private static func text(_ name: FieldName, in members: [JSONValue.Member]) -> String? {
        if case .string(let text)? = members.first(where: { $0.name == name })?.value { text } else { nil }
    }
}

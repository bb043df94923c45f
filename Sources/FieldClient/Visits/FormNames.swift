internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

extension FormDefinition {
    /// Whether the form takes something under a name: that of a question, or of a group or repeat that holds one, in
    /// reach from the root. What it calculates itself it does not take.
    ///
    /// - Parameter name: A plain name.
    /// - Returns: Whether it does.
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
        answers.first { $0.name == "outcome" && !$0.isAsked }.flatMap { answer in
            if case .text(let text) = answer.value { VisitOutcome(rawValue: text) } else { nil }
        }
    }

    /// Names of the answers that go elsewhere than into the visit.
    var namesLeftOut: Set<String> {
        (isSurvey ? VisitOpinions.contactAnswers : []).union(calculatedOutcome == nil ? [] : ["outcome"])
    }

    /// Whether this is the household survey, from which opinions come (survey.yaml, `creates`).
    var isSurvey: Bool { form == FieldStore.defaultForm }
}

extension Field {
    /// What a person types for a field of a visit, as JSON. The elements of a union are parted by commas, semicolons or
    /// blanks: they are logins, and choices, which have none.
    ///
    /// - Parameter text: The text; empty for nothing.
    /// - Returns: The value; an array for a union.
    /// - Throws: ``FieldFault``.
    func json(of text: String) throws(FieldFault) -> JSONValue {
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

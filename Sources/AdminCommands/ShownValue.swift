internal import AdminProtocol
internal import CommandKit
internal import Values

/// Values of fields.
enum ShownValue {
    /// The value of a JSON text; a string when the text is not JSON.
    static func json(_ text: String) -> JSONValue {
        JSONValue(parsing: Array(text.utf8)) ?? .string(text)
    }

    /// The value for people.
    static func text(_ value: JSONValue, _ output: Output) -> String {
        switch value {
        case .null: output.text(Localized(zh: "（空）", en: "(empty)"))
        case .boolean(let flag): output.text(Localized(flag))
        case .integer(let number): String(number)
        case .number(let digits): digits
        case .string(let text): text
        case .array(let elements): elements.map { Self.text($0, output) }.joined(separator: ", ")
        case .object(let members):
            members.map { "\($0.name) \(Self.text($0.value, output))" }.joined(separator: ", ")
        }
    }
}

/// The values of a conflict for people.
struct CandidateText {
    private let conflict: ConflictRecord
    /// Of visits' outcomes, by code.
    private let titles: [String: Localized]
    private let output: Output

    init(_ conflict: ConflictRecord, titles: [String: Localized], _ output: Output) {
        self.conflict = conflict
        self.titles = titles
        self.output = output
    }

    /// One of the values; of a visit, what one has to know to choose it.
    func text(_ candidate: ConflictRecord.Candidate) -> String {
        guard let visit = candidate.visit else { return text(candidate.value) }
        let day = LocalTime.text(visit.startedAt).prefix(10)
        let id = ShownValue.text(candidate.value, output)
        let outcome = visit.outcome.map { titles[$0].map(output.text) ?? $0 } ?? ""
        let people = visit.enumerators.joined(separator: ", ")
        return output.text(
            Localized(
                zh: "\(outcome)，\(day)，\(people)，\(visit.answers) 个答案（\(id)）",
                en: "\(outcome), \(day), \(people), \(visit.answers) answers (\(id))"))
    }

    /// Any value of the conflict's field.
    func text(_ value: JSONValue) -> String {
        guard !conflict.withheld else { return output.text(Localized(zh: "（不显示）", en: "(withheld)")) }
        return ShownValue.text(value, output)
    }
}

internal import AdminProtocol
internal import CommandKit
internal import SyncProtocol
internal import Values

/// The values of a conflict for people.
struct CandidateText {
    private let conflict: ConflictRecord
    private let output: Output

    init(_ conflict: ConflictRecord, _ output: Output) {
        self.conflict = conflict
        self.output = output
    }

    /// One of the values; of a visit, what one has to know to choose it.
    func text(_ candidate: ConflictRecord.Candidate) -> String {
        guard let visit = candidate.visit else { return text(ShownValue.json(candidate.valueJSON)) }
        let environment = CommandEnvironment.variables
        let day = String(LocalTime.text(visit.startedAt, environment: environment).prefix(10))
        let id = ShownValue.text(ShownValue.json(candidate.valueJSON), output)
        let outcome = visit.outcomeTitle.map(output.text) ?? visit.outcome ?? ""
        let people = visit.enumerators.joined(separator: ", ")
        return output.text(
            Localized(
                zh: "\(outcome)，\(day)，\(people)，\(visit.answers) 个答案（\(id)）",
                en: "\(outcome), \(day), \(people), \(visit.answers) answers (\(id))"))
    }

    /// Any value of the conflict's field.
    func text(_ value: JSONValue) -> String {
        guard conflict.withheld != true else { return output.text(Localized(zh: "（不显示）", en: "(withheld)")) }
        return ShownValue.text(value, output)
    }
}

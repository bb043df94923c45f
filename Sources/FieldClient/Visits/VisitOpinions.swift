internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

/// The opinions that come from a visit: from the last section of the household survey (survey.yaml, K01 to K05), from each
/// problem that was seen (G05), and from a promise that was made at the door. Their ids follow from the visit, so that it
/// can be opened again.
struct VisitOpinions {
    /// Answers that go into the opinion alone: contact data serves the reply and nothing else (domain.md 6.11).
    static let contactAnswers = SurveyPrivacy.contactQuestions

    /// The question whose ticks become opinions.
    static let problemQuestion = "G05"
    /// What may be ticked there and is no problem.
    private static let noProblems: Set<String> = ["none", "dont_know", "refused"]

    let type: RecordType
    let visit, household: RecordID
    let area: String

    /// The records that a visit can make, by the problems that may be ticked, in the order in which they are told.
    static func keys(of visit: RecordID, problems codes: [String]) -> [RecordKey] {
        [heard(visit), promised(visit)] + codes.map { problem($0, visit) }
    }

    /// The one that may hold how to reach the resident.
    static func heard(_ visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-opinion-1", from: [visit.bytes])
        return RecordKey(id: id, type: RecordTypes.opinion)
    }

    private static func promised(_ visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-promise-1", from: [visit.bytes])
        return RecordKey(id: id, type: RecordTypes.opinion)
    }

    private static func problem(_ code: String, _ visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-problem-1", from: [visit.bytes, Array(code.utf8)])
        return RecordKey(id: id, type: RecordTypes.opinion)
    }

    /// Adds what the resident said, when anything was said. Other forms may ask under the same names; what they ask is
    /// an answer like any other.
    mutating func add(
        heardIn content: FormContent, to visitContent: inout VisitContent, _ problems: inout InputProblems
    ) {
        guard content.isSurvey, let text = content.text("K01") else { return }
        let key = Self.heard(visit)
        begin(key, in: &visitContent)
        add("text", text, asked: "K01", to: key, &visitContent, &problems)
        add("category", content.text("K02"), asked: "K02", to: key, &visitContent, &problems)
        add("place", content.text("K03"), asked: "K03", to: key, &visitContent, &problems)
        if case .tuple(let numbers)? = content["K03_geo"], numbers.count >= 2 {
            visitContent.add(key, type.field(named: "position"), .tuple(Array(numbers.prefix(2))))
        }
        if let wanted = content.text("K04") {
            visitContent.add(key, type.field(named: "reply_wanted"), .boolean(wanted == "true"))
        }
        add("contact", content.text("K05"), asked: "K05", to: key, &visitContent, &problems)
    }

    /// Adds one opinion for each problem that was ticked.
    mutating func add(
        problemsIn content: FormContent, to visitContent: inout VisitContent, _ problems: inout InputProblems
    ) {
        guard content.isSurvey, case .tuple(let ticked)? = content[Self.problemQuestion] else { return }
        let choices = content.definition.question(Self.problemQuestion)?.choices ?? []
        let categories = type.field(named: "category")?.choices.map(\.code) ?? []
        for case .text(let code) in ticked where !Self.noProblems.contains(code) {
            let key = Self.problem(code, visit)
            let label = choices.first { $0.name == code }?.label
            let said = label.flatMap { $0.plain(in: content.definition.language(for: "zh")) } ?? code
            begin(key, in: &visitContent)
            let other = code == "other" ? content.text(Self.problemQuestion + "_other") : nil
            add("text", other ?? said, asked: Self.problemQuestion, to: key, &visitContent, &problems)
            // A later version of the form may list what no category is declared for.
            let category = categories.contains(code) ? code : "other"
            add("category", category, asked: Self.problemQuestion, to: key, &visitContent, &problems)
        }
    }

    /// Adds a promise and its date, when one was made.
    mutating func add(
        promisedIn content: FormContent, to visitContent: inout VisitContent, _ problems: inout InputProblems
    ) {
        guard let promise = content.text("promise") else { return }
        let key = Self.promised(visit)
        begin(key, in: &visitContent)
        add("text", promise, asked: "promise", to: key, &visitContent, &problems)
        add("promise", promise, asked: "promise", to: key, &visitContent, &problems)
        if let due = content["promise_due"] { visitContent.add(key, type.field(named: "promise_date"), due) }
    }

    private func begin(_ key: RecordKey, in visitContent: inout VisitContent) {
        visitContent.add(key, type.field(named: .area), .text(area))
        visitContent.add(key, type.field(named: .household), .reference(household))
        visitContent.add(key, type.field(named: "visit"), .reference(visit))
        visitContent.add(key, type.field(named: "source"), .choice("visit"))
        visitContent.add(key, type.field(named: "state"), .choice("new"))
    }

    private func add(
        _ name: String, _ text: String?, asked: String, to key: RecordKey, _ visitContent: inout VisitContent,
        _ problems: inout InputProblems
    ) {
        guard let text, let field = type.field(named: name) else { return }
        do throws(FieldFault) {
            visitContent.add(key, field, try field.read(text))
        } catch {
            problems.add(at: Localized(asked), error.text(field: field, given: text))
        }
    }
}

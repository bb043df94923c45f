internal import CommunityModel
internal import Failures
internal import SyncProtocol

/// The opinions that come from a visit: from the last section of the household survey (survey.yaml, K01 to K05), and
/// from a promise that was made at the door. Their ids follow from the visit, so that it can be opened again.
struct VisitOpinions {
    /// Answers that go into the opinion alone: contact data serves the reply and nothing else (domain.md 6.11).
    static let contactAnswers = SurveyPrivacy.contactQuestions

    private let type: RecordType
    private let visit: RecordID
    private let household: RecordID
    private let area: String

    init(type: RecordType, visit: RecordID, household: RecordID, area: String) {
        self.type = type
        self.visit = visit
        self.household = household
        self.area = area
    }

    /// The records that a visit can make.
    static func keys(of visit: RecordID) -> [RecordKey] { [heard(visit), promised(visit)] }

    private static func heard(_ visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-opinion-1", from: [visit.bytes])
        return RecordKey(id: id, type: RecordTypes.opinion)
    }

    private static func promised(_ visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-promise-1", from: [visit.bytes])
        return RecordKey(id: id, type: RecordTypes.opinion)
    }

    /// Adds what the resident said, when anything was said.
    mutating func add(heardIn content: FormContent, to sheet: inout VisitSheet, _ problems: inout InputProblems) {
        guard let text = content.text("K01") else { return }
        let key = Self.heard(visit)
        begin(key, in: &sheet)
        add("text", text, asked: "K01", to: key, &sheet, &problems)
        add("category", content.text("K02"), asked: "K02", to: key, &sheet, &problems)
        add("place", content.text("K03"), asked: "K03", to: key, &sheet, &problems)
        if case .tuple(let numbers)? = content["K03_geo"], numbers.count >= 2 {
            sheet.add(key, type.field(named: "position"), .tuple(Array(numbers.prefix(2))))
        }
        if let wanted = content.text("K04") {
            sheet.add(key, type.field(named: "reply_wanted"), .boolean(wanted == "true"))
        }
        add("contact", content.text("K05"), asked: "K05", to: key, &sheet, &problems)
    }

    /// Adds a promise and its date, when one was made.
    mutating func add(promisedIn content: FormContent, to sheet: inout VisitSheet, _ problems: inout InputProblems) {
        guard let promise = content.text("promise") else { return }
        let key = Self.promised(visit)
        begin(key, in: &sheet)
        add("text", promise, asked: "promise", to: key, &sheet, &problems)
        add("promise", promise, asked: "promise", to: key, &sheet, &problems)
        if let due = content["promise_due"] { sheet.add(key, type.field(named: "promise_date"), due) }
    }

    private func begin(_ key: RecordKey, in sheet: inout VisitSheet) {
        sheet.add(key, type.field(named: "area"), .text(area))
        sheet.add(key, type.field(named: "household"), .reference(household))
        sheet.add(key, type.field(named: "visit"), .reference(visit))
        sheet.add(key, type.field(named: "source"), .choice("visit"))
        sheet.add(key, type.field(named: "state"), .choice("new"))
    }

    private func add(
        _ name: String, _ text: String?, asked: String, to key: RecordKey, _ sheet: inout VisitSheet,
        _ problems: inout InputProblems
    ) {
        guard let text, let field = type.field(named: name) else { return }
        do throws(FieldFault) {
            sheet.add(key, field, try field.read(text))
        } catch {
            problems.add(at: Localized(zh: asked, en: asked), error.text(field: field, given: text))
        }
    }
}

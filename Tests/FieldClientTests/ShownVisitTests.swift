import BuiltInContent
import CommunityModel
import Foundation
import Questionnaires
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// What `visit show` prints of a visit is taken as another visit, with the same answers.
@Suite("A visit that was shown, added again") struct ShownVisitTests {
    /// A device with a second household, to which visits of the first are added.
    private struct Pair {
        let field: TestField
        let other: String

        init() throws {
            field = try TestField()
            other = try field.store.households.add(
                area: "440605011901", building: "4", unit: "", room: "0401", assignments: [], isForced: false
            ).id.description
        }

        func add(_ json: JSONValue, words: [String] = []) throws -> AddedVisit {
            try field.store.visits.add(household: other, answers: Array(json.text.utf8), fields: words, isAgain: true)
        }
    }

    /// The object that the program prints.
    private func shown(_ visit: VisitEntry, answers: [JSONValue.Member]? = nil) -> JSONValue {
        var members = [
            JSONValue.Member("id", .string("\(visit.id)")),
            JSONValue.Member("household", visit.household.map { .string("\($0)") } ?? .null),
            JSONValue.Member("author", .string(visit.author)), JSONValue.Member("device", .string(visit.device)),
            JSONValue.Member("writtenAt", .string("\(visit.writtenAt)")),
            JSONValue.Member("answers", .object(answers ?? visit.shownAnswers)),
            JSONValue.Member("conflicts", .array(visit.conflicts.map { .string($0) })),
        ]
        if !visit.withheld.isEmpty { members.append(.init("withheld", .array(visit.withheld.map { .string($0) }))) }
        if !visit.shadowed.isEmpty { members.append(.init("fields", .object(visit.shadowed))) }
        members.append(.init("opinions", .array([])))
        members.append(.init("publicity", .null))
        members.append(.init("notices", .array([])))
        return .object(members)
    }

    private func said(_ visit: VisitEntry, without names: Set<String> = []) -> [String: String] {
        Dictionary(
            visit.answers.filter { $0.value != .null && !names.contains($0.name) }.map { ($0.name, $0.value.plain) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A visit of the first household in which somebody filled a form, as far as it can be saved.
    private func visit(_ form: String, seed: UInt64, in field: TestField) throws -> VisitEntry? {
        var draft = try field.store.visits.begin(household: field.household, form: form, isAgain: true)
        let session = try field.store.drafts.session(for: try #require(draft.questionnaire), of: draft)
        var person = RandomPerson(seed: seed)
        person.fill(session)
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        draft["consent"] = .boolean(true)
        draft["remarks"] = .string("\u{301}门口有狗, a=b")
        do {
            return try field.store.visits.submit(draft).visit
        } catch let failure as Failure where failure.code == "answers_invalid" {
            try field.store.drafts.discard(draft)
            return nil
        }
    }

    @Test("of the survey all that is told comes out again, and all of it where what is withheld is stated anew")
    func survey() throws {
        let pair = try Pair()
        var count = 0
        for seed in 0..<40 as Range<UInt64> {
            guard let first = try visit("household-survey", seed: seed, in: pair.field) else { continue }
            let whole = try pair.add(shown(first, answers: first.answers)).visit
            #expect(said(whole) == said(first), "seed \(seed)")
            #expect(whole.household?.description == pair.other && whole.id != first.id)
            let told = try pair.add(shown(first)).visit
            let left = Set(first.withheld + ["outcome"])
            #expect(said(told, without: left) == said(first, without: left), "seed \(seed)")
            count += 1
        }
        #expect(count > 10)
    }

    @Test("of every practice form the answers come out again", arguments: AnswerWaysTests.Practice.all)
    func practice(_ practice: AnswerWaysTests.Practice) throws {
        let pair = try Pair()
        let form = try practice.definition()
        try TestField.publish([form], files: practice.files, in: pair.field.store.replica)
        for seed in 0..<6 as Range<UInt64> {
            guard let first = try visit(form.id, seed: seed, in: pair.field) else { continue }
            let second = try pair.add(shown(first))
            // In which order choices were ticked, and how many entries without an answer there were, is not recorded;
            // what a form works out of that, or of the moment, is told of where it differs.
            let changed = Set(
                second.notices.compactMap { $0.en.split(separator: " ").dropFirst(4).first.map(String.init) })
            #expect(said(second.visit, without: changed) == said(first, without: changed), "seed \(seed)")
        }
    }

    @Test("a completed survey without what is withheld is partial, and says what to add")
    func partial() throws {
        let pair = try Pair()
        let first = try pair.field.add(TestField.survey, TestField.opinion, words: ["remarks=x"])
        #expect(first.visit.answer("outcome") == .string("completed"))
        let second = try pair.add(shown(first.visit))
        #expect(second.visit.answer("outcome") == .string("partial") && second.visit.answer("A02") == nil)
        #expect(second.notices.contains { $0.en.contains("A02") })
        #expect(second.opinions.count == 1, "the opinion is the new household's own")
        let whole = try pair.field.store.visits.amend(
            second.visit.id.description, assignments: ["A02=registered", "K05=13800138000"], reason: "核实")
        #expect(whole.visit.answer("outcome") == .string("completed"))
    }

    @Test("notes on answers are taken again, but for those that are withheld")
    func notes() throws {
        let pair = try Pair()
        let notes: [String] = ["A/A04: 含保姆", "A/A02: 租期到六月"]
        let first = try pair.field.add(TestField.survey, ["answer_notes": notes]).visit
        #expect(said(first)["answer_notes"]?.contains("租期") == true)
        let second = try pair.add(shown(first)).visit
        #expect(said(second)["answer_notes"] == #"["A/A04: 含保姆"]"#, "\(said(second))")
    }

    @Test("names that a form and the visit share keep their places; the key `answers` alone is taken too")
    func shared() throws {
        let pair = try Pair()
        let names = ["remarks", "outcome", "round", "consent", "form", "K01"]
        try pair.field.publish(
            "shop", asks: names, calculates: ["attempt_no": "concat('n', /data/remarks)", "both": "/data/K01"])
        let said = Dictionary(uniqueKeysWithValues: names.map { ($0, "said \($0)") })
        let first = try pair.field.add(said, form: "shop", words: ["remarks=门口有狗", "attempt_no=3"]).visit
        let second = try pair.add(shown(first)).visit
        #expect(self.said(second) == self.said(first) && second.shadowed == first.shadowed)
        let plain = try pair.field.add(["a": "x", "b": [1, 2]], form: nil, words: ["remarks=y", "consent=true"]).visit
        let again = try pair.add(.object(plain.shownAnswers)).visit
        #expect(self.said(again) == self.said(plain))
        try pair.field.publish("plain", asks: ["q"], calculates: ["both": "concat('n', /data/q)"])
        let third = try pair.field.add(["q": "1"], form: "plain").visit
        #expect(self.said(try pair.add(.object(third.shownAnswers)).visit) == self.said(third))
    }

    @Test("what a form works out may be given as it is; anything else for it is refused, unless it was shown")
    func workedOut() throws {
        let pair = try Pair()
        try pair.field.publish("sum", asks: ["q"], calculates: ["n": "count-non-empty(/data/q)"])
        let taken = try pair.field.add(["q": "1", "n": 1], form: "sum").visit
        #expect(taken.answer("n") == .string("1") || taken.answer("n") == .integer(1))
        let refused = failure { try pair.field.add(["q": "1", "n": 2], form: "sum", isAgain: true) }
        #expect(refused?.code == "answers_invalid" && refused?.message.en.contains("n: ") == true)
        let changed = taken.shownAnswers.map { $0.name == "n" ? JSONValue.Member("n", .integer(7)) : $0 }
        let second = try pair.add(shown(taken, answers: changed))
        #expect(second.visit.answer("n") == taken.answer("n"))
        #expect(second.notices.contains { $0.en.contains("works out n itself") })
    }

    @Test("what somebody adds beside the answers is taken, twice is refused, and another form than the shown one too")
    func beside() throws {
        let pair = try Pair()
        let first = try pair.field.add(["people": 3, "consent": true, "outcome": "completed"]).visit
        guard case .object(let members) = shown(first) else { return }
        let added = try pair.add(.object(members + [.init("remarks", .string("搬家前"))])).visit
        #expect(added.answer("remarks") == .string("搬家前") && added.answer("people") == .integer(3))
        let twice = failure { _ = try pair.add(.object(members + [.init("people", .integer(4))])) }
        #expect(twice?.code == "answers_invalid")
        let survey = try pair.field.add(TestField.survey).visit
        let other = failure {
            _ = try pair.field.store.visits.add(
                household: pair.other, form: "publicity-record", answers: Array(shown(survey).text.utf8))
        }
        #expect(other?.code == "answers_invalid")
        let lost = failure {
            try pair.field.loseForms()
            _ = try pair.add(shown(survey))
        }
        #expect(lost?.code == "form_unknown")
    }

    @Test("a visit under way is taken as far as it came")
    func draft() throws {
        let pair = try Pair()
        var draft = try pair.field.store.visits.begin(household: pair.field.household, form: nil, isAgain: false)
        let session = try pair.field.store.drafts.session(for: try #require(draft.questionnaire), of: draft)
        for (path, answer) in [("/data/A/A01", "true"), ("/data/A/A04", "4")] {
            _ = session.answer(at: path, .text(answer))
        }
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        draft["consent"] = .boolean(true)
        try pair.field.store.drafts.keep(&draft)
        let entry = try pair.field.store.drafts.entry(of: draft)
        let shown = JSONValue.object([
            .init("id", .string("\(draft.id)")), .init("household", .string("\(draft.household)")),
            .init("status", .string("draft")), .init("startedAt", .string("\(draft.startedAt)")),
            .init("round", .string(draft.round)), .init("forms", .array([.string("household-survey")])),
            .init("answers", .object(entry.shownAnswers)), .init("conflicts", .array([])), .init("notices", .array([])),
        ])
        let visit = try pair.add(shown).visit
        #expect(visit.answer("A04") == .integer(4) && visit.answer("outcome") == .string("partial"))
    }
}

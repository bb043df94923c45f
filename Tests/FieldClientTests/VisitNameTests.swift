import CommunityModel
import Foundation
import Questionnaires
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Questions under the names of a visit's fields") struct VisitNameTests {
    private static let names = [
        "remarks", "outcome", "round", "consent", "gps", "attempt_no", "enumerators", "household", "publicity",
        "invitation", "form", "K01", "K04", "K05",
    ]

    private static var said: [String: String] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, "said \($0)") })
    }

    private func answers(_ visit: VisitEntry) -> [String: JSONValue] {
        Dictionary(visit.answers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private func check(_ added: AddedVisit) {
        let answers = answers(added.visit)
        for name in Self.names { #expect(answers[name] == .string("said \(name)"), "\(name)") }
        #expect(added.visit.answer("outcome") == .string("completed"))
        #expect(added.visit.answer("remarks") == .string("门口有狗"))
        #expect(added.visit.answer("round") == .string("1"))
        #expect(added.opinions.isEmpty, "only the household survey makes opinions")
        #expect(added.visit.shadowed.contains { $0.name == "outcome" && $0.value == .string("completed") })
    }

    @Test("what a form asks is an answer whatever its name, as JSON, as an instance and at the terminal")
    func asked() throws {
        let field = try TestField()
        try field.publish("shop", asks: Self.names)
        check(try field.add(Self.said, form: "shop", words: ["remarks=门口有狗", "attempt_no=3"]))
        let nodes = Self.names.map { "<\($0)>said \($0)</\($0)>" }.joined()
        let xml = "<data id=\"shop\" version=\"1\">\(nodes)</data>"
        check(
            try field.store.visits.add(
                household: field.household, answers: Array(xml.utf8), fields: ["remarks=门口有狗"], isAgain: true))
        var draft = try field.store.visits.begin(household: field.household, form: "shop", isAgain: true)
        let session = try field.store.drafts.session(for: try #require(draft.questionnaire), of: draft)
        for name in Self.names {
            #expect(session.answer(at: "/data/\(name)", .text("said \(name)")) == .accepted)
        }
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        draft["consent"] = .boolean(true)
        draft["remarks"] = .string("门口有狗")
        let typed = try field.store.visits.submit(draft)
        check(typed)
        // It can be opened and amended: a plain name is the visit's field, a path the question's.
        let amended = try field.amend(typed, "remarks=狗走了", "/data/remarks=said again")
        #expect(amended.visit.answer("remarks") == .string("狗走了"))
        #expect(answers(amended.visit)["remarks"] == .string("said again"))
        #expect(amended.visit.answer("outcome") == .string("completed"))
    }

    @Test("what JSON shows of such a visit gives the same answers when it is taken again")
    func again() throws {
        let field = try TestField()
        try field.publish("shop", asks: Self.names)
        let first = try field.add(Self.said, form: "shop").visit
        let members = first.answers.filter { Self.names.contains($0.name) }
        let second = try field.store.visits.add(
            household: field.household, form: "shop", answers: Array(JSONValue.object(members).text.utf8), isAgain: true
        ).visit
        let asked = { (visit: VisitEntry) in answers(visit).filter { Self.names.contains($0.key) } }
        #expect(asked(first) == asked(second))
    }

    @Test("a field that the form calculates decides the outcome when it is one, and else is an answer")
    func calculated() throws {
        let field = try TestField()
        try field.publish(
            "call", asks: ["adult"],
            calculates: [
                "outcome": "if(/data/adult = 'no', 'appointment', 'hot')", "remarks": "concat('adult: ', /data/adult)",
            ])
        let stopped = try field.add(["adult": "no"], form: "call")
        #expect(stopped.visit.answer("outcome") == .string("appointment"))
        #expect(stopped.visit.shadowed.isEmpty)
        let held = try field.add(["adult": "yes"], form: "call")
        #expect(held.visit.answer("outcome") == .string("completed"))
        #expect(answers(held.visit)["outcome"] == .string("hot"), "no outcome of a visit")
        #expect(answers(held.visit)["remarks"] == .string("adult: yes"))
    }

    @Test("names that the household survey does not ask stay the visit's own")
    func own() throws {
        let field = try TestField()
        let added = try field.add(TestField.survey, ["remarks": "门口有狗", "outcome": "completed"])
        #expect(added.visit.fields.contains(JSONValue.Member("remarks", .string("门口有狗"))))
        #expect(added.visit.shadowed.isEmpty)
    }
}

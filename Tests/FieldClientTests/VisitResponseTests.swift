import CommunityModel
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Responses to several forms") struct VisitResponseTests {
    @Test("a household has one response a round and form; none takes the place of the survey's")
    func places() throws {
        let field = try TestField()
        try field.publish("u13", asks: ["q1"])
        let other = try field.add(["q1": "yes"], form: "u13")
        #expect(try field.responses() == ["1/u13": other.visit.id.description])
        // The household still has to be asked.
        #expect(try field.store.visits.today().list.entries.map(\.kind) == [.toVisit])
        let survey = try field.add(TestField.survey)
        #expect(
            try field.responses() == ["1": survey.visit.id.description, "1/u13": other.visit.id.description])
        #expect(try field.store.visits.today().list.leftOut.completed == 1)
        #expect(failure { try field.add(["q1": "no"], form: "u13") }?.code == "response_exists")
        #expect(failure { try field.add(TestField.survey) }?.code == "response_exists")
        #expect(
            failure { _ = try field.store.visits.begin(household: field.household, form: "u13") }?.code
                == "response_exists")
        #expect(try field.store.conflicts.list().isEmpty)
        let again = try field.add(["q1": "no"], form: "u13", isAgain: true)
        #expect(again.notices.contains { $0.en.contains("2 responses") })
        #expect(try field.store.conflicts.list().count == 1)
    }

    @Test("a response is of the round that the visit states, whose name has no slash")
    func rounds() throws {
        let field = try TestField()
        let first = try field.add(TestField.survey, ["round": "0"])
        let second = try field.add(TestField.survey)
        #expect(
            try field.responses() == ["0": first.visit.id.description, "1": second.visit.id.description])
        let refused = failure { try field.add(TestField.survey, ["round": "1/u13"], isAgain: true) }
        #expect(refused?.code == "answers_invalid" && refused?.message.en.contains("round") == true)
    }

    @Test("a visit that the form ends for an appointment is no response any more, and one again when it goes on")
    func derived() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey)
        let stopped = try field.amend(visit, "A01=false")
        #expect(stopped.visit.answer("outcome") == .string("appointment"))
        #expect(try field.responses().isEmpty)
        let partial = try field.amend(visit, "A01=true")
        #expect(partial.visit.answer("outcome") == .string("partial"), "the other answers went with the first")
        #expect(try field.responses() == ["1": visit.visit.id.description])
    }
}

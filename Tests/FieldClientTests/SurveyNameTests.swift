import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// Answers that name no form, some of which the household survey asks.
@Suite("Answers to the survey without its name") struct SurveyNameTests {
    private func refusal(_ answers: [String: Any]) throws -> Failure {
        let field = try TestField()
        let before = try field.store.replica.outboxCounts().pending
        let thrown = try #require(failure { try field.add(answers) })
        #expect(try field.store.replica.outboxCounts().pending == before, "nothing was saved")
        #expect(thrown.code == "answers_invalid" && thrown.status == .data)
        return thrown
    }

    @Test("one misspelt name among them is refused by itself, and lets no rule be passed by", arguments: ["A4", "a04"])
    func misspelt(name: String) throws {
        var answers = TestField.survey
        answers["A04"] = nil
        answers[name] = 4
        #expect(try refusal(answers).message.en.contains(name))
    }

    @Test("the survey's rules hold also without its first question and beside a name of nobody's")
    func rules() throws {
        _ = try refusal(["consent": true, "outcome": "completed", "B01": "heard", "foo": "bar"])
        #expect(try refusal(["consent": true, "outcome": "completed", "A04": 4]).message.en.contains("A01"))
        #expect(try refusal(["consent": true, "A": ["A04": 4], "foo": 1]).message.en.contains("foo"))
        var wrong = TestField.survey
        wrong["C01"] = "perhaps"
        #expect(try refusal(wrong).message.en.contains("C01"))
    }

    @Test("what it takes is a response of the household, so that a second one is seen")
    func response() throws {
        let field = try TestField()
        try field.add(TestField.survey, ["remarks": "门口有狗"])
        #expect(try field.responses().count == 1)
        #expect(failure { try field.add(TestField.survey) }?.code == "response_exists")
    }

    @Test("names that it does not ask are kept as they are given, fields of the visit among them")
    func others() throws {
        let field = try TestField()
        let added = try field.add(["consent": true, "outcome": "completed", "people": 4, "A4": 3, "remarks": "x"])
        #expect(added.visit.answer("people") == .integer(4) && added.visit.answer("remarks") == .string("x"))
        #expect(try field.responses().isEmpty)
    }
}

import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Answers that fill no form") struct FreeAnswersTests {
    private func failure(_ json: String) throws -> Failure? {
        let field = try TestField()
        let before = try field.store.replica.outboxCounts().pending
        do {
            _ = try field.store.visits.add(household: field.household, answers: Array(json.utf8))
            return nil
        } catch let failure as Failure {
            #expect(try field.store.replica.outboxCounts().pending == before, "nothing was saved")
            return failure
        }
    }

    @Test(
        "what the survey alone may ask is refused under names that are not quite its own",
        arguments: [
            ("b06", #""b06":"yes""#), ("a/a03", #""a/a03":"rent""#), ("k05", #""k05":"13800138000""#),
            ("K05", #""guests":[{"K05":"13800138000"}]"#), ("Ｋ０５", #""Ｋ０５":"13800138000""#),
            ("K\u{2060}05", "\"K\u{2060}05\":\"13800138000\""),
        ])
    func reserved(name: String, said: String) throws {
        let failure = try failure("{\"outcome\":\"completed\",\"consent\":true,\"people\":3,\(said)}")
        #expect(failure?.code == "answers_invalid" && failure?.status == .data)
        #expect(failure?.message.en.contains("\(name): ") == true, "\(failure?.message.en ?? "")")
        #expect(failure?.message.zh.contains("问卷") == true)
    }

    @Test(
        "and by the survey's own rules under its names, however they are reached",
        arguments: [
            ("B06", #""B06":"yes""#), ("B06", #""/data/B/B06":"yes""#), ("B06", #""answers":{"B06":"yes"}"#),
            ("A02", #""A02":"temporary""#), ("K05", #""K/K05":"13800138000""#),
            ("K05", #""/data/K/K05":"13800138000""#), ("K05", #""K":{"K05":"13800138000"}"#),
        ])
    func asked(name: String, said: String) throws {
        let failure = try failure("{\"outcome\":\"completed\",\"consent\":true,\(said)}")
        #expect(failure?.code == "answers_invalid" && failure?.status == .data)
        #expect(failure?.message.en.contains(name) == true, "\(failure?.message.en ?? "")")
    }

    @Test(
        "without the residents' consent, or at a visit that brings no answers, none is kept",
        arguments: [
            #""outcome":"completed""#, #""outcome":"completed","consent":false"#, #""consent":false"#,
            #""outcome":"refused","consent":true"#, #""outcome":"do_not_contact","consent":true"#,
            #""outcome":"do_not_contact""#, #""outcome":"nobody_home""#, #""attempt_no":1"#,
        ])
    func unwanted(said: String) throws {
        let failure = try failure("{\(said),\"foo\":\"bar\"}")
        #expect(failure?.code == "answers_invalid" && failure?.message.en.contains("foo") == false)
    }

    @Test("with consent they are kept as they are given", arguments: [#""outcome":"completed","#, ""])
    func kept(outcome: String) throws {
        let field = try TestField()
        let answers = "{\(outcome)\"consent\":true,\"foo\":\"bar\",\"X01\":\"heard\"}"
        let added = try field.store.visits.add(household: field.household, answers: Array(answers.utf8))
        #expect(added.visit.answer("foo") == .string("bar") && added.visit.answer("form") == nil)
        #expect(added.visit.withheld == [])
    }

    @Test("what got into a store before that was checked is shown to nobody")
    func earlier() throws {
        let field = try TestField()
        let added = try field.store.visits.add(
            household: field.household, answers: Array(#"{"consent":true,"foo":"bar"}"#.utf8))
        let key = RecordKey(id: added.visit.id, type: TypeNumber(rawValue: 3))
        let answers = try #require(field.store.schema.type(key.type)?.field(named: "answers"))
        try field.arrive { context in
            try ["K/K05", "b06"].map { try context.write(key, answers, cell: Array($0.utf8), .text("13800138000")) }
        }
        let visit = try field.store.visits.one(key.id.description)
        #expect(Set(visit.withheld) == ["K/K05", "b06"])
        #expect(!"\(visit.shownAnswers)".contains("13800138000"))
        let entry = try field.store.records.entry(key)
        var json = ""
        entry.appendJSON(to: &json)
        #expect(Set(entry.withheld) == ["K/K05", "b06"] && !json.contains("13800138000"))
        #expect(json.contains(#""foo":"bar""#))
        let found = try field.store.records.list(of: entry.type, words: ["answers.b06=13800138000"])
        #expect(found.isEmpty, "a list finds nothing by what it does not show")
    }
}

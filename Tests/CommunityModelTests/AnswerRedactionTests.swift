import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("Answers that are shown in aggregates alone") struct AnswerRedactionTests {
    @Test(
        "a sensitive question is recognised however its name is written",
        arguments: ["B06", "b06", "B/B06", "/data/B/b06", "B06[2]", "Ｂ０６", "data.B06", " B06 ", "A02", "x/A03"])
    func aggregates(name: String) { #expect(SurveyPrivacy.isForAggregates(name)) }

    @Test(
        "a contact is recognised however its name is written",
        arguments: ["K05", "k05", "K/K05", "/data/K/K05", "K.K05", "k05[1]", "Ｋ０５"])
    func contacts(name: String) { #expect(SurveyPrivacy.isContact(name)) }

    @Test("other names are neither", arguments: ["B01", "A04", "K03_geo", "B061", "XB06", "people", "a05", ""])
    func others(name: String) { #expect(!SurveyPrivacy.isForAggregates(name) && !SurveyPrivacy.isContact(name)) }

    private func redaction(of type: String, form: String?) throws -> AnswerRedaction {
        let schema = try #require(Schema(document: BuiltInSchema.document))
        return AnswerRedaction(schema.type(named: type), form: form)
    }

    @Test(
        "of the survey and of answers of no form they are withheld, with the notes on them; of other forms and records not"
    )
    func withheld() throws {
        let members: [JSONValue.Member] = [
            .init("A02", .string("temporary")), .init("A04", .integer(3)),
            .init("answer_notes", .array([.string("A/A02: 租期到六月"), .string("A/A04: 含保姆"), .string("A02:\u{301}租")])),
        ]
        for form in [nil, "", "household-survey"] {
            let shown = try redaction(of: "visit", form: form).shown(members)
            #expect(
                shown == [
                    .init("A02", .null), .init("A04", .integer(3)),
                    .init("answer_notes", .array([.string("A/A02"), .string("A/A04: 含保姆"), .string("A02")])),
                ])
        }
        #expect(try redaction(of: "visit", form: "canteen").shown(members) == members)
        #expect(try redaction(of: "publicity", form: nil).shown(members) == members)
    }
}

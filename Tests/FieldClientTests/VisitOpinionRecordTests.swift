import CommunityModel
import Foundation
import Questionnaires
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Opinions that come and go with a visit") struct VisitOpinionRecordTests {
    @Test("each problem that was ticked is an opinion under its own category, and none is for no problem")
    func problems() throws {
        let field = try TestField()
        let added = try field.add(TestField.survey, ["G05": ["pests", "garbage", "other"]])
        let opinions = try added.opinions.map { try field.opinion($0) }
        #expect(opinions.map { $0.text("category") } == ["garbage", "pests", "other"])
        #expect(opinions.map { $0.text("text") } == ["垃圾暴露或卫生死角", "鼠、蚊、蝇、蟑", "其他"])
        for opinion in opinions {
            #expect(opinion.text("visit") == added.visit.id.description && opinion.text("state") == "new")
            #expect(opinion.text("area") == "440605011901" && opinion.text("source") == "visit")
            #expect(opinion.value("contact") == nil)
        }
        #expect(try field.add(TestField.survey, isAgain: true).opinions.isEmpty)
    }

    @Test("every problem that the survey lists has a category of its own")
    func categories() throws {
        let field = try TestField()
        let form = try field.store.forms.definition(HeldForms.defaultForm, version: nil)
        let codes = try #require(form.question("G05")?.choices.map(\.name)).filter { $0 != "none" }
        #expect(codes.count == 15)
        let declared = try field.store.type(RecordTypes.opinion).field(named: "category")?.choices.map(\.code) ?? []
        #expect(Set(codes).isSubset(of: declared))
    }

    @Test("an opinion that was taken back is deleted as a whole, its contact is erased, and it can come back")
    func takenBack() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, TestField.opinion, ["G05": ["garbage", "road"]])
        let (heard, garbage, road) = (visit.opinions[0], visit.opinions[1], visit.opinions[2])
        try field.amend(visit, "K01=", "G05=road")
        for id in [heard, garbage] {
            let opinion = try field.opinion(id)
            #expect(opinion.isDeleted && !opinion.text("text").isEmpty && opinion.text("area") == "440605011901")
            #expect(opinion.value("contact") ?? .null == .null)
        }
        #expect(try !field.opinion(road).isDeleted)
        #expect(try !field.holds("138-0013-8000"))
        let back = try field.amend(visit, "K01=路灯又坏了", "K02=security", "G05=garbage road")
        #expect(back.visit.answer("K01") == .string("路灯又坏了"))
        let opinion = try field.opinion(heard)
        #expect(!opinion.isDeleted && opinion.text("text") == "路灯又坏了" && opinion.text("category") == "security")
        #expect(opinion.value("contact") ?? .null == .null)
        #expect(try !field.opinion(garbage).isDeleted)
        #expect(try field.store.conflicts.list().isEmpty)
    }

    @Test("what an office wrote meanwhile on an opinion that is taken back is a conflict that people see")
    func officeWrote() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, TestField.opinion)
        let key = RecordKey(id: visit.opinions[0], type: RecordTypes.opinion)
        var open = try field.store.visits.reopen(visit.visit.id.description)
        let session = try field.store.drafts.session(for: try #require(open.questionnaire), of: open)
        #expect(session.answer(at: "/data/K/K01", .none) == .accepted)
        open.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        let state = try #require(try field.store.type(RecordTypes.opinion).field(named: "state"))
        try field.arrive { context in [try context.write(key, state, .choice("triaged"))] }
        _ = try field.store.visits.submit(open)
        #expect(try field.store.conflicts.list().contains { $0.recordId == key.id })
    }

    @Test(
        "a contact is withdrawn by an empty answer, by no wish for a reply, and with the visit",
        arguments: [
            ["K05="], ["K04=false"], ["void_reason=走错门"], ["outcome=refused", "consent=false"], ["A01=false"],
        ])
    func withdrawn(_ words: [String]) throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, TestField.opinion)
        #expect(try field.opinion(visit.opinions[0]).text("contact") == "+86 138-0013-8000")
        try field.amend(visit, "D01=satisfied")
        #expect(try field.opinion(visit.opinions[0]).text("contact") == "+86 138-0013-8000", "left alone")
        _ = try field.store.visits.amend(visit.visit.id.description, assignments: words, reason: "住户要求")
        #expect(try field.opinion(visit.opinions[0]).value("contact") ?? .null == .null)
        #expect(try !field.holds("138-0013-8000"), "not in the history either")
        #expect(try field.opinion(visit.opinions[0]).isDeleted == !(words[0].hasPrefix("K0")))
    }

    @Test("the opinions of a void visit are deleted, and come back with it as far as the office had got")
    func void() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, TestField.opinion, ["G05": ["garbage"]])
        let key = RecordKey(id: visit.opinions[1], type: RecordTypes.opinion)
        let state = try #require(try field.store.type(RecordTypes.opinion).field(named: "state"))
        try field.arrive { context in [try context.write(key, state, .choice("triaged"))] }
        try field.amend(visit, "void_reason=走错门")
        for id in visit.opinions { #expect(try field.opinion(id).isDeleted) }
        try field.amend(visit, "void_reason=")
        for id in visit.opinions { #expect(try !field.opinion(id).isDeleted) }
        #expect(try field.opinion(key.id).text("state") == "triaged")
    }
}

extension TestField {
    /// Whether a text stands anywhere in the file of the store.
    fileprivate func holds(_ text: String) throws -> Bool {
        let bytes = try Data(contentsOf: URL(filePath: store.replica.path))
        return bytes.range(of: Data(text.utf8)) != nil
    }
}

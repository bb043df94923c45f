import CommunityModel
import Questionnaires
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Visits whose form is lost") struct DraftFormTests {
    private static let first: [(String, FormAnswer)] = [
        ("/data/A/A01", .text("true")), ("/data/A/A02", .text("registered")), ("/data/A/A04", .text("4")),
        ("/data/K/K01", .text("路灯坏了")), ("/data/K/K04", .text("true")), ("/data/K/K05", .text("13800138000")),
    ]

    private func answer(_ answers: [(String, FormAnswer)], _ draft: inout VisitDraft, in store: FieldStore) throws {
        let form = try #require(draft.questionnaire)
        let session = try store.drafts.session(for: form, of: draft)
        for (path, answer) in answers { #expect(session.answer(at: path, answer) == .accepted, "\(path)") }
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        try store.drafts.keep(&draft)
    }

    private func begun(_ field: TestField) throws -> VisitDraft {
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["consent"] = .boolean(true)
        try answer(Self.first, &draft, in: field.store)
        return draft
    }

    private func failure(_ body: () throws -> Void) -> Failure? {
        do {
            try body()
            return nil
        } catch { return error as? Failure }
    }

    @Test(
        "a visit under way goes on with the form that it began with, and is saved", arguments: TestField.Loss.allCases)
    func goesOn(loss: TestField.Loss) throws {
        let field = try TestField()
        var draft = try begun(field)
        draft.publicity = try field.store.drafts.open("publicity-record", for: draft)
        try field.store.drafts.keep(&draft)
        try field.loseForms(loss)
        let store = try field.reopened()
        #expect(failure { _ = try store.visits.begin(household: field.household, form: nil, isAgain: true) } != nil)
        var again = try store.drafts.one(draft.id.description)
        try answer([("/data/A/A05", .text("1"))], &again, in: store)
        let publicity = try store.drafts.session(for: try #require(again.publicity), of: again)
        #expect(publicity.form.id == "publicity-record")
        let entry = try store.drafts.entry(of: again)
        #expect(entry.notices.isEmpty && entry.answers.contains(.init("A05", .integer(1))))
        let added = try store.visits.submit(again)
        #expect(added.visit.answer("A04") == .integer(4) && added.visit.answer("form_version") == .string("1"))
        #expect(try store.replica.draftSourceNames(of: draft.id).isEmpty)
    }

    @Test("a draft that was kept without its form opens with the published one, and keeps it from then on")
    func olderDraft() throws {
        let field = try TestField()
        let draft = try begun(field)
        try field.store.drafts.discard(draft)
        try field.store.replica.keep(try draft.kept, replacing: nil)
        #expect(try field.store.replica.draftSourceNames(of: draft.id).isEmpty)
        var again = try field.store.drafts.one(draft.id.description)
        try answer([("/data/A/A05", .text("1"))], &again, in: field.store)
        #expect(try field.store.replica.draftSourceNames(of: draft.id).count == 1)
        try field.loseForms()
        try answer([("/data/A/A05", .text("2"))], &again, in: try field.reopened())
    }

    @Test("a draft that was kept without its form, which is lost, stays, and all that was said is shown by name")
    func lost() throws {
        let field = try TestField()
        let draft = try begun(field)
        try field.store.drafts.discard(draft)
        try field.store.replica.keep(try draft.kept, replacing: nil)
        try field.loseForms()
        let store = try field.reopened()
        let refused = failure { _ = try store.drafts.session(for: try #require(draft.questionnaire), of: draft) }
        #expect(refused?.code == "form_unknown" && refused?.status == .data)
        #expect(refused?.hint?.en.contains("ruhu visit show") == true)
        let entry = try store.drafts.entry(of: try store.drafts.one(draft.id.description))
        #expect(entry.answers.contains(.init("consent", .boolean(true))))
        for (name, text) in [("A02", "registered"), ("A04", "4"), ("K01", "路灯坏了")] {
            #expect(entry.answers.contains(.init(name, .string(text))), "\(name)")
        }
        #expect(!entry.answers.contains { $0.name == "K05" }, "contact data is shown nowhere")
        #expect(entry.notices.count == 1)
        #expect(try store.device.unsentWork().drafts == 1)
    }

    @Test("a visit under way is shown with its fields, typed answers, notes, and the publicity record as an object")
    func shown() throws {
        let field = try TestField()
        var draft = try begun(field)
        draft["remarks"] = .string("下午来")
        draft.publicity = try field.store.drafts.open("publicity-record", for: draft)
        let publicity = try field.store.drafts.session(for: try #require(draft.publicity), of: draft)
        #expect(publicity.answer(at: "/data/persons_reached", .text("3")) == .accepted)
        draft.publicity?.instance = publicity.serialise(includingIrrelevant: true)
        draft.questionnaire?.notes = [FormDraft.Note(path: "/data/A/A02", text: "户主不在")]
        let answers = try field.store.drafts.entry(of: draft).answers
        let expected: [JSONValue.Member] = [
            .init("remarks", .string("下午来")), .init("A04", .integer(4)),
            .init("publicity", .object([.init("persons_reached", .integer(3))])),
            .init("answer_notes", .array([.string("A/A02: 户主不在")])),
        ]
        for member in expected { #expect(answers.contains(member), "\(member.name)") }
        #expect(!answers.contains { $0.name == "K05" || $0.name == "visit_round" })
    }

    @Test(
        "a saved visit whose form is lost is read by name with a notice; what needs no form can be changed, answers not"
    )
    func saved() throws {
        let field = try TestField()
        let visit = try field.store.visits.submit(try begun(field)).visit
        let id = visit.id.description
        #expect(try field.store.visits.notices(reading: visit).isEmpty)
        try field.loseForms()
        let store = try field.reopened()
        #expect(try store.visits.one(id).answers == visit.answers)
        #expect(try store.visits.notices(reading: visit).count == 1)
        for words in [["A04=3"], ["outcome=completed"], ["void_reason=x", "consent=false"], ["nothing=1"]] {
            let refused = failure { _ = try store.visits.amend(id, assignments: words, reason: "误记") }
            #expect(
                refused?.code == "form_unknown" && refused?.message.en.contains("Nothing was saved") == true, "\(words)"
            )
        }
        #expect(failure { _ = try store.visits.reopen(id) }?.code == "form_unknown")
        #expect(try store.device.unsentWork().drafts == 0)
        #expect(try store.visits.one(id).answers == visit.answers)
        let key = RecordKey(id: visit.id, type: RecordTypes.visit)
        let amended = try store.visits.amend(id, assignments: ["void_reason=记错户"], reason: "记错户")
        #expect(amended.visit.answer("void_reason") == .string("记错户") && amended.visit.answer("A04") == .integer(4))
        #expect(try store.replica.log(of: key).last?.writes.count == 1)
    }

    @Test("a visit that was opened once more before its form was lost writes what was changed, and nothing else")
    func reopened() throws {
        let field = try TestField()
        let visit = try field.store.visits.submit(try begun(field)).visit
        var open = try field.store.visits.reopen(visit.id.description)
        #expect(try field.store.visits.notices(reading: visit).first?.en.contains("visit resume") == true)
        try field.loseForms()
        let store = try field.reopened()
        try answer([("/data/A/A04", .text("3"))], &open, in: store)
        _ = try store.visits.submit(open)
        let key = RecordKey(id: visit.id, type: RecordTypes.visit)
        let writes = try #require(try store.replica.log(of: key).last).writes
        #expect(writes.map { String(decoding: $0.key.cell, as: UTF8.self) } == ["A04"])
    }

    @Test("ids of drafts are as long as it takes to tell them from each other and from records")
    func shortIDs() throws {
        let field = try TestField()
        let draft = try begun(field)
        let near = RecordID(high: draft.id.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, low: 1)
        try field.store.replica.keep(KeptDraft(id: near, document: Array("{}".utf8)), replacing: nil)
        let short = try field.store.drafts.shortID(draft.id)
        #expect(draft.id.description.hasPrefix(short) && !near.description.hasPrefix(short))
        #expect(try field.store.drafts.one(short).id == draft.id)
        #expect(try field.store.device.unsentWork().drafts == 2)
    }
}

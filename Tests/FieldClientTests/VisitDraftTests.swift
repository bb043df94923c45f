import CommunityModel
import Foundation
import Questionnaires
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Visits under way") struct VisitDraftTests {
    private func answer(_ answers: [(String, FormAnswer)], _ draft: inout VisitDraft, in store: FieldStore) throws {
        let form = try #require(draft.questionnaire)
        let session = try store.drafts.session(for: form, of: draft)
        for (path, answer) in answers { #expect(session.answer(at: path, answer) == .accepted, "\(path)") }
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        try store.drafts.keep(&draft)
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? Failure)?.code }
    }

    @Test("a visit that is begun is on the disk at once, in no change, and goes on after the program was killed")
    func resumed() throws {
        let field = try TestField()
        let before = try field.store.replica.outboxCounts().pending
        var draft = try field.store.visits.begin(household: String(field.household.prefix(13)), form: nil)
        draft["consent"] = .boolean(true)
        try answer([("/data/A/A01", .text("true")), ("/data/A/A02", .text("registered"))], &draft, in: field.store)
        draft.questionnaire?.position = "/data/A/A04"
        draft.questionnaire?.notes = [FormDraft.Note(path: "/data/A/A02", text: "户主不在")]
        draft.questionnaire?.picks = [FormDraft.Pick(path: "/data/B/B01", names: ["wechat"])]
        draft.isInPublicity = false
        try field.store.drafts.keep(&draft)
        #expect(try field.store.replica.outboxCounts().pending == before)
        let store = try field.reopened()
        let again = try store.drafts.one(String(draft.id.description.prefix(13)))
        #expect(again.questionnaire == draft.questionnaire && again.fields == draft.fields)
        #expect(again.isInPublicity == false)
        let session = try store.drafts.session(for: try #require(again.questionnaire), of: again)
        #expect(session.view(at: "/data/A/A02")?.value == .choice("registered"))
        let added = try store.visits.submit(again)
        #expect(added.visit.answer("outcome") == .string("partial"))
        #expect(added.visit.answer("A02") == .string("registered"))
        #expect(added.visit.answer("answer_notes") == .array([.string("A/A02: 户主不在")]))
        #expect(added.visit.id == draft.id)
        #expect(try store.drafts.list().isEmpty)
        #expect(try store.replica.outboxCounts().pending == before + 1)
    }

    @Test("a draft that a later version wrote is kept and named, and holds up no other visit")
    func unreadable() throws {
        let field = try TestField()
        let id = try #require(RecordID("0199a1b2-0000-7000-8000-000000000001"))
        try field.store.replica.keep(KeptDraft(id: id, document: Array(#"{"later": 1}"#.utf8)), replacing: nil)
        let draft = try field.store.visits.begin(household: field.household, form: nil)
        #expect(try field.store.drafts.list().map(\.id) == [draft.id])
        #expect(try field.store.drafts.unreadable() == [id])
        #expect(try field.reopened().replica.drafts().count == 2)
    }

    @Test("a second visit to the same household is not begun beside the first, which can be discarded")
    func discarded() throws {
        let field = try TestField()
        let draft = try field.store.visits.begin(household: field.household, form: nil)
        #expect(code { _ = try field.store.visits.begin(household: field.household, form: nil) } == "draft_exists")
        try field.store.drafts.discard(draft)
        #expect(code { _ = try field.store.drafts.one(draft.id.description) } == "draft_unknown")
        _ = try field.store.visits.begin(household: field.household, form: "publicity-record")
    }

    @Test("a visit without an outcome and one with answers but without consent are refused, and the draft stays")
    func refused() throws {
        let field = try TestField()
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        #expect(code { _ = try field.store.visits.submit(draft) } == "answers_invalid")
        try answer([("/data/A/A01", .text("true"))], &draft, in: field.store)
        draft["consent"] = .boolean(false)
        #expect(code { _ = try field.store.visits.submit(draft) } == "answers_invalid")
        #expect(try field.store.drafts.list().count == 1)
        #expect(try field.store.visits.list(household: nil, area: "").isEmpty)
    }

    @Test("a refusal is one field, and the wish to be left in peace is honoured by the next visit")
    func noContact() throws {
        let field = try TestField()
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["do_not_contact"] = .boolean(true)
        let added = try field.store.visits.submit(draft)
        #expect(added.marksNoContact && added.visit.answer("outcome") == .string("do_not_contact"))
        #expect(
            code { _ = try field.store.visits.begin(household: field.household, form: nil) }
                == "household_not_to_contact"
        )
        let invited = try field.store.visits.begin(household: field.household, form: nil, invitation: "来电约请")
        #expect(invited["invitation"] == .string("来电约请"))
    }

    @Test("a response that arrived while a visit was under way stays beside the visit's own, for a person to choose")
    func responseArrived() throws {
        let field = try TestField()
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        let household = RecordKey(id: draft.household, type: RecordTypes.household)
        let responses = try #require(field.store.schema.type(RecordTypes.household)?.field(named: "responses"))
        let outcome = try #require(field.store.schema.type(RecordTypes.visit)?.field(named: "outcome"))
        let parent = try #require(field.store.schema.type(RecordTypes.visit)?.field(named: "household"))
        try field.arrive { context in
            let visit = RecordKey(id: context.newID(), type: RecordTypes.visit)
            return [
                ChangeDraft.Write(record: visit, key: FieldKey(parent.number), value: .reference(household.id)),
                ChangeDraft.Write(record: visit, key: FieldKey(outcome.number), value: .choice("completed")),
                ChangeDraft.Write(
                    record: household, key: FieldKey(responses.number, cell: Array("1".utf8)),
                    value: .reference(visit.id)),
            ]
        }
        draft["consent"] = .boolean(true)
        try answer([("/data/A/A01", .text("true")), ("/data/A/A02", .text("registered"))], &draft, in: field.store)
        let added = try field.store.visits.submit(draft)
        #expect(!added.notices.isEmpty)
        let conflict = try #require(try field.store.conflicts.list().first)
        #expect(conflict.recordId == household.id && conflict.values.count == 2)
        #expect(code { _ = try field.store.visits.begin(household: field.household, form: nil) } == "response_exists")
        _ = try field.store.visits.begin(household: field.household, form: nil, isAgain: true)
    }

    @Test("a reopened visit writes what was changed, over what was shown when it was opened, and nothing else")
    func reopened() throws {
        let field = try TestField()
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["consent"] = .boolean(true)
        try answer([("/data/A/A01", .text("true")), ("/data/A/A02", .text("registered"))], &draft, in: field.store)
        let visit = try field.store.visits.submit(draft).visit
        var open = try field.store.visits.reopen(visit.id.description)
        #expect(open.isReopened && open["consent"] == .boolean(true) && open["outcome"] == nil)
        // Another device emptied the answer and set a remark meanwhile.
        let key = RecordKey(id: visit.id, type: RecordTypes.visit)
        let answers = try #require(field.store.schema.type(RecordTypes.visit)?.field(named: "answers"))
        let cell = FieldKey(answers.number, cell: Array("A02".utf8))
        try field.arrive { context in [try context.write(key, answers, cell: cell.cell, .text("temporary"))] }
        try answer(
            [("/data/A/A02", .text("permanent_other")), ("/data/A/A04", .text("3"))], &open, in: field.store)
        let log = try field.store.replica.log(of: key).count
        let again = try field.store.visits.submit(open)
        let writes = try #require(try field.store.replica.log(of: key).last).writes
        #expect(try field.store.replica.log(of: key).count == log + 1)
        #expect(Set(writes.map { String(decoding: $0.key.cell, as: UTF8.self) }) == ["A02", "A04"])
        #expect(again.visit.conflicts == ["A02"], "the other's value was not shown and stays")
        #expect(again.visit.answer("A04") == .integer(3))
        #expect(code { _ = try field.store.visits.reopen(visit.id.description) } == "field_in_conflict")
    }

    @Test("a reopened visit that nobody changed leaves no change behind")
    func untouched() throws {
        let field = try TestField()
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["consent"] = .boolean(true)
        try answer([("/data/A/A01", .text("true")), ("/data/A/A02", .text("registered"))], &draft, in: field.store)
        let visit = try field.store.visits.submit(draft).visit
        let pending = try field.store.replica.outboxCounts().pending
        let open = try field.store.visits.reopen(visit.id.description)
        _ = try field.store.visits.submit(open)
        #expect(try field.store.replica.outboxCounts().pending == pending)
        #expect(try field.store.drafts.list().isEmpty)
    }
}

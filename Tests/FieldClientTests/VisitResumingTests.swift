import CommunityModel
import Questionnaires
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("A household that asks not to be contacted while a visit to it is under way") struct VisitResumingTests {
    private func begun(_ field: TestField) throws -> VisitDraft {
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["consent"] = .boolean(true)
        let session = try field.store.drafts.session(for: try #require(draft.questionnaire), of: draft)
        for (path, text) in [("/data/A/A01", "true"), ("/data/A/A02", "registered"), ("/data/A/A04", "2")] {
            #expect(session.answer(at: path, .text(text)) == .accepted)
        }
        draft.questionnaire?.instance = session.serialise(includingIrrelevant: true)
        try field.store.drafts.keep(&draft)
        return draft
    }

    /// The wish that another device noted arrives.
    private func arrive(in field: TestField) throws {
        let household = RecordKey(id: try #require(RecordID(field.household)), type: RecordTypes.household)
        let wish = try #require(field.store.schema.type(household.type)?.field(named: "do_not_contact"))
        try field.arrive { [try $0.write(household, wish, .boolean(true))] }
    }

    private func failure(_ body: () throws -> Void) -> Failure? {
        do {
            try body()
            return nil
        } catch { return error as? Failure }
    }

    @Test("nobody asks on, the draft stays as it was, and the list for today does not name the household")
    func stopped() throws {
        let field = try TestField()
        let draft = try begun(field)
        #expect(try field.store.visits.resume(draft.id.description).fields == draft.fields)
        #expect(try field.store.visits.today().list.entries.count == 1)
        try arrive(in: field)
        let stopped = failure { _ = try field.store.visits.resume(draft.id.description) }
        #expect(stopped?.code == "household_not_to_contact" && stopped?.status == .data)
        #expect(stopped?.message.en.contains("wangfang") == true && stopped?.hint?.en.contains("--save") == true)
        let kept = try field.store.drafts.one(draft.id.description)
        #expect(kept.fields == draft.fields && kept.questionnaire == draft.questionnaire)
        let today = try field.store.visits.today().list
        #expect(today.entries.isEmpty && today.leftOut.doNotContact == 1)
    }

    @Test("what was said before is saved with a notice that says who noted the wish")
    func saved() throws {
        let field = try TestField()
        let draft = try begun(field)
        try arrive(in: field)
        let added = try field.store.visits.submit(try field.store.drafts.one(draft.id.description))
        #expect(added.visit.answer("outcome") == .string("partial") && added.visit.answer("A04") == .integer(2))
        #expect(added.notices.first?.en.contains("asked not to be contacted (noted by wangfang") == true)
        #expect(added.notices.first?.zh.contains("不再打扰") == true)
        // To correct what was saved nobody need call; to ask on would be a call.
        let amended = try field.store.visits.amend(
            added.visit.id.description, assignments: ["A04=3"], reason: "误听")
        #expect(amended.visit.answer("A04") == .integer(3) && amended.notices.isEmpty)
        let reopened = failure { _ = try field.store.visits.resume(added.visit.id.description) }
        #expect(reopened?.code == "household_not_to_contact" && reopened?.hint?.en.contains("visit set") == true)
        #expect(try field.store.drafts.list().isEmpty)
    }

    @Test("with the residents' invitation the visit goes on and keeps it")
    func invited() throws {
        let field = try TestField()
        let draft = try begun(field)
        try arrive(in: field)
        let resumed = try field.store.visits.resume(draft.id.description, invitation: "来电约请")
        #expect(resumed["invitation"] == .string("来电约请"))
        let again = try field.store.visits.resume(draft.id.description)
        let added = try field.store.visits.submit(again)
        #expect(added.visit.answer("invitation") == .string("来电约请") && added.notices.isEmpty)
    }

    @Test("a visit at which the residents said so themselves is resumed and saved without a word")
    func own() throws {
        let field = try TestField()
        var draft = try begun(field)
        draft["do_not_contact"] = .boolean(true)
        try field.store.drafts.keep(&draft)
        try arrive(in: field)
        let added = try field.store.visits.submit(try field.store.visits.resume(draft.id.description))
        #expect(added.notices.isEmpty)
    }
}

import CommunityModel
import Foundation
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing
import Values

@testable import FieldClient

/// Several programs at one store, and clocks that go backwards: what was said is neither lost nor saved twice.
@Suite("Visits under way in several programs") struct DraftContestTests {
    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return FieldFailures.explain(error)?.code }
    }

    private func begun(_ field: TestField) throws -> VisitDraft {
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["outcome"] = .string("nobody_home")
        try field.store.drafts.keep(&draft)
        return draft
    }

    @Test("two programs with one draft: who has not read what the other kept writes nothing over it")
    func twoPrograms() throws {
        let field = try TestField()
        var first = try begun(field)
        let other = try field.reopened()
        var second = try other.drafts.one(first.id.description)
        first["remarks"] = .string("第一份")
        try field.store.drafts.keep(&first)
        second["remarks"] = .string("第二份")
        #expect(code { try other.drafts.keep(&second) } == "draft_changed")
        #expect(code { _ = try other.visits.submit(second) } == "draft_changed")
        #expect(try other.drafts.one(first.id.description)["remarks"] == .string("第一份"))
        let saved = try field.store.visits.submit(first).visit
        #expect(code { try other.drafts.keep(&second) } == "draft_gone")
        #expect(code { _ = try other.visits.submit(second) } == "draft_gone")
        #expect(code { _ = try field.store.visits.submit(first) } == "draft_gone")
        #expect(try other.drafts.list().isEmpty && other.conflicts.list().isEmpty)
        #expect(try other.visits.list(household: nil, area: "").map(\.id) == [saved.id])
    }

    @Test("a draft that was dropped elsewhere does not come back with the next key")
    func dropped() throws {
        let field = try TestField()
        var draft = try begun(field)
        let other = try field.reopened()
        try other.drafts.discard(try other.drafts.one(draft.id.description))
        #expect(code { try field.store.drafts.keep(&draft) } == "draft_gone")
        #expect(try field.store.drafts.list().isEmpty)
    }

    @Test("what is open in one program is neither dropped nor amended by another, and is free when that ends")
    func open() throws {
        let field = try TestField()
        let draft = try begun(field)
        let other = try field.reopened()
        var hold: DraftHold? = try field.store.drafts.hold(draft.id)
        #expect(hold != nil)
        #expect(code { _ = try other.drafts.hold(draft.id) } == "draft_open")
        #expect(code { try other.drafts.discard(draft) } == "draft_open")
        let id = draft.id.description
        #expect(code { _ = try other.visits.resume(id, invitation: "约请") } == "draft_open")
        #expect(try other.visits.resume(id).onDisk == draft.onDisk, "looking at it changes nothing")
        _ = try field.store.visits.submit(draft)
        #expect(code { _ = try other.visits.amend(id, assignments: ["remarks=x"], reason: "补充") } == "draft_open")
        hold = nil
        _ = try other.visits.amend(id, assignments: ["remarks=x"], reason: "补充")
    }

    @Test("of many programs that begin a visit to one household at once, one does")
    func begunAtOnce() throws {
        let field = try TestField()
        let codes = try atOnce(field) { store, household in
            code { _ = try store.visits.begin(household: household, form: nil) }
        }
        #expect(codes.filter { $0 == nil }.count == 1)
        #expect(codes.filter { $0 == "draft_exists" }.count == codes.count - 1)
        #expect(try field.store.drafts.list().count == 1)
    }

    private static let completed = """
        {"consent":true,"A01":true,"A02":"registered","A04":4,"A05":1,"A06":3,"B01":"heard","B02":["board","door_visit"],
        "B03":"never","B04":"never","B05":"know_some","B07":"seen","B08":"no","B09":"heard","C01":"support","C02":"willing",
        "C03":0,"D01":"neutral","D02":"dont_know","D03":"satisfied","D04":"none","D08":"fairly","E01":"safe","E02":"drill",
        "E03":["guards","video"],"F01":3,"F02":30,"F03":1,"F04":["park","home"],"G01":"always","G02":"no_bins","G03":"daily",
        "G04":"yes","G05":["garbage","road","other"],"G06":["solar"],"H01":-1,"H02":"know","H03":-1,"H04":"no","H05":["none"],
        "H06":["job"],"I01":["law","eco"],"I05":"some","I02":"1_2","I03":"good","I04":10,"J01":"family","J02":"often",
        "J03":["school"]}
        """

    @Test("of many programs that add the answers of one household at once, one does, and with --again all do")
    func addedAtOnce() throws {
        let field = try TestField()
        let answers = Array(Self.completed.utf8)
        let codes = try atOnce(field) { store, household in
            code { _ = try store.visits.add(household: household, answers: answers) }
        }
        #expect(codes.filter { $0 == nil }.count == 1)
        #expect(codes.filter { $0 == "response_exists" }.count == codes.count - 1)
        #expect(try field.store.visits.list(household: nil, area: "").count == 1)
        let again = try atOnce(field) { store, household in
            code { _ = try store.visits.add(household: household, answers: answers, isAgain: true) }
        }
        #expect(again.allSatisfy { $0 == nil })
        #expect(try field.store.visits.list(household: nil, area: "").count == 1 + again.count)
    }

    /// The results of several programs that do something at the same time.
    private func atOnce(_ field: TestField, _ work: @Sendable (FieldStore, String) -> String?) throws -> [String?] {
        let stores = try (0..<6).map { _ in try field.reopened() }
        let household = field.household
        let results = Mutex<[String?]>([])
        DispatchQueue.concurrentPerform(iterations: stores.count) { number in
            let code = work(stores[number], household)
            results.withLock { $0.append(code) }
        }
        return results.withLock { $0 }
    }

    @Test("a visit that began after it ended, by a clock that was set back, is saved; stating both so is refused")
    func clockSetBack() throws {
        let field = try TestField()
        let draft = try begun(field)
        let text = String(decoding: try draft.kept.document, as: UTF8.self)
        let later = text.replacing(draft.startedAt.description, with: "2099-01-01T00:00:00Z")
        try field.store.drafts.discard(draft)
        try field.store.replica.keep(KeptDraft(id: draft.id, document: Array(later.utf8)), replacing: nil)
        let ahead = try field.store.drafts.one(draft.id.description)
        let added = try field.store.visits.submit(ahead).visit
        #expect(added.answer("started_at") == .string("2099-01-01T00:00:00Z"))
        #expect(added.answer("ended_at") == added.answer("started_at"))
        let past = Array(#"{"outcome":"nobody_home","ended_at":"2020-01-01T00:00:00Z"}"#.utf8)
        let earlier = try field.store.visits.add(household: field.household, answers: past).visit
        #expect(earlier.answer("started_at") == .string("2020-01-01T00:00:00Z"))
        var both = try begun(field)
        both["started_at"] = .string("2026-01-02T00:00:00Z")
        both["ended_at"] = .string("2026-01-01T00:00:00Z")
        #expect(code { _ = try field.store.visits.submit(both) } == "answers_invalid")
    }

    @Test("a visit whose answers were undone keeps nothing of the contact, and a redo does not bring it back")
    func undone() throws {
        let field = try TestField()
        let phone = "0757-66660001"
        let answers = #"{"consent":true,"A01":true,"A02":"registered","K01":"漏水","K04":true,"K05":"\#(phone)"}"#
        let added = try field.store.visits.add(household: field.household, answers: Array(answers.utf8))
        let opinion = RecordKey(id: try #require(added.opinions.first), type: RecordTypes.opinion)
        #expect(try bytes(of: field).range(of: Data(phone.utf8)) != nil)
        for kind in [UndoMark.Kind.undo, .redo] {
            _ = try field.store.undo.apply(try field.store.undo.preview(kind)) { _, _ in }
            #expect(try bytes(of: field).range(of: Data(phone.utf8)) == nil, "\(kind)")
        }
        let record = try field.store.records.entry(opinion)
        #expect(record.text("text") == "漏水" && record.text("contact").isEmpty)
        #expect(
            code { _ = try field.store.records.set(opinion, assignments: ["state=closed", "answer=修好"], reason: "") }
                == nil)
        #expect(
            code { _ = try field.store.records.set(opinion, assignments: ["contact=\(phone)"], reason: "") }
                == "field_cleared")
    }

    private func bytes(of field: TestField) throws -> Data {
        let files = try FileManager.default.contentsOfDirectory(at: field.folder, includingPropertiesForKeys: nil)
        return try files.reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
    }
}

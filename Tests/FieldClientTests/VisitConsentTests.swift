import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Consent and what hangs on it") struct VisitConsentTests {
    private static var publicity: [String: Any] {
        [
            "persons_reached": 2, "topics": ["fire"], "response": "support", "promise": "修路灯",
            "promise_due": "2999-01-01",
        ]
    }

    @Test("consent that is taken back takes the answers, the opinions and the response with it, and says so")
    func takenBack() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, TestField.opinion, ["publicity": Self.publicity])
        #expect(visit.opinions.count == 2 && visit.publicity != nil)
        let refused = failure { try field.amend(visit, "outcome=refused") }
        #expect(refused?.code == "answers_invalid" && refused?.message.en.contains("consent=false") == true)
        let again = try field.amend(visit, "outcome=refused", "consent=false")
        #expect(again.visit.answer("outcome") == .string("refused"))
        #expect(
            again.visit.answer("A01") == nil && again.visit.answer("K01") == nil && again.visit.answer("form") == nil)
        for id in visit.opinions { #expect(try field.opinion(id).isDeleted) }
        let told = RecordKey(id: try #require(visit.publicity), type: RecordTypes.publicity)
        #expect(try field.store.records.entry(told).isDeleted)
        #expect(try field.responses().isEmpty)
        #expect(again.notices.contains { $0.en.contains("taken back") || $0.en.contains("took back") })
        #expect(try field.store.replica.log(of: RecordKey(id: visit.visit.id, type: RecordTypes.visit)).count == 2)
        // The household may be asked once more.
        try field.add(TestField.survey)
        #expect(try field.store.conflicts.list().isEmpty)
    }

    @Test("without an outcome the visit was refused; with the wish for peace it is that")
    func outcomes() throws {
        let field = try TestField()
        let first = try field.add(TestField.survey)
        #expect(try field.amend(first, "consent=false").visit.answer("outcome") == .string("refused"))
        let second = try field.add(TestField.survey)
        let peace = try field.amend(second, "consent=false", "do_not_contact=true")
        #expect(peace.visit.answer("outcome") == .string("do_not_contact") && peace.marksNoContact)
    }

    @Test("nothing is told to who refused: publicity comes with a visit that was held, or with material that was left")
    func publicity() throws {
        let field = try TestField()
        let refusals: [[String: Any]] = [
            ["outcome": "refused"], ["consent": false], ["do_not_contact": true], ["outcome": "do_not_contact"],
            ["outcome": "completed", "consent": false],
        ]
        for said in refusals {
            let refused = failure { try field.add(said, ["publicity": Self.publicity]) }
            #expect(refused?.code == "answers_invalid" && refused?.message.en.contains("publicity") == true, "\(said)")
        }
        #expect(try field.store.visits.list(household: nil, area: "").isEmpty)
        let left = try field.add([
            "publicity": ["left_material_only": true, "topics": ["fire"]] as [String: Any]
        ])
        #expect(left.visit.answer("outcome") == .string("nobody_home") && left.publicity != nil)
        for outcome in ["completed", "no_access"] {
            _ = try field.add(["outcome": outcome, "publicity": Self.publicity])
        }
    }
}

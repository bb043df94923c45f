import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("The identity of a visit in a file of answers") struct VisitIdentityTests {
    private static let id = "0199a1b2-0000-7000-8000-00000000000a"

    private func json(_ instanceID: String, _ rest: String = "\"A01\":true,\"A02\":\"registered\"") -> [UInt8] {
        Array(#"{"meta":{"instanceID":"\#(instanceID)"},\#(rest)}"#.utf8)
    }

    private func xml(_ instanceID: String, prefix: String = "") -> [UInt8] {
        let meta = prefix.isEmpty ? "" : #" xmlns:orx="http://openrosa.org/xforms""#
        let block = "<\(prefix)meta\(meta)><\(prefix)instanceID>\(instanceID)</\(prefix)instanceID></\(prefix)meta>"
        return Array(
            #"<data id="household-survey" version="1"><A><A01>true</A01><A02>registered</A02></A>\#(block)</data>"#.utf8
        )
    }

    private func failure(_ body: () throws -> Void) -> Failure? {
        do {
            try body()
            return nil
        } catch { return error as? Failure }
    }

    @Test(
        "an instance of this software is the visit that it was filled for, as JSON, XML and with the block's own names")
    func taken() throws {
        for answers in [
            json("uuid:\(Self.id)"), xml("uuid:\(Self.id)"), xml("uuid:\(Self.id.uppercased())", prefix: "orx:"),
        ] {
            let field = try TestField()
            let added = try field.store.visits.add(household: field.household, answers: answers)
            #expect(added.visit.id.description == Self.id)
            #expect(added.visit.answer("A02") == .string("registered"))
        }
    }

    @Test(
        "any other identity, and none, gives a new id each time",
        arguments: [
            "uuid:6f1b5d6e-38b2-4a51-9c3f-2d9a6c1f7b11", "changes", "uuid:", "uuid:0199a1b2-0000-7000-8000", "",
            "0199a1b2-0000-7000-8000-00000000000a", "uuid:0199a1b2-0000-7000-c000-00000000000a",
        ])
    func others(instanceID: String) throws {
        let field = try TestField()
        let first = try field.store.visits.add(household: field.household, answers: json(instanceID))
        let second = try field.store.visits.add(household: field.household, answers: xml(instanceID))
        #expect(first.visit.id != second.visit.id)
        for visit in [first.visit, second.visit] { #expect(visit.id.description != Self.id) }
    }

    @Test(
        "a file that is added twice is one visit, and the second time says so, also when the visit is void or another household's"
    )
    func twice() throws {
        let field = try TestField()
        let other = try field.store.households.add(
            area: "440605011901", building: "3", unit: "", room: "0302", assignments: [], isForced: false
        ).id.description
        _ = try field.store.visits.add(household: field.household, answers: json("uuid:\(Self.id)"))
        let count = try field.store.replica.outboxCounts().pending
        let again = failure {
            _ = try field.store.visits.add(household: field.household, answers: xml("uuid:\(Self.id)"))
        }
        #expect(again?.code == "visit_exists" && again?.status == .data)
        #expect(again?.message.en.contains("Nothing was saved") == true && again?.message.zh.contains("没有保存") == true)
        #expect(again?.hint?.en.contains("ruhu visit set") == true)
        #expect(again?.message.en.contains("another household") == false)
        let elsewhere = failure { _ = try field.store.visits.add(household: other, answers: json("uuid:\(Self.id)")) }
        #expect(
            elsewhere?.code == "visit_exists" && elsewhere?.message.en.contains("another household: 3 0301") == true)
        #expect(try field.store.replica.outboxCounts().pending == count)
        _ = try field.store.visits.amend(Self.id, assignments: ["void_reason=duplicate"], reason: "记错")
        let void = failure {
            _ = try field.store.visits.add(household: field.household, answers: json("uuid:\(Self.id)"))
        }
        #expect(void?.code == "visit_exists" && void?.message.en.contains("void: duplicate") == true)
        #expect(try field.store.visits.list(household: nil, area: "").count == 1)
    }

    @Test("answers of no form are held by their identity too")
    func loose() throws {
        let field = try TestField()
        let answers = json("uuid:\(Self.id)", #""outcome":"completed","consent":true,"people":3"#)
        let added = try field.store.visits.add(household: field.household, answers: answers)
        #expect(added.visit.id.description == Self.id && added.visit.answer("people") == .integer(3))
        #expect(added.visit.answer("meta") == nil)
        #expect(
            failure { _ = try field.store.visits.add(household: field.household, answers: answers) }?.code
                == "visit_exists")
    }

    @Test("what else stands in the block is refused by the form, and nothing is saved")
    func furtherMeta() throws {
        let field = try TestField()
        let answers = Array(#"{"meta":{"instanceID":"uuid:\#(Self.id)","audit":"x"},"A01":true}"#.utf8)
        let refused = failure {
            _ = try field.store.visits.add(household: field.household, form: "household-survey", answers: answers)
        }
        #expect(refused?.code == "answers_invalid" && refused?.message.en.contains("audit") == true)
        #expect(try field.store.visits.list(household: nil, area: "").isEmpty)
    }

    @Test("a visit that is under way here, and the id of another record, take no file")
    func occupied() throws {
        let field = try TestField()
        let draft = try field.store.visits.begin(household: field.household, form: nil)
        let underWay = failure {
            _ = try field.store.visits.add(household: field.household, answers: json("uuid:\(draft.id)"))
        }
        #expect(underWay?.code == "draft_exists" && underWay?.message.en.contains("Nothing was saved") == true)
        let foreign = failure {
            _ = try field.store.visits.add(household: field.household, answers: json("uuid:\(field.household)"))
        }
        #expect(foreign?.code == "answers_invalid" && foreign?.message.en.contains("instanceID") == true)
        #expect(try field.store.visits.list(household: nil, area: "").isEmpty)
    }

    @Test("a visit that was taken back is not doubled by its file, and comes back by redo")
    func undone() throws {
        let field = try TestField()
        let answers = json("uuid:\(Self.id)")
        _ = try field.store.visits.add(household: field.household, answers: answers)
        _ = try field.store.undo.apply(try field.store.undo.preview(.undo)) { _, _ in }
        let refused = failure { _ = try field.store.visits.add(household: field.household, answers: answers) }
        #expect(refused?.code == "visit_exists" && refused?.hint?.en.contains("ruhu redo") == true)
        _ = try field.store.undo.apply(try field.store.undo.preview(.redo)) { _, _ in }
        #expect(try field.store.visits.one(Self.id).answer("A02") == .string("registered"))
    }

    @Test("what another program added between reading and saving is not written over")
    func meanwhile() throws {
        let field = try TestField()
        let added = try field.store.visits.add(household: field.household, answers: json("uuid:\(Self.id)"))
        let type = try field.store.type(RecordTypes.visit)
        let household = try field.store.record(field.household, type: RecordTypes.household)
        let submission = VisitSubmission(
            visit: RecordKey(id: added.visit.id, type: type.number), household: household,
            fields: try VisitAnswers([.init("outcome", .string("refused"))], type: type, household: household.id),
            questionnaire: nil, publicity: nil)
        #expect(throws: VisitTaken.self) {
            _ = try field.store.replica.deciding { moment in
                try field.store.visits.save(submission, since: nil, shown: nil, round: "1", asOf: moment)
            }
        }
        #expect(try field.store.visits.one(Self.id).answer("outcome") == added.visit.answer("outcome"))
    }
}

import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Appointments, merged households and wishes") struct VisitTimeTests {
    @Test("an appointment lies ahead of its visit; in quiet hours it is told")
    func appointments() throws {
        let field = try TestField()
        let past = failure {
            try field.add(["outcome": "appointment", "next_appointment": "2020-01-01T10:00:00+08:00"])
        }
        #expect(past?.code == "answers_invalid" && past?.message.en.contains("next_appointment") == true)
        // A file of an older visit speaks of its own time.
        let old = try field.add([
            "outcome": "appointment", "started_at": "2019-12-31T10:00:00+08:00",
            "next_appointment": "2020-01-01T10:00:00+08:00",
        ])
        #expect(old.notices.isEmpty)
        let late = try field.add(["outcome": "appointment", "next_appointment": "2999-01-01T21:30:00+08:00"])
        #expect(late.notices.count == 1 && late.notices[0].en.contains("20:00-09:00"))
        let early = try field.add(["outcome": "appointment", "next_appointment": "2999-01-01T09:00:00+08:00"])
        #expect(early.notices.isEmpty)
        var draft = try field.store.visits.begin(household: field.household, form: nil)
        draft["outcome"] = .string("appointment")
        draft["next_appointment"] = .string("2020-01-01T10:00:00+08:00")
        #expect(failure { _ = try field.store.visits.submit(draft) }?.code == "answers_invalid")
    }

    @Test("enumerators are parted by commas or blanks, in set as in add")
    func enumerators() throws {
        let field = try TestField()
        let visit = try field.add(["outcome": "vacant"], words: ["enumerators=ua，ub"])
        #expect(visit.visit.answer("enumerators") == .array([.string("ua"), .string("ub")]))
        let amended = try field.amend(visit, "enumerators=ub uc")
        #expect(amended.visit.answer("enumerators") == .array([.string("ub"), .string("uc")]))
    }

    @Test("a household that was merged into another takes no visit, and the other is named")
    func merged() throws {
        let field = try TestField()
        let merge = { (household: String, other: RecordID) in
            let key = RecordKey(id: try #require(RecordID(household)), type: RecordTypes.household)
            let alias = try #require(Field.common.first { $0.number == .alias })
            try field.arrive { context in [try context.write(key, alias, .reference(other))] }
        }
        let rooms = try ["0302", "0303"].map { room in
            try field.store.households.add(
                area: "440605011901", building: "3", unit: "", room: room, assignments: [], isForced: false
            ).id
        }
        try merge(field.household, rooms[0])
        try merge(rooms[0].description, rooms[1])
        let added = failure { try field.add(TestField.survey) }
        #expect(added?.code == "household_merged" && added?.message.en.contains(rooms[1].description) == true)
        #expect(added?.message.en.contains("0303") == true)
        let begun = failure { _ = try field.store.visits.begin(household: field.household, form: nil) }
        #expect(begun?.code == "household_merged")
        _ = try field.add(TestField.survey, household: rooms[1].description)
    }

    @Test("the wish to be left in peace is taken back with a reason only")
    func wish() throws {
        let field = try TestField()
        let set = { (words: [String], reason: String) in
            _ = try field.store.households.set(field.household, assignments: words, reason: reason)
        }
        #expect(failure { try set(["do_not_contact=false"], "") } == nil, "there is no wish yet")
        try set(["do_not_contact=true"], "")
        for word in ["do_not_contact=false", "do_not_contact="] {
            let refused = failure { try set([word, "remarks=x"], " ") }
            #expect(refused?.code == "reason_missing" && refused?.message.en.contains("lihua") == true)
        }
        try set(["remarks=x"], "")
        try set(["do_not_contact=true"], "")
        try set(["do_not_contact=false"], "住户来电")
        #expect(try field.store.households.one(field.household).value("do_not_contact") == .boolean(false))
    }
}

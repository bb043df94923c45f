import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// What is there already is not written again, and who sets several values hears what goes.
@Suite("Setting what is there already") struct SettingTwiceTests {
    private func changes(_ field: TestField) throws -> Int { try field.store.replica.totals().changes }

    private func tags(_ edit: SavedEdit) -> [JSONValue] {
        if case .array(let tags)? = edit.record.value("tags") { tags } else { [] }
    }

    @Test(
        "a value that is there is not written again",
        arguments: [
            ["remarks=有狗"], ["occupancy=常住"], ["tags=独居老人,宠物"], ["tags+=宠物"], ["tags-=党员户"], ["position=23.04,113.12"],
            ["in_scope=是"], ["address="], ["deleted=false"], ["remarks=有狗", "tags=宠物;独居老人", "room=0301"],
        ])
    func unchanged(words: [String]) throws {
        let field = try TestField()
        _ = try field.store.households.set(
            field.household,
            assignments: [
                "remarks=有狗", "occupancy=permanent", "tags=独居老人、宠物", "position=23.04,113.12", "in_scope=true",
            ], reason: "")
        let before = try changes(field)
        let pending = try field.store.replica.outboxCounts().pending
        let edit = try field.store.households.set(field.household, assignments: words, reason: "")
        #expect(edit.isUnchanged && edit.removed.isEmpty)
        #expect(try changes(field) == before)
        #expect(try field.store.replica.outboxCounts().pending == pending)
    }

    @Test(
        "a value that is there is written where a person confirms it", arguments: ["remarks=有狗", "tags=宠物", "tags+=宠物"])
    func confirmed(word: String) throws {
        let field = try TestField()
        _ = try field.store.households.set(field.household, assignments: ["remarks=有狗", "tags=宠物"], reason: "")
        let before = try changes(field)
        let edit = try field.store.households.set(field.household, assignments: [word], reason: "", confirms: true)
        #expect(!edit.isUnchanged)
        #expect(try changes(field) == before + 1)
    }

    @Test("of several fields only what differs is written")
    func partly() throws {
        let field = try TestField()
        _ = try field.store.households.set(field.household, assignments: ["remarks=有狗"], reason: "")
        _ = try field.store.households.set(field.household, assignments: ["remarks=有狗", "address=东二路"], reason: "")
        let key = try field.store.record(field.household)
        let type = try #require(field.store.schema.type(RecordTypes.household))
        let writes = try #require(try field.store.replica.log(of: key).last).writes
        #expect(writes.map { type.name(of: $0.key) } == ["address"])
    }

    @Test("a value whose predecessor has not arrived is written, because others may not hold it so")
    func incomplete() throws {
        let field = try TestField()
        let key = try field.store.record(field.household)
        let remarks = try #require(try field.store.type(key.type).field(named: "remarks"))
        let unknown = Dot(change: try #require(ChangeID(bytes: Array(repeating: 7, count: 32))), operation: 0)
        try field.arrive { _ in
            [ChangeDraft.Write(record: key, key: FieldKey(remarks.number), value: .text("有狗"), over: [unknown])]
        }
        #expect(!(try field.store.households.set(field.household, assignments: ["remarks=有狗"], reason: "")).isUnchanged)
    }

    @Test("one of several values is added and taken out, and a plain assignment says what it takes out")
    func several() throws {
        let field = try TestField()
        let set = { (words: String...) in
            try field.store.households.set(field.household, assignments: words, reason: "")
        }
        _ = try set("tags=甲")
        #expect(tags(try set("tags+=乙，丙")).count == 3)
        let taken = try set("tags-=甲")
        #expect(tags(taken) == [.string("乙"), .string("丙")] || Set(tags(taken)) == [.string("乙"), .string("丙")])
        #expect(taken.removed.isEmpty)
        let both = try set("tags+=丁", "tags-=乙")
        #expect(Set(tags(both)) == [.string("丙"), .string("丁")])
        let plain = try set("tags=戊,丁")
        #expect(plain.removed == [JSONValue.Member("tags", .array([.string("丙")]))])
        #expect(Set(tags(plain)) == [.string("丁"), .string("戊")])
    }

    @Test(
        "a field of one value takes no +=, and no field is set and added to at once",
        arguments: [["remarks+=x"], ["room-=1"], ["tags=甲", "tags+=乙"], ["tags+=乙", "tags=甲"], ["nothing+=1"]])
    func refused(words: [String]) throws {
        let field = try TestField()
        let failure = #expect(throws: Failure.self) {
            try field.store.households.set(field.household, assignments: words, reason: "")
        }
        #expect(failure?.code == "field_invalid")
    }

    @Test("a record keeps what others add to a set that somebody states whole")
    func stated() throws {
        let field = try TestField()
        let area = try field.store.records.key(named: "440605011901", type: field.store.type(RecordTypes.area))
        _ = try field.store.records.set(area, assignments: ["titles=A"], reason: "")
        let edit = try field.store.records.set(area, assignments: ["titles=B"], reason: "")
        #expect(edit.removed == [JSONValue.Member("titles", .array([.string("A")]))])
    }

    @Test("a visit that says so already is not written again, and says what a plain list takes out")
    func visits() throws {
        let field = try TestField()
        let visit = try field.store.visits.add(
            household: field.household,
            answers: Array(#"{"outcome":"nobody_home","remarks":"敲门无人","enumerators":["lihua","wangfang"]}"#.utf8),
            fields: [])
        let id = visit.visit.id.description
        let before = try changes(field)
        let same = try field.store.visits.amend(id, assignments: ["remarks=敲门无人"], reason: "r")
        #expect(same.isUnchanged && same.removed.isEmpty)
        #expect(try changes(field) == before)
        #expect(
            !(try field.store.visits.amend(id, assignments: ["remarks=敲门无人"], reason: "r", confirms: true)).isUnchanged)
        let fewer = try field.store.visits.amend(id, assignments: ["enumerators=lihua"], reason: "r")
        #expect(fewer.removed == [JSONValue.Member("enumerators", .array([.string("wangfang")]))])
        let more = try field.store.visits.amend(id, assignments: ["enumerators+=zhang"], reason: "r")
        #expect(more.visit.answer("enumerators") == .array([.string("lihua"), .string("zhang")]))
        #expect(more.removed.isEmpty)
    }
}

import CommunityModel
import CommunityRecords
import SyncProtocol
import Testing
import Values

@Suite("The records of a list for today") struct TodayRecordsTests {
    @Test("looked up household by household or read in one go, the attempts are the same", arguments: [0, 100])
    func attempts(lookupsMax: Int) throws {
        let district = try TestDistrict()
        let homes = try (1...4).map {
            try district.addHousehold("\($0)", $0 == 4 ? ["occupancy": "vacant", "remarks": "有\"狗\""] : [:])
        }
        try district.visit(
            homes[0], "appointment", at: "2011-05-10T10:00:00.250+08:00",
            ["next_appointment": "2011-05-12T19:00:00+08:00"])
        try district.visit(homes[0], "nobody_home", ["round": "1"])
        try district.visit(homes[1], "nobody_home", ["round": "2"])
        try district.visit(homes[2], "completed", ["void_reason": "错户"])
        let records = try TodayRecords(district.store, areaPrefix: "", round: "1", lookupsMax: lookupsMax) {
            $0.room != "3"
        }
        #expect(records.households.map(\.room).sorted() == ["1", "2", "4"])
        let vacant = records.households.first { $0.room == "4" }
        #expect(vacant?.isOutOfScope == true && vacant?.remarks == "有\"狗\"" && vacant?.area == TestDistrict.community)
        let made = (records.visits[homes[0]] ?? []).sorted { $0.startedAt < $1.startedAt }
        #expect(made.map(\.outcome) == [.nobodyHome, .appointment])
        #expect(made.last?.startedAt == Instant("2011-05-10T10:00:00.250+08:00")?.milliseconds)
        #expect(made.last?.appointment == Instant("2011-05-12T19:00:00+08:00"))
        #expect(records.visits[homes[1]] == nil && records.visits[homes[2]] == nil)
    }
}

import ReplicaStore
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// The limit at 1,000 households of NH11-FAC-03: below it 200 m² do, from it on 20 m² for every 100; and who says how
/// many there are.
@Suite struct HouseholdBoundaryTests {
    private func area(_ digits: String) throws -> [String: Value] {
        ["public_service_area": .decimal(try #require(ExactDecimal(digits)))]
    }

    private func judge(
        _ district: TestDistrict, _ digits: String, on day: String = "2011-06-30", households: Int64? = nil
    ) throws -> Judgement {
        var values = try area(digits)
        if let households { values["households"] = .integer(households) }
        return try district.judge("NH11-FAC-03", on: day, values)
    }

    private func snapshot(_ district: TestDistrict, _ households: Int, _ day: String, source: String = "police") throws
    {
        try district.add(
            "population_snapshot",
            [
                "area": TestDistrict.community, "as_of": day, "source": source, "households": String(households),
            ])
    }

    @Test(arguments: ["register", "snapshot", "inspection"])
    func `at 999, 1000 and 1001 households the same limit applies whoever counted them`(counter: String) throws {
        // 199.9 and 200 m² for 999 and 1,000; for 1,001 it takes 200.2.
        let cases: [(Int, String, Outcome)] = [
            (999, "199.9", .fail), (999, "200", .pass), (1_000, "199.9", .fail), (1_000, "200", .pass),
            (1_001, "200", .fail), (1_001, "200.1", .fail), (1_001, "200.2", .pass),
        ]
        for count in [999, 1_000, 1_001] {
            let district = try TestDistrict()
            switch counter {
            case "register":
                try district.turnClock(to: "2011-06-30")
                try district.addHouseholds(count)
            case "snapshot": try snapshot(district, count, "2011-06-30")
            default: break
            }
            for (households, digits, outcome) in cases where households == count {
                let recorded = counter == "inspection" ? Int64(count) : nil
                let judgement = try judge(district, digits, households: recorded)
                #expect(judgement.outcome == outcome, "\(households) \(digits): \(judgement.reason.en)")
                let chosen = count < 1_000 ? "\(count) < 1000" : ""
                #expect(judgement.condition.contains(chosen), "\(judgement.condition)")
            }
        }
    }

    @Test func `what the inspection counted wins over a snapshot, and a snapshot over the register`() throws {
        let district = try TestDistrict()
        try district.turnClock(to: "2011-06-01")
        try district.addHouseholds(3)
        let held = try judge(district, "200")
        #expect(held.numbers.contains { $0.name.hasSuffix("households") && $0.value == "3" }, "\(held.numbers)")
        #expect(held.numbers.contains { $0.source.contains("register") })
        try snapshot(district, 1_005, "2011-06-15")
        // 1,005 households: 201 m².
        #expect(try judge(district, "200").outcome == .fail)
        #expect(try judge(district, "201").outcome == .pass)
        #expect(try judge(district, "200", households: 998).outcome == .pass)
    }

    @Test func `a snapshot counts from its day on, and the latest up to the day of the inspection`() throws {
        let district = try TestDistrict()
        try snapshot(district, 999, "2011-05-31")
        try snapshot(district, 1_001, "2011-07-01")
        #expect(try judge(district, "200", on: "2011-05-30").outcome == .noData)
        #expect(try judge(district, "200", on: "2011-05-31").outcome == .pass)
        #expect(try judge(district, "200", on: "2011-06-30").outcome == .pass)
        #expect(try judge(district, "200", on: "2011-07-01").outcome == .fail)
    }

    @Test func `a confirmed snapshot wins over later ones that nobody confirmed`() throws {
        let district = try TestDistrict()
        try district.add(
            "population_snapshot",
            [
                "area": TestDistrict.community, "as_of": "2011-05-01", "source": "statistics", "households": "999",
                "confirmed": "true",
            ])
        try snapshot(district, 1_001, "2011-06-01")
        #expect(try judge(district, "200").outcome == .pass)
    }

    @Test func `two snapshots of one day that differ are disputed until one is confirmed`() throws {
        let district = try TestDistrict()
        try snapshot(district, 999, "2011-06-01", source: "police")
        let other = try district.add(
            "population_snapshot",
            [
                "area": TestDistrict.community, "as_of": "2011-06-01", "source": "statistics", "households": "1001",
            ])
        let disputed = try judge(district, "200")
        #expect(disputed.outcome == .noData && disputed.reason.en.contains("households"), "\(disputed.reason.en)")
        // What the inspector counted decides all the same.
        #expect(try judge(district, "200", households: 999).outcome == .pass)
        try district.set("population_snapshot", other, ["confirmed": "true"])
        #expect(try judge(district, "200").outcome == .fail)
        #expect(try judge(district, "200.2").outcome == .pass)
    }

    @Test func `the register counts households made up to the end of the day, in the whole community`() throws {
        let district = try TestDistrict()
        try district.addArea(TestDistrict.community + "001", "compound", under: TestDistrict.community)
        try district.turnClock(to: "2011-06-29")
        try district.addHouseholds(2)
        try district.addHouseholds(1, in: TestDistrict.community + "001")
        try district.addHouseholds(5, in: TestDistrict.neighbour)
        try district.turnClock(to: "2011-06-30")
        try district.addHouseholds(1, in: TestDistrict.community + "001")
        let counts = try CommunityFacts(district.store)
        #expect(try counts.registeredHouseholds(of: TestDistrict.community, on: date("2011-06-28")) == 0)
        #expect(try counts.registeredHouseholds(of: TestDistrict.community, on: date("2011-06-29")) == 3)
        #expect(try counts.registeredHouseholds(of: TestDistrict.community, on: date("2011-06-30")) == 4)
    }

    @Test func `a household whose id tells no time is in the register from its first change on`() throws {
        let district = try TestDistrict()
        try district.turnClock(to: "2011-05-10")
        try district.addHouseholds(2)
        try district.turnClock(to: "2011-05-20")
        let type = try district.type("household")
        let key = RecordKey(id: RecordID.derived("test-household-1", from: [[1]]), type: type.number)
        for field in ["room", "remarks"] {
            try district.store.save(as: TestDistrict.li, handsIn: true) { context in
                let area = try context.write(
                    key, try #require(type.field(named: "area")), .text(TestDistrict.community))
                let other = try context.write(key, try #require(type.field(named: field)), .text("1"))
                return [ChangeDraft(writes: field == "room" ? [area, other] : [other])]
            }
            try district.turnClock(to: "2011-06-20")
        }
        let facts = try CommunityFacts(district.store)
        let counts = try ["2011-05-09", "2011-05-19", "2011-05-20", "2011-06-30"].map {
            try facts.registeredHouseholds(of: TestDistrict.community, on: date($0))
        }
        #expect(counts == [0, 2, 3, 3])
    }
}

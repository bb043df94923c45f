import CommunityModel
import ReplicaStore
import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Compliance by hand. Under the small standard (A-1 office ≥ 180 m², A-2 and B-1 judged, B-2 only reported, B-3 for
/// villages only) three communities are inspected:
///
///     community 440605011901 (urban):   A-1 180 pass, A-2 yes pass, B-1 no fail, B-2 report, B-3 n/a    2 of 3
///     neighbour 440605011902 (village): A-1 179 fail, A-2 no data, B-1 no data, B-2 report, B-3 no fail  0 of 2
///     third     440605011903 (urban):   nothing recorded, B-1 no data, B-2 report, B-3 n/a     no rate
@Suite struct ComplianceReportTests {
    private static let third = "440605011903"

    private struct World {
        let district: TestDistrict
        let first: RecordID
        let second: RecordID
        let third: RecordID
    }

    private func world() throws -> World {
        let district = try TestDistrict()
        let standard = try district.publish(smallStandard)
        try district.addArea(Self.third, "community", under: TestDistrict.street)
        let origins = [
            (TestDistrict.community, "urban"), (TestDistrict.neighbour, "village"), (Self.third, "urban"),
        ]
        for (code, origin) in origins {
            let record = try #require(
                try district.store.records(of: RecordTypes.area, inArea: code).first { $0.areas == [code] })
            try district.set("area", record.key.id, ["origin": origin])
        }
        let first = try district.inspect(
            standard, on: "2012-06-01",
            ["office_area": .integer(180), "A-2": .boolean(true), "B-1": .boolean(false), "trees": .integer(5)])
        let second = try district.inspect(
            standard, in: TestDistrict.neighbour, on: "2012-06-02",
            ["office_area": .integer(179), "B-3": .boolean(false)])
        let third = try district.inspect(standard, in: Self.third, on: "2012-06-03", isSubmitted: false, [:])
        return World(district: district, first: first, second: second, third: third)
    }

    private static let counts = ["pass", "fail", "notApplicable", "reportOnly", "noData", "rate"]

    @Test("by community: passed of passed and failed; the rest beside it, and no rate where nothing was judged")
    func communities() throws {
        let report = try world().district.report("compliance")
        #expect(
            try report.lines("area", "date", "status", "pass", "fail", "notApplicable", "reportOnly", "noData", "rate")
                == [
                    "440605011901 2012-06-01 submitted 2 1 1 1 0 2/3",
                    "440605011902 2012-06-02 submitted 0 2 0 1 2 0/2",
                    "440605011903 2012-06-03 in progress 0 0 1 1 3 –",
                ])
    }

    @Test("by standard, group, indicator and result: every way of counting adds up to the same 15 results")
    func otherRows() throws {
        let district = try world().district
        #expect(
            try district.report("compliance", by: "standard").lines(
                "standard", "areas", "pass", "fail", "notApplicable", "reportOnly", "noData", "rate")
                == ["small 3 2 3 2 3 5 2/5"])
        // A: 180 pass, yes pass; 179 fail, no data; no data, no data. B: no fail, n/a; no data, no fail; no data, n/a.
        #expect(
            try district.report("compliance", by: "group").lines(
                "group", "pass", "fail", "notApplicable", "reportOnly", "noData", "rate")
                == ["A 2 1 0 0 3 2/3", "B 0 2 2 3 2 0/2"])
        #expect(
            try district.report("compliance", by: "indicator").lines(
                "indicator", "pass", "fail", "notApplicable", "reportOnly", "noData", "rate")
                == [
                    "A-1 1 1 0 0 1 1/2", "A-2 1 0 0 0 2 1/1", "B-1 0 1 0 0 2 0/1", "B-2 0 0 0 3 0 –",
                    "B-3 0 1 2 0 0 0/1",
                ])
        let results = try district.report("compliance", by: "result").lines("area", "indicator", "result")
        #expect(results.count == 15)
        #expect(results.contains("440605011902 A-1 fail") && results.contains("440605011903 B-3 notApplicable"))
    }

    @Test(
        "every figure leads to the inspections that it counts",
        arguments: ["community", "standard", "group", "indicator"])
    func explanations(by: String) throws {
        let world = try world()
        let report = try world.district.report("compliance", by: by, explains: true)
        let all = Set([world.first, world.second, world.third].map(\.description))
        for (number, row) in report.rows.enumerated() {
            for (column, cell) in zip(report.columns, row.cells) where column.kind == .number {
                guard case .number(let figure) = cell else { continue }
                let behind = row.sources.filter { $0.column == column.name }
                #expect(behind.count == figure, "\(by) row \(number) \(column.name)")
                #expect(behind.allSatisfy { all.contains($0.record) && !$0.words.zh.isEmpty })
            }
        }
        if by == "community" {
            #expect(report.records(0)["pass"] == [world.first.description])
            #expect(report.records(1)["fail"] == [world.second.description])
        }
        #expect(try world.district.report("compliance", by: by).rows.allSatisfy(\.sources.isEmpty))
    }

    @Test("a community counts with its latest submitted inspection; days and areas restrict what counts")
    func latest() throws {
        let world = try world()
        let district = world.district
        let standard = try #require(smallStandard?.standard)
        try district.inspect(standard, on: "2012-07-01", ["A-2": .boolean(false)])
        try district.inspect(standard, on: "2012-08-01", isSubmitted: false, ["A-2": .boolean(true)])
        #expect(
            try district.report("compliance").lines("area", "date", "pass", "fail").first
                == "440605011901 2012-07-01 0 1")
        #expect(
            try district.report("compliance", to: "2012-06-30").lines("area", "date").first
                == "440605011901 2012-06-01")
        #expect(try district.report("compliance", from: "2012-06-03").rows.count == 2)
        #expect(try district.report("compliance", area: TestDistrict.neighbour).lines("area") == ["440605011902"])
    }

    @Test("a dispute counts as no data, in whichever way it is counted")
    func dispute() throws {
        let world = try world()
        try world.district.setBeside(
            "inspection", world.first, "values", cell: "office_area", .integer(178))
        #expect(
            try world.district.report("compliance", area: TestDistrict.community).lines(
                "pass", "fail", "noData", "rate")
                == ["1 1 1 1/2"])
    }
}

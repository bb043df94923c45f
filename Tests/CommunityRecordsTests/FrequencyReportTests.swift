import CommunityModel
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Required against held. W-M wants a lecture every month, W-M2 one in two. From January to 20 April 2012 the
/// community held two in January (one reported twice), none in February, one on 31 March, and one on 2 April that is
/// only planned:
///
///     January 2 held, met; February 0, missed; March 1, met; April 0, still running.
@Suite struct FrequencyReportTests {
    private func world() throws -> (TestDistrict, [String: RecordID]) {
        let district = try TestDistrict()
        _ = try district.publish(WindowRecordTests.file)
        var records: [String: RecordID] = [:]
        func lecture(_ name: String, _ day: String, state: String = "confirmed", same: String? = nil) throws {
            var fields = [
                "area": TestDistrict.community, "kind": "lecture", "date": day, "state": state,
                "organiser": name,
            ]
            if let same { fields["same_as"] = records[same]?.description }
            records[name] = try district.add("activity", fields)
        }
        try lecture("first", "2012-01-01")
        try lecture("second", "2012-01-31")
        try lecture("again", "2012-01-31", same: "second")
        try lecture("march", "2012-03-31")
        try lecture("april", "2012-04-02", state: "planned")
        return (district, records)
    }

    @Test("by indicator: windows, held, met and missed; what still runs is not missed")
    func indicators() throws {
        let (district, records) = try world()
        let report = try district.report("frequency", today: "2012-04-20", explains: true)
        let rows = try report.lines("indicator", "area", "windows", "held", "met", "missed")
        #expect(rows.filter { $0.hasPrefix("W-M ") } == ["W-M 440605011901 4 3 2 1"])
        // Two months: January and February had two, March and April run and have one already.
        #expect(rows.filter { $0.hasPrefix("W-M2 ") } == ["W-M2 440605011901 2 3 2 0"])
        let row = try #require(rows.firstIndex { $0.hasPrefix("W-M ") })
        let wanted = try ["first", "second", "march"].map { try #require(records[$0]).description }
        #expect(report.records(row)["held"] == Set(wanted))
    }

    @Test("by window: every month with its days, what was held in it, and how it came out")
    func windows() throws {
        let (district, _) = try world()
        let report = try district.report("frequency", by: "window", today: "2012-04-20")
        #expect(
            try report.lines("indicator", "from", "to", "held", "result").filter { $0.hasPrefix("W-M ") }
                == [
                    "W-M 2012-01-01 2012-01-31 2 met", "W-M 2012-02-01 2012-02-29 0 missed",
                    "W-M 2012-03-01 2012-03-31 1 met", "W-M 2012-04-01 2012-04-30 0 running",
                ])
        // On the last day a window is over; what came after the last day asked for does not count.
        let march = try district.report("frequency", by: "window", from: "2012-03-01", to: "2012-03-30")
        #expect(
            try march.lines("indicator", "from", "held", "result").filter { $0.hasPrefix("W-M ") }
                == ["W-M 2012-03-01 0 running"])
        let february = try district.report("frequency", by: "window", from: "2012-02-15", to: "2012-02-29")
        #expect(
            try february.lines("indicator", "from", "held", "result").filter { $0.hasPrefix("W-M ") }
                == ["W-M 2012-02-01 0 missed"])
    }

    @Test("a lecture on whose day people disagree leaves both months disputed, neither met nor missed")
    func disputed() throws {
        let (district, records) = try world()
        try district.setBeside("activity", try #require(records["march"]), "date", .date(try date("2012-02-28")))
        let report = try district.report("frequency", by: "window", today: "2012-04-20")
        #expect(
            try report.lines("indicator", "from", "held", "result").filter { $0.hasPrefix("W-M ") }
                == [
                    "W-M 2012-01-01 2 met", "W-M 2012-02-01 0 disputed",
                    "W-M 2012-03-01 0 disputed", "W-M 2012-04-01 0 running",
                ])
        let rows = try district.report("frequency", today: "2012-04-20").lines("indicator", "met", "missed")
        #expect(rows.contains("W-M 1 0"))
    }

    @Test("areas that never recorded anything of the kind are left out")
    func neverRecorded() throws {
        let (district, _) = try world()
        let rows = try district.report("frequency", today: "2012-04-20").lines("area", "indicator")
        #expect(!rows.contains { $0.hasPrefix(TestDistrict.neighbour) })
    }
}

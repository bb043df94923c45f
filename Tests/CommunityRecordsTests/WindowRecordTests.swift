import StandardFiles
import Standards
import SyncProtocol
import Testing

@testable import CommunityRecords

/// Windows of time, through activities that people saved on their last and first days.
@Suite struct WindowRecordTests {
    /// One indicator a window: at least one lecture in each.
    static let file: StandardFile? = {
        let windows = [
            ("D", "{value: 1, unit: d}"), ("W", "{value: 1, unit: wk}"), ("M", "{value: 1, unit: mo}"),
            ("M2", "{value: 2, unit: mo}"), ("Q", "{value: 1, unit: quarter}"), ("Y", "{value: 1, unit: a}"),
            ("Y3", "{value: 3, unit: a}"),
        ]
        let items = windows.map { code, window in
            """
            - code: W-\(code)
              group: W
              title_zh: 讲座
              title_en: Lectures
              kind: frequency
              assessment: threshold
              threshold: {metric: lectures, op: '>=', value: 1, unit: '{次}', per: \(window)}
              applies_to: community
              record: [{id: lecture_date, type: date, zh: 日期, en: Date}]
              derived_metrics:
                lectures: {says: lectures held, unit: '{次}', query: activities, arguments: {kind: lecture}}

            """
        }
        let text = """
            schema: ruhu-standard/1
            id: windows
            catalogue_version: 1
            title_zh: 周期
            title_en: Windows
            groups: [{code: W, title_zh: 周期, title_en: Windows}]
            items:
            \(items.joined())
            """
        return try? StandardFile.read(bytes: Array(text.utf8), name: "windows.yaml").get()
    }()

    struct Boundary: Sendable, CustomTestStringConvertible {
        let window: String
        /// The first and the last day of one window.
        let first: String
        let last: String
        /// The day before, the day after, and the last day of the window that follows.
        let before: String
        let after: String
        let next: String

        var testDescription: String { "\(window) \(first)..\(last)" }
    }

    static let boundaries = [
        Boundary(
            window: "D", first: "2012-06-30", last: "2012-06-30", before: "2012-06-29", after: "2012-07-01",
            next: "2012-07-01"),
        // A week from Monday to Sunday.
        Boundary(
            window: "W", first: "2012-06-25", last: "2012-07-01", before: "2012-06-24", after: "2012-07-02",
            next: "2012-07-08"),
        Boundary(
            window: "M", first: "2012-06-01", last: "2012-06-30", before: "2012-05-31", after: "2012-07-01",
            next: "2012-07-31"),
        // The leap day.
        Boundary(
            window: "M", first: "2012-02-01", last: "2012-02-29", before: "2012-01-31", after: "2012-03-01",
            next: "2012-03-31"),
        Boundary(
            window: "M2", first: "2012-05-01", last: "2012-06-30", before: "2012-04-30", after: "2012-07-01",
            next: "2012-08-31"),
        Boundary(
            window: "Q", first: "2012-04-01", last: "2012-06-30", before: "2012-03-31", after: "2012-07-01",
            next: "2012-09-30"),
        Boundary(
            window: "Y", first: "2012-01-01", last: "2012-12-31", before: "2011-12-31", after: "2013-01-01",
            next: "2013-12-31"),
        // Three years that end with the year of the day.
        Boundary(
            window: "Y3", first: "2010-01-01", last: "2012-12-31", before: "2009-12-31", after: "2013-01-01",
            next: "2012-12-31"),
    ]

    private func hold(_ day: String, in district: TestDistrict) throws {
        try district.add(
            "activity", ["area": TestDistrict.community, "kind": "lecture", "date": day, "state": "held"])
    }

    private func outcome(_ window: String, on day: String, in district: TestDistrict) throws -> Outcome {
        let standard = try #require(Self.file).standard
        return try district.judge("W-\(window)", on: day, under: standard).outcome
    }

    @Test(
        "an event on the first or last day of a window is in it, one on the day before or after is not",
        arguments: boundaries)
    func boundary(_ boundary: Boundary) throws {
        for day in [boundary.first, boundary.last] {
            let district = try TestDistrict()
            try hold(day, in: district)
            // On the last day of the window it counts already; what is to come does not count before it came.
            #expect(try outcome(boundary.window, on: boundary.last, in: district) == .pass)
        }
        let district = try TestDistrict()
        try hold(boundary.after, in: district)
        #expect(try outcome(boundary.window, on: boundary.last, in: district) == .fail, "the day after")
        guard boundary.window != "Y3" else { return }
        let earlier = try TestDistrict()
        try hold(boundary.before, in: earlier)
        // While a window runs, the last complete one is judged; when it is over, it is judged itself.
        #expect(try outcome(boundary.window, on: boundary.last, in: earlier) == .pass, "the complete one had it")
        #expect(try outcome(boundary.window, on: boundary.next, in: earlier) == .fail, "now this one is complete")
    }

    @Test("three years are those that end with the year of the day")
    func threeYears() throws {
        let district = try TestDistrict()
        try hold("2010-01-01", in: district)
        #expect(try outcome("Y3", on: "2012-12-31", in: district) == .pass)
        let earlier = try TestDistrict()
        try hold("2009-12-31", in: earlier)
        // 2010 to 2012 run and have none; 2007 to 2009 are complete and had it.
        #expect(try outcome("Y3", on: "2012-12-31", in: earlier) == .pass)
        let older = try TestDistrict()
        try hold("2006-12-31", in: older)
        #expect(try outcome("Y3", on: "2012-12-31", in: older) == .fail)
    }

    @Test("where nothing of the kind was ever recorded the answer is no data; where it was planned, it is zero")
    func neverRecorded() throws {
        let district = try TestDistrict()
        #expect(try outcome("M", on: "2012-06-30", in: district) == .noData)
        try district.add(
            "activity",
            ["area": TestDistrict.community, "kind": "lecture", "date": "2012-06-15", "state": "planned"])
        #expect(try outcome("M", on: "2012-06-30", in: district) == .fail)
    }

    @Test("an activity in a compound counts for its community, one of the neighbour does not")
    func areas() throws {
        let district = try TestDistrict()
        try district.addArea(TestDistrict.community + "001", "compound", under: TestDistrict.community)
        try district.add(
            "activity",
            ["area": TestDistrict.neighbour, "kind": "lecture", "date": "2012-06-15", "state": "held"])
        #expect(try outcome("M", on: "2012-06-30", in: district) == .noData)
        try district.add(
            "activity",
            ["area": TestDistrict.community + "001", "kind": "lecture", "date": "2012-06-15", "state": "held"])
        #expect(try outcome("M", on: "2012-06-30", in: district) == .pass)
    }
}

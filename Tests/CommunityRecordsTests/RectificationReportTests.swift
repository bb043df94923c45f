import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Rectifications by hand, today 2012-07-31, all opened on 2012-06-01:
///
///     a  inspection, 居委会, due 06-30, closed on 06-11            closed after 10 days
///     b  inspection, 居委会, due 06-30, closed on 06-22            closed after 21 days
///     c  inspection, 物业,   due 06-30, planned                    overdue
///     d  opinion,    物业,   due 07-31, planned                    due today, not overdue
///     e  opinion,    nobody, open                                  without a plan
///     f  opinion,    nobody, rejected                              in no rate
///
/// Closing rate: inspections 2 of 3, opinions 0 of 2, all 2 of 5. Median of 10 and 21 days: 15.5.
@Suite struct RectificationReportTests {
    private func world() throws -> (TestDistrict, [String: RecordID]) {
        let district = try TestDistrict()
        var ids: [String: RecordID] = [:]
        func open(_ name: String, _ source: String, _ unit: String, due: String = "") throws {
            try district.turnClock(to: "2012-06-01")
            ids[name] = try district.addRectification([
                "area": name == "c" ? TestDistrict.neighbour : TestDistrict.community, "source": source,
                "title": "问题\(name)", "responsible_unit": unit, "due_date": due, "lead_unit": source,
                "indicator": "NH11-FAC-01",
            ])
        }
        try open("a", "inspection", "居委会", due: "2012-06-30")
        try open("b", "inspection", "居委会", due: "2012-06-30")
        try open("c", "inspection", "物业", due: "2012-06-30")
        try open("d", "opinion", "物业", due: "2012-07-31")
        try open("e", "opinion", "")
        try open("f", "opinion", "")
        for name in ["a", "b", "c", "d"] { try district.happen(.plan, to: try #require(ids[name])) }
        try district.turnClock(to: "2012-06-11")
        try district.happen(.close, to: try #require(ids["a"]))
        try district.turnClock(to: "2012-06-22")
        try district.happen(.close, to: try #require(ids["b"]))
        try district.happen(.reject, to: try #require(ids["f"]), text: "不属问题")
        return (district, ids)
    }

    @Test("by source: rejected ones are in no rate, and what is due today is not overdue")
    func sources() throws {
        let report = try world().0.report("rectification", today: "2012-07-31")
        #expect(
            try report.lines(
                "source", "all", "open", "planned", "closed", "rejected", "overdue", "unplanned", "rate", "medianDays")
                == [
                    "Inspection 3 0 1 2 0 1 0 2/3 15.5", "Opinion 3 1 1 0 1 0 1 0/2 –",
                    "total 6 1 2 2 1 1 1 2/5 15.5",
                ])
        #expect(report.rows.map(\.isTotal) == [false, false, true])
        // A day later d is overdue too.
        #expect(
            try world().0.report("rectification", today: "2012-08-01").lines("source", "overdue")
                == ["Inspection 1", "Opinion 1", "total 2"])
    }

    @Test("by unit, lead unit, area and indicator the same six are counted")
    func otherRows() throws {
        let district = try world().0
        func lines(_ by: String, _ column: String) throws -> [String] {
            try district.report("rectification", by: by, today: "2012-07-31").lines(column, "all", "closed", "rate")
        }
        #expect(
            try lines("unit", "unit")
                == ["(not stated) 2 0 0/1", "居委会 2 2 2/2", "物业 2 0 0/2", "total 6 2 2/5"])
        #expect(
            try lines("lead_unit", "leadUnit") == ["inspection 3 2 2/3", "opinion 3 0 0/2", "total 6 2 2/5"])
        #expect(
            try lines("area", "area") == ["440605011901 5 2 2/4", "440605011902 1 0 0/1", "total 6 2 2/5"])
        #expect(try lines("indicator", "indicator") == ["NH11-FAC-01 6 2 2/5"])
        let ones = try district.report("rectification", by: "one", today: "2012-07-31")
            .lines("title", "state", "due", "overdue", "unit")
        #expect(ones.contains("问题c planned 2012-06-30 yes 物业") && ones.contains("问题e open – – –"))
        #expect(ones.count == 6)
    }

    @Test("where all are rejected there is no rate")
    func onlyRejected() throws {
        let district = try TestDistrict()
        let id = try district.addRectification(["area": TestDistrict.community, "source": "other", "title": "x"])
        try district.happen(.reject, to: id, text: "不属问题")
        #expect(
            try district.report("rectification").lines("all", "rejected", "rate", "medianDays") == ["1 1 – –"])
        #expect(try TestDistrict().report("rectification").rows.isEmpty)
    }

    @Test("every figure leads to its rectifications")
    func explanations() throws {
        let (district, ids) = try world()
        let report = try district.report("rectification", today: "2012-07-31", explains: true)
        let counted = [
            "open", "planned", "in_progress", "submitted_for_check", "closed", "reopened", "deferred", "rejected",
            "overdue", "unplanned",
        ]
        for (number, row) in report.rows.enumerated() where !row.isTotal {
            for name in counted {
                let place = try #require(report.columns.firstIndex { $0.name == name })
                #expect(row.cells[place] == .number(report.records(number)[name]?.count ?? 0), "\(number) \(name)")
            }
        }
        #expect(report.records(0)["overdue"] == [try #require(ids["c"]).description])
        #expect(report.records(1)["unplanned"] == [try #require(ids["e"]).description])
    }

    @Test("a duplicate counts with the one that it was found to be, and days restrict what counts")
    func duplicates() throws {
        let (district, ids) = try world()
        let alias = Field.common.first { $0.number == .alias }?.name
        try district.set(
            "rectification", try #require(ids["e"]), [try #require(alias): try #require(ids["d"]).description])
        #expect(
            try district.report("rectification", today: "2012-07-31").lines("source", "all", "rate")
                == ["Inspection 3 2/3", "Opinion 2 0/1", "total 5 2/4"])
        #expect(try district.report("rectification", from: "2012-06-02", to: "2012-07-31").rows.isEmpty)
        #expect(
            try district.report("rectification", to: "2012-06-30").lines("source", "overdue").first == "Inspection 0")
        #expect(
            try district.report("rectification", to: "2012-07-01").lines("source", "overdue").first == "Inspection 1")
    }
}

extension TestDistrict {
    /// A rectification with the event that opened it.
    func addRectification(_ fields: [String: String]) throws -> RecordID {
        let id = try add("rectification", fields)
        try happen(.open, to: id)
        return id
    }

    /// Adds an event after all that are known.
    func happen(_ kind: RectificationKind, to id: RecordID, text: String = "") throws {
        let type = try type("rectification")
        let key = RecordKey(id: id, type: type.number)
        let record = try #require(try store.record(key))
        let entry = try #require(
            RectificationEntry(record, type: type, headers: try store.headers(of: key)))
        let field = try #require(type.field(named: "events"))
        let content = RectificationEvent.Content(kind: kind, base: entry.history.heads, text: text)
        try store.save(as: Self.wang, handsIn: true) { _ in
            [ChangeDraft(writes: [.init(record: key, key: FieldKey(field.number), value: content.value)])]
        }
    }
}

import CommunityModel
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Tasks by hand, today 2012-12-31:
///
///     T-1 城建局, due 2012-10-31: community done (confirmed), neighbour 60 % (not confirmed): in progress, overdue
///     T-2 城建局, no day: nobody reported: not started
///     T-3 卫生局, due 2013-03-31: the lead unit says 60 %, the street says done, both for October: differences
///     T-12 卫生局, due 2012-01-01: community checked: checked, not overdue
@Suite struct TasksReportTests {
    private func world() throws -> (TestDistrict, tasks: [String: RecordID], progress: [String: RecordID]) {
        let district = try TestDistrict()
        var tasks: [String: RecordID] = [:]
        var progress: [String: RecordID] = [:]
        let rows = [
            ("T-1", "城建局", "2012-10-31"), ("T-2", "城建局", ""), ("T-3", "卫生局", "2013-03-31"),
            ("T-12", "卫生局", "2012-01-01"),
        ]
        for (number, unit, due) in rows {
            tasks[number] = try district.add(
                "task", ["number": number, "title": "任务\(number)", "lead_unit": unit, "due_date": due])
        }
        func report(_ name: String, _ task: String, _ fields: [String: String]) throws {
            let own = [
                "task": try #require(tasks[task]).description, "area": TestDistrict.community, "period": "2012-10",
            ]
            progress[name] = try district.add("task_progress", own.merging(fields) { $1 })
        }
        try report("old", "T-1", ["period": "2012-09", "stage": "checked"])
        try report("done", "T-1", ["stage": "done", "percent": "100", "confirmed": "true"])
        try report("sixty", "T-1", ["area": TestDistrict.neighbour, "stage": "in_progress", "percent": "60"])
        try report(
            "lead", "T-3", ["stage": "in_progress", "percent": "60", "reported_by_unit": "卫生局", "confirmed": "true"])
        try report("street", "T-3", ["stage": "done", "reported_by_unit": "街道"])
        try report("checked", "T-12", ["stage": "checked", "percent": "100", "confirmed": "true"])
        return (district, tasks, progress)
    }

    @Test("by lead unit: stages, overdue ones, differences, and the share that is done")
    func units() throws {
        let world = try world()
        let report = try world.0.report("tasks", explains: true)
        #expect(
            try report.lines(
                "leadUnit", "tasks", "not_started", "in_progress", "done", "checked", "overdue", "open", "rate")
                == ["卫生局 2 0 1 0 1 0 1 1/2", "城建局 2 1 1 0 0 1 0 0/2"])
        for (number, row) in report.rows.enumerated() {
            for name in ["not_started", "in_progress", "done", "checked", "overdue", "open"] {
                let place = try #require(report.columns.firstIndex { $0.name == name })
                guard case .number(let figure) = row.cells[place] else { continue }
                let tasks = (report.records(number)[name] ?? []).intersection(world.tasks.values.map(\.description))
                #expect(tasks.count == figure, "\(number) \(name)")
            }
        }
        #expect(report.records(0)["open"]?.contains(try #require(world.progress["street"]).description) == false)
        #expect(report.records(0)["open"]?.contains(try #require(world.progress["lead"]).description) == true)
    }

    @Test("by task: as far as the area that is least far; numbers in their order")
    func tasks() throws {
        let report = try world().0.report("tasks", by: "task")
        #expect(
            try report.lines("number", "leadUnit", "stage", "areas", "due", "overdue")
                == [
                    "T-1 城建局 in progress 2 2012-10-31 overdue", "T-2 城建局 not started 0 – –",
                    "T-3 卫生局 in progress 1 2013-03-31 –", "T-12 卫生局 checked 1 2012-01-01 –",
                ])
    }

    @Test("by area: the latest confirmed report counts, and what differs from it is marked")
    func areas() throws {
        let world = try world()
        let report = try world.0.report("tasks", by: "area", explains: true)
        #expect(
            try report.lines("number", "area", "stage", "percent", "period", "confirmed", "open")
                == [
                    "T-1 440605011901 done 100 2012-10 yes no", "T-1 440605011902 in progress 60 2012-10 no no",
                    "T-3 440605011901 in progress 60 2012-10 yes yes",
                    "T-12 440605011901 checked 100 2012-10 yes no",
                ])
        #expect(report.records(0)["stage"] == [try #require(world.progress["done"]).description])
        let neighbour = try world.0.report("tasks", by: "area", area: TestDistrict.neighbour)
        #expect(try neighbour.lines("number") == ["T-1"])
    }

    @Test("sixty and eighty per cent of one stage for one period are a difference too")
    func percentDiffers() throws {
        let world = try world()
        try world.0.add(
            "task_progress",
            [
                "task": try #require(world.tasks["T-1"]).description, "area": TestDistrict.neighbour,
                "period": "2012-10", "stage": "in_progress", "percent": "80", "reported_by_unit": "街道",
            ])
        let rows = try world.0.report("tasks", by: "area").lines("number", "area", "open")
        #expect(rows.contains("T-1 440605011902 yes"))
    }
}

import Foundation
import Testing

/// Inspections and rectifications between devices.
@Suite(.serialized) struct InspectionTests {
    private static let area = "440605011901"

    private func two(_ body: (TestServer, TestDevice, TestDevice) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let (first, second) = (try server.enroll("lihua"), try server.enroll("wangfang"))
            for device in [first, second] { try device.run("sync") }
            try body(server, first, second)
        }
    }

    private func inspect(_ device: TestDevice, kind: String = "inspection") throws -> String {
        let started = try device.run(
            "inspect", "start", "--standard", "nanhai-2011", "--area", Self.area, "--kind", kind, "--json")
        return try #require(try started.object()["id"] as? String)
    }

    @discardableResult
    private func record(_ values: String, in id: String, on device: TestDevice, status: Int32 = 0) throws -> Run {
        let file = FileManager.default.temporaryDirectory.appending(path: "values-\(UUID().uuidString).json")
        try values.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try device.run("inspect", "record", id, "--values", file.path, "--json", status: status)
    }

    private func results(of id: String, on device: TestDevice) throws -> [String: String] {
        let shown = try device.run("inspect", "show", id, "--json").object()
        let results = try #require(shown["results"] as? [[String: Any]])
        return Dictionary(
            results.map { ($0["code"] as? String ?? "", $0["result"] as? String ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    private func state(of id: String, on device: TestDevice) throws -> String? {
        try device.run("rectification", "show", id, "--json").object()["state"] as? String
    }

    @Test
    func `two inspectors record other indicators of one inspection: both stand, and every indicator has one result`()
        throws
    {
        try two { _, first, second in
            let id = try inspect(first)
            for device in [first, second] { try device.run("sync") }
            try record(#"{"office_area":180}"#, in: id, on: first)
            try record(#"{"police_room_area":14.99}"#, in: id, on: second)
            for device in [first, second, first] { try device.run("sync") }
            let results = try results(of: id, on: first)
            #expect(results.count == 63)
            #expect(results["NH11-FAC-01"] == "pass" && results["NH11-FAC-02"] == "fail")
            let shown = try first.run("inspect", "show", id, "--json").object()
            #expect(shown["inspectors"] as? [String] == ["lihua", "wangfang"])
            let summary = try #require(shown["summary"] as? [String: Int])
            #expect(summary.values.reduce(0, +) == 63)
        }
    }

    @Test func `two inspectors measure one value differently: a conflict, no result, and a decision settles it`() throws
    {
        try two { server, first, second in
            let id = try inspect(first)
            for device in [first, second] { try device.run("sync") }
            try record(#"{"office_area":178}"#, in: id, on: first)
            try record(#"{"office_area":182}"#, in: id, on: second)
            try first.run("sync")
            try second.run("sync", status: 3)
            #expect(try results(of: id, on: second)["NH11-FAC-01"] == "noData")
            try record(#"{"office_area":181}"#, in: id, on: second, status: 65)
            let conflicts = try second.run("conflict", "list", "--json").array()
            let conflict = try #require(conflicts.first?["id"] as? String)
            try second.run("conflict", "resolve", conflict, "--value", "182", "--reason", "复测")
            #expect(try results(of: id, on: second)["NH11-FAC-01"] == "pass")
        }
    }

    @Test func `wrong values: every fault is told at once and nothing is saved`() throws {
        try two { _, first, _ in
            let id = try inspect(first)
            let refused = try record(
                #"{"office_area":"wide","nonsense":1,"households":998}"#, in: id, on: first, status: 65)
            #expect(refused.err.contains("office_area") && refused.err.contains("nonsense"))
            let shown = try first.run("inspect", "show", id, "--json").object()
            #expect((shown["values"] as? [String: Any])?.isEmpty == true)
        }
    }

    @Test func `a closed rectification whose indicator fails a later inspection is reopened with its submission`()
        throws
    {
        try two { _, first, second in
            let id = try inspect(first, kind: "baseline")
            try record(#"{"office_area":178}"#, in: id, on: first)
            let submitted = try first.run("inspect", "submit", id, "--open", "--json").object()
            let opened = try #require(submitted["opened"] as? [String])
            let listed = try first.run("rectification", "list", "--json").array()
            let office = try #require(
                listed.first { $0["indicator"] as? String == "NH11-FAC-01" }?["id"] as? String)
            #expect(opened.contains(office))
            try first.run("rectification", "update", office, "--to", "planned", status: 65)
            try first.run(
                "rectification", "update", office, "--to", "planned", "measure=扩建", "project=P1",
                "due_date=2031-06-30", "responsible_unit=居委会")
            try first.run("rectification", "update", office, "--to", "in_progress")
            try first.run("rectification", "update", office, "--to", "submitted_for_check", "--evidence", "照片")
            try first.run("rectification", "update", office, "--to", "closed", status: 65)
            for device in [first, second] { try device.run("sync") }
            try second.run("rectification", "update", office, "--to", "closed")
            #expect(try state(of: office, on: second) == "closed")
            let again = try inspect(second)
            try record(#"{"office_area":170}"#, in: again, on: second)
            let reopened = try second.run("inspect", "submit", again, "--json").object()["reopened"] as? [String]
            #expect(reopened == [office])
            for device in [second, first] { try device.run("sync") }
            #expect(try state(of: office, on: first) == "reopened")
        }
    }

    @Test func `a submitted inspection takes no further value`() throws {
        try two { _, first, _ in
            let id = try inspect(first)
            try record(#"{"office_area":200}"#, in: id, on: first)
            try first.run("inspect", "submit", id)
            let refused = try record(#"{"office_area":100}"#, in: id, on: first, status: 65)
            #expect(refused.err.contains("inspection_submitted"))
        }
    }

    @Test func `a progress that did not know of the closing is kept, shown as not applied, and told to its author`()
        throws
    {
        try two { _, first, second in
            let added = try first.run(
                "rectification", "add", "--area", Self.area, "title=污水外溢", "measure=疏通", "project=P2",
                "due_date=2031-06-30", "responsible_unit=居委会", "--json")
            let id = try #require(try added.object()["id"] as? String)
            try first.run("rectification", "update", id, "--to", "planned")
            for device in [first, second] { try device.run("sync") }
            let check = try inspect(second)
            try second.run("rectification", "update", id, "--to", "closed", "--inspection", check)
            try first.run("rectification", "update", id, "--to", "in_progress")
            for device in [second, first] { try device.run("sync") }
            #expect(try state(of: id, on: first) == "closed")
            let events = try first.run("rectification", "show", id, "--json").object()["events"] as? [[String: Any]]
            let start = try #require(events?.first { $0["kind"] as? String == "start" })
            #expect(start["applied"] as? Bool == false && start["author"] as? String == "lihua")
        }
    }

    @Test func `a report on the server and the same report on a device agree`() throws {
        try two { server, first, _ in
            let id = try inspect(first)
            try record(#"{"office_area":178,"police_room_area":15}"#, in: id, on: first)
            try first.run("inspect", "submit", id)
            try first.run("sync")
            for by in ["community", "standard", "group", "indicator", "result"] {
                let here = try first.run("report", "compliance", "--by", by, "--explain", "--json")
                let there = try server.admin("report", "compliance", "--by", by, "--explain", "--json")
                #expect(here.out == there.out)
            }
        }
    }
}

import Foundation
import Testing

/// A resident's telephone number serves to answer an opinion, and is nowhere any more once that is closed.
@Suite struct ContactErasureTests {
    private static let phone = "13912345678"

    @Test
    func `an opinion is closed on one device: after the sync its number is in no file of any device or of the server`()
        throws
    {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            try second.run("sync")
            let opinion = try first.addRecord(
                "opinion", "area=440605011901", "text=楼道灯不亮", "reply_wanted=true", "contact=\(Self.phone)")
            for device in [first, second] { try device.run("sync") }
            let shown = try second.run("record", "show", opinion, "--json").object()
            #expect(shown["contact"] as? String == Self.phone)
            #expect(try !second.run("record", "list", "opinion", "--json").out.contains(Self.phone))

            try second.run("record", "set", "opinion", opinion, "state=closed", "answer=已更换灯泡")
            for device in [second, first] { try device.run("sync") }
            for device in [first, second] { try device.run("verify") }
            let log = try first.run("log", opinion)
            #expect(!log.out.contains(Self.phone) && log.out.contains("erased when it was closed"))
            #expect(try stores(with: Self.phone, below: server.folder) == [], "while the server runs")
            #expect(server.stop() == 0)
            let check = try RunningProgram(Program.server.path, ["check", "--data", server.data], in: server.folder)
                .wait()
            #expect(check.status == 0, "\(check.err)")
            #expect(try stores(with: Self.phone, below: server.folder) == [])
        }
    }

    @Test
    func `an undo of a visit takes its number out of every file, and no conflict is decided for a number`()
        throws
    {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            let household = try first.addHousehold(room: "0101")
            let said = try SurveyAnswers.json(SurveyAnswers.full, SurveyAnswers.opinion, ["consent": true])
            let undone = try first.addVisit(household, said)
            for device in [first, second] { try device.run("sync") }
            let opinion = try #require((undone["opinions"] as? [String])?.first)
            try first.run("undo", "--yes")
            for device in [first, second] { try device.run("sync") }
            #expect(try stores(with: "138-0013-8000", below: server.folder) == [])
            #expect(try stores(with: "13800138000", below: server.folder) == [])
            #expect(try !first.run("log", opinion).out.contains("8000"))

            let other = try first.addRecord("opinion", "area=440605011901", "text=灯不亮", "contact=\(Self.phone)")
            for device in [first, second] { try device.run("sync") }
            try first.run("record", "set", "opinion", other, "state=closed", "answer=已修")
            try second.run("record", "set", "opinion", other, "contact=13700000000")
            for device in [first, second, first] { _ = try device.start(["sync"]).wait() }
            let conflicts = try first.run("conflict", "list", "--json").array()
            let conflict = try #require(conflicts.first { $0["field"] as? String == "contact" }?["id"] as? String)
            let shown = try first.run("conflict", "show", conflict, "--json").object()
            let values = try #require(shown["values"] as? [[String: Any]])
            let take = try #require(values.firstIndex { $0["value"] as? String == "13700000000" }) + 1
            let words = ["conflict", "resolve", conflict, "--take", "\(take)", "--reason", "核实", "--json"]
            let refused = try first.start(words).wait()
            #expect(refused.status == 65 && refused.errorCode == "field_cleared", "\(refused.err)")
            let admin = try server.admin(
                "conflict", "resolve", conflict, "--take", "\(take)", "--reason", "核实", "--json", status: 65)
            #expect(admin.errorCode == "field_cleared", "\(admin.err)")
            try server.admin("conflict", "resolve", conflict, "--value", "", "--reason", "核实")
            for device in [first, second] { try device.run("sync") }
            #expect(try stores(with: "13700000000", below: server.folder) == [])
        }
    }

    /// The stores below a folder, with what SQLite keeps beside them, that hold a text.
    private func stores(with text: String, below folder: URL) throws -> [String] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: [String] = []
        var count = 0
        while let file = all?.nextObject() as? URL {
            guard file.lastPathComponent.contains(".sqlite"), let bytes = try? Data(contentsOf: file) else { continue }
            count += 1
            if bytes.range(of: Data(text.utf8)) != nil { found.append(file.path) }
        }
        try #require(count >= 4)
        return found
    }
}

import Foundation
import Testing

/// Taking back one's own last save.
@Suite(.serialized) struct UndoTests {
    private func fields(_ run: Run) throws -> [String] {
        let records = try run.object()["records"] as? [[String: Any]] ?? []
        return records.flatMap { $0["fields"] as? [String] ?? [] }
    }

    @Test func `an edit is taken back, sent or not, further back each time, and done again; the log keeps all`() throws
    {
        try withEnrolledDevice { server, device in
            let id = try device.addHousehold(room: "0301")
            try device.run("household", "set", id, "occupancy=temporary", "tags=独居老人")
            try device.run("sync")
            try device.run("household", "set", id, "occupancy=permanent", "tags=")
            let before = try device.digests()
            let shown = try device.run("undo", "--dry-run", "--json")
            #expect(try fields(shown).sorted() == ["occupancy", "tags"])
            #expect(try device.digests() == before)

            let undone = try device.run("undo", "--yes", "--json").object()
            #expect((undone["changes"] as? [String])?.count == 1 && undone["pending"] as? Bool == true)
            var household = try device.household(id)
            #expect(household["occupancy"] as? String == "temporary" && household["tags"] as? [String] == ["独居老人"])

            // The one before was sent; that makes no difference.
            try device.run("undo", "--yes")
            household = try device.household(id)
            #expect(household["occupancy"] == nil && (household["tags"] as? [String] ?? []).isEmpty)
            try device.run("undo", "--yes")
            #expect(try device.household(id)["deleted"] as? Bool == true)
            #expect(try device.run("undo", "--yes", "--json", status: 65).errorCode == "undo_nothing")

            for _ in 0..<3 { try device.run("redo", "--yes") }
            household = try device.household(id)
            #expect(household["deleted"] == nil && household["occupancy"] as? String == "permanent")
            #expect((household["tags"] as? [String] ?? []).isEmpty)
            #expect(try device.run("redo", "--yes", "--json", status: 65).errorCode == "undo_nothing")
            #expect(try device.run("log", id, "--json").array().count == 9)

            try device.run("sync")
            try device.run("verify")
            let other = try server.enroll("wangfang")
            try other.run("sync")
            #expect(try other.household(id)["occupancy"] as? String == "permanent")
            // Nobody takes back what others have saved.
            #expect(try other.run("undo", "--yes", "--json", status: 65).errorCode == "undo_nothing")
        }
    }

    @Test func `what somebody has changed since stays and is told; when nothing else is left, nothing is undone`()
        throws
    {
        try withEnrolledDevice { server, device in
            let id = try device.addHousehold(room: "0302")
            try device.run("household", "set", id, "occupancy=temporary", "remarks=门锁坏")
            try device.run("sync")
            let other = try server.enroll("wangfang")
            try other.run("sync")
            try other.run("household", "set", id, "occupancy=vacant")
            try other.run("sync")
            try device.run("sync")

            let undone = try device.run("undo", "--yes", "--json").object()
            let record = try #require((undone["records"] as? [[String: Any]])?.first)
            #expect(record["effect"] as? String == "restored" && record["fields"] as? [String] == ["remarks"])
            let kept = try #require((record["kept"] as? [[String: Any]])?.first)
            #expect(kept["field"] as? String == "occupancy" && kept["why"] as? String == "changed")
            #expect(try device.household(id)["occupancy"] as? String == "vacant")

            // The household itself has been worked on by somebody else and cannot go.
            let refused = try device.run("undo", "--yes", "--json", status: 65)
            #expect(refused.errorCode == "undo_impossible", "\(refused.err)")
            #expect(try device.household(id)["deleted"] == nil)
        }
    }

    @Test func `an import is taken back as a whole, and a person is asked first`() throws {
        try withEnrolledDevice { _, device in
            let rows = (1...40).map { "440605011901,library,图书室\($0)" }
            let file = device.folder.appending(path: "facilities.csv")
            try (["area,kind,name"] + rows).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
            try device.run("record", "import", "facility", file.path)
            #expect(try device.records("facility").count == 40)

            #expect(try device.run("undo", status: 64).err.contains("--yes"))
            let declined = try device.type("n\n", "undo")
            #expect(declined.out.contains("40") || declined.out.contains("20 more"), "\(declined.out)")
            #expect(try device.records("facility").count == 40)
            #expect(try device.type("y\n", "undo").status == 0)
            #expect(try device.records("facility").isEmpty)
            try device.run("redo", "--yes")
            #expect(try device.records("facility").count == 40)
        }
    }

    @Test func `a visit is taken back with what it wrote of its household`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0303")
            let before = try device.household(id)
            try device.run("visit", "add", id, "--answers", "-", input: #"{"outcome":"nobody_home"}"#)
            try device.run("undo", "--yes")
            #expect(try device.run("visit", "list", "--json").array().isEmpty)
            #expect(try NSDictionary(dictionary: device.household(id)) == NSDictionary(dictionary: before))
        }
    }
}

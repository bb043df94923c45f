import Foundation
import Testing

/// A household moves with more beneath it than one transaction takes.
@Suite(.serialized) struct MovedHouseholdTests {
    private static let pet = """
        {"number": 1000, "name": "pet", "title": {"zh": "宠物", "en": "Pet"}, "placement": {"parent": "household"},
         "search": ["name"], "label": ["name"], "fields": [
           {"number": 16, "name": "household", "title": {"zh": "住户", "en": "Household"}, "type": "reference",
            "references": "household", "required": true},
           {"number": 17, "name": "name", "title": {"zh": "名字", "en": "Name"}, "type": "text"}]}
        """

    @Test func `a server that is killed right after a move brings all that lies beneath it to everybody`() throws {
        try withFolder { folder in
            func file(_ text: String) throws -> String {
                let file = folder.appending(path: UUID().uuidString)
                try text.write(to: file, atomically: true, encoding: .utf8)
                return file.path
            }
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.admin("user", "add", "chen", "--name", "chen", "--role", "enumerator", "--area", "440605011902")
            try server.admin("type", "import", try file(Self.pet))
            let mover = try server.enroll("lihua")
            let holder = try server.enroll("wangfang")
            let stranger = try server.enroll("chen")
            for device in [mover, stranger] { try device.run("sync") }
            let household = try mover.addHousehold(room: "0101")
            let rows = ["household,name"] + (1...1_200).map { "\(household),\($0)" }
            try mover.run("record", "import", "pet", try file(rows.joined(separator: "\n")))
            for device in [mover, holder] { try device.run("sync") }
            try mover.run("household", "set", household, "area=440605011902")
            try mover.run("sync")
            server.kill()
            try server.start()
            for device in [mover, holder, stranger] {
                // Until it has come so far, the server says that something is still to come.
                var isEqual = false
                for _ in 0..<200 where !isEqual {
                    try device.run("sync")
                    let run = try device.start(["verify", "--json"]).wait()
                    let verify = try run.object()
                    isEqual = verify["equal"] as? Bool == true
                    if !isEqual { try #require((verify["behind"] as? Int ?? 0) > 0, "\(run.out)") }
                }
                #expect(isEqual)
                #expect(try sqlite(device.store, "SELECT count(*) FROM pet") == "1200\n")
                #expect(
                    try sqlite(
                        device.store, "SELECT count(*) FROM placement WHERE area = '440605011902' AND type = 1000")
                        == "1200\n")
            }
            let check = try RunningProgram(Program.server.path, ["check", "--data", server.data], in: folder).wait()
            #expect(check.status == 0, "\(check.out)\(check.err)")
        }
    }
}

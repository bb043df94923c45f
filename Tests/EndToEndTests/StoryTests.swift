import Foundation
import Testing

/// The whole way, as the users of the quickstart go it.
@Suite(.serialized) struct StoryTests {
    @Test func `two offline teams: disjoint edits merge, a real conflict is found, resolved and proved resolved`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.importHouseholds(20)
            let first = try server.enroll("lihua")
            let second = try server.enroll("wangfang")
            for device in [first, second] { try device.run("sync") }
            let households = try first.run("household", "list", "--json").array()
            #expect(households.count == 20)
            let shared = try #require(households[0]["id"] as? String)
            let disputed = try #require(households[1]["id"] as? String)

            server.stop()
            let visit = try first.run(
                "visit", "add", shared, "--answers", "-", "--json",
                input: #"{"outcome":"completed","consent":true,"heard":"know_well","people":3}"#)
            let visitID = try #require(try visit.object()["id"] as? String)
            try first.run("household", "set", shared, "occupancy=permanent")
            try second.run("household", "set", shared, "remarks=门铃坏了")
            try first.run("household", "set", disputed, "room=0301")
            try second.run("household", "set", disputed, "room=0302")
            let offline = try first.run("sync", "--json", status: 69)
            #expect(offline.out.isEmpty)
            #expect(try first.run("status", "--json").object()["pendingChanges"] as? Int == 3)

            try server.start()
            let pushed = try first.run("sync", "--json").object()
            #expect(pushed["pushed"] as? Int == 3)
            #expect(try second.run("sync", "--json", status: 3).object()["conflicts"] as? Int == 1)
            #expect(try first.run("sync", "--json", status: 3).object()["conflicts"] as? Int == 1)

            let merged = try second.household(shared)
            #expect(merged["occupancy"] as? String == "permanent")
            #expect(merged["remarks"] as? String == "门铃坏了")
            let answers = try second.run("visit", "show", visitID, "--json").object()["answers"] as? [String: Any]
            #expect(answers?["outcome"] as? String == "completed")
            #expect(answers?["consent"] as? Bool == true)
            #expect(answers?["heard"] as? String == "know_well")
            #expect(answers?["people"] as? Int == 3)

            let lists = try [first.run("conflict", "list", "--json"), second.run("conflict", "list", "--json")]
            #expect(lists[0].out == lists[1].out)
            let conflict = try #require(try lists[0].array().first)
            #expect(conflict["recordId"] as? String == disputed)
            #expect(conflict["recordType"] as? String == "household")
            #expect(conflict["field"] as? String == "room")
            let values = try #require(conflict["values"] as? [[String: Any]])
            #expect(values.map { $0["value"] as? String } == ["0301", "0302"])
            #expect(values.map { $0["author"] as? String } == ["lihua", "wangfang"])
            #expect(values[0]["device"] as? String != values[1]["device"] as? String)
            let id = try #require(conflict["id"] as? String)
            let onServer = try server.admin("conflict", "list", "--json").array()
            #expect(onServer.first?["id"] as? String == id)

            let refused = try second.run("household", "set", disputed, "room=0303", "--json", status: 65)
            #expect(refused.out.isEmpty)
            try server.admin("conflict", "resolve", id, "--take", "2", "--reason", "门牌照片")
            for device in [first, second] {
                #expect(try device.run("sync", "--json").object()["conflicts"] as? Int == 0)
                #expect(try device.household(disputed)["room"] as? String == "0302")
                #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
            }
            let log = try first.run("log", disputed, "--json")
            #expect(log.out.contains("门牌照片"))
            #expect(log.out.contains("0301"))
            #expect(try first.digests() == second.digests())
            #expect(server.stop() == 0)
        }
    }

    @Test func `a conflict resolved on a device travels to the server and to the other device`() throws {
        try withTwoTeams { server, first, second, id in
            try first.run("household", "set", id, "occupancy=permanent")
            try second.run("household", "set", id, "occupancy=vacant")
            try first.run("sync")
            try second.run("sync", status: 3)
            let conflict = try #require(try second.run("conflict", "list", "--json").array().first?["id"] as? String)
            try second.run("conflict", "resolve", conflict, "--take", "1", "--reason", "邻居证实")
            try second.run("sync")
            try first.run("sync")
            for device in [first, second] { #expect(try device.household(id)["occupancy"] as? String == "permanent") }
            #expect(try server.admin("conflict", "list", "--json").array().isEmpty)
        }
    }

    @Test func `the store answers sqlite3 with plain columns`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            _ = try device.addHousehold(room: "0101")
            #expect(
                try sqlite(device.store, "SELECT area, building, room FROM household") == "440605011901|9|0101\n")
        }
    }

    @Test func `a device holds its own areas and the divisions above them, and nothing else`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.importHouseholds(3)
            try server.admin(
                "user", "add", "elsewhere", "--name", "外区", "--role", "enumerator", "--area", "310118")
            let device = try server.enroll("elsewhere")
            try device.run("sync")
            #expect(try device.run("household", "list", "--json").array().isEmpty)
            let codes = try sqlite(device.store, "SELECT code FROM area ORDER BY code").split(separator: "\n")
            #expect(codes.contains("31") && codes.contains("3101") && codes.contains("310118001"))
            #expect(!codes.contains { $0.hasPrefix("44") })
            try device.run("verify")
        }
    }
}

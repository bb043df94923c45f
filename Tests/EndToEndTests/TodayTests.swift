import Foundation
import Testing

/// Assignments, and the list of households that they give.
@Suite(.serialized) struct TodayTests {
    private func rooms(_ today: [String: Any]) -> [String] {
        (today["households"] as? [[String: Any]] ?? []).map { "\($0["building"] ?? "") \($0["room"] ?? "")" }
    }

    private func count(_ name: String, _ today: [String: Any]) -> Int? {
        (today["counts"] as? [String: Any])?[name] as? Int
    }

    @Test func `without an assignment all households of one's areas are to be visited; visits take them off the list`()
        throws
    {
        try withEnrolledDevice { _, device in
            let ids = try ["201", "1001", "301", "401"].map { try device.addHousehold(room: $0) }
            var today = try device.run("today", "--json").object()
            #expect(today["assigned"] as? Bool == false && today["round"] as? String == "1")
            #expect(rooms(today) == ["9 201", "9 301", "9 401", "9 1001"])

            try device.run("visit", "add", ids[0], "--answers", "-", input: #"{"outcome":"nobody_home"}"#)
            try device.run("visit", "add", ids[1], "--answers", "-", input: #"{"outcome":"refused"}"#)
            try device.run("household", "set", ids[2], "do_not_contact=true")
            today = try device.run("today", "--json").object()
            #expect(rooms(today) == ["9 201", "9 401"])
            #expect(count("toVisit", today) == 2 && count("refused", today) == 1 && count("doNotContact", today) == 1)
            let first = try #require((today["households"] as? [[String: Any]])?.first)
            #expect(first["attempts"] as? Int == 1 && first["attemptsLeft"] as? Int == 2)
            #expect(first["lastOutcome"] as? String == "nobody_home")
            let text = try device.run("today", "--lang", "en").out
            #expect(text.contains("2 to visit") && text.contains("1 not to be disturbed"))
            #expect(try rooms(device.run("today", "--building", "8", "--json").object()).isEmpty)
        }
    }

    @Test func `an appointment may bring more attempts than the settings have it, and the list says of how many`()
        throws
    {
        try withEnrolledDevice { _, device in
            let home = try device.addHousehold(room: "201")
            for day in 1...4 {
                let visit = """
                    {"outcome":"appointment","started_at":"2026-05-1\(day)T02:00:00Z",
                     "next_appointment":"2026-05-2\(day)T02:00:00Z"}
                    """
                try device.run("visit", "add", home, "--answers", "-", input: visit)
            }
            let today = try device.run("today", "--json").object()
            #expect(today["attemptsMax"] as? Int == 3)
            let entry = try #require((today["households"] as? [[String: Any]])?.first)
            #expect(entry["attempts"] as? Int == 4 && entry["attemptsLeft"] as? Int == 0)
            let text = try device.run("today", "--lang", "en").out
            #expect(text.contains("4/3") && !text.contains("4/4"), "\(text)")
        }
    }

    @Test func `assignments by building and by household reach the assignee, and not to be contacted wins over them`()
        throws
    {
        try withEnrolledDevice { server, device in
            try server.admin(
                "user", "add", "clerk", "--name", "clerk", "--role", "street", "--area", "440605011")
            let clerk = try server.enroll("clerk")
            try clerk.run("sync")
            let add = { (building: String, room: String) in
                try clerk.run(
                    "household", "add", "--area", "440605011901", "--building", building, "--unit", "1", "--room", room,
                    "--json"
                ).object()["id"] as? String ?? ""
            }
            for (building, room) in [("3栋", "0301"), ("3栋", "0302"), ("4栋", "0401"), ("5栋", "0501")] {
                _ = try add(building, room)
            }
            let shy = try add("3栋", "0303")
            try clerk.run("record", "add", "assignment", "area=440605011901", "building=3", "assignee=lihua")
            let file = clerk.folder.appending(path: "assignments.csv")
            try "area,household,assignee\n440605011901,440605011901 4栋 1单元 0401,lihua\n"
                .write(to: file, atomically: true, encoding: .utf8)
            try clerk.run("record", "import", "assignment", file.path)
            try clerk.run("sync")
            try device.run("sync")
            #expect(
                try rooms(device.run("today", "--json").object()) == ["3栋 0301", "3栋 0302", "3栋 0303", "4栋 0401"])

            // The refusal is recorded here, and the household assigned anew elsewhere.
            try device.run("household", "set", shy, "do_not_contact=true")
            try clerk.run(
                "record", "add", "assignment", "area=440605011901", "household=\(shy)", "assignee=wangfang")
            try clerk.run("sync")
            try device.run("sync")
            let other = try server.enroll("wangfang")
            try other.run("sync")
            let today = try other.run("today", "--json").object()
            #expect(today["assigned"] as? Bool == true && rooms(today).isEmpty)
            #expect(count("doNotContact", today) == 1)
            #expect(try rooms(device.run("today", "--json").object()) == ["3栋 0301", "3栋 0302", "4栋 0401"])
        }
    }
}

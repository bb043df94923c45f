import Foundation
import TerminalScreen
import Testing

/// The publicity record filled at a terminal: after the survey, alone, and where nobody is home.
@Suite("Publicity at a terminal") struct PublicityTerminalTests {
    private static let chinese = ["RUHU_LANG": "zh"]

    /// What the window says, and what a person types there.
    private static let talk: [(label: String, keys: String)] = [
        ("宣传到人数", "3\r"), ("资料种类", "2\r"), ("数量（份）", "10\r"), ("再添加", "1"), ("资料种类", "折\u{7F}其他\r"), ("数量（份）", "1\r"),
        ("再添加", "\r"), ("讲解内容", "8 6\r"), ("[x] 消防常识", "\r"), ("时长（分钟）", "20\r"), ("居民反应", "1"), ("宣传前是否知道", "n"),
        ("当场登记志愿者人数", "1\r"), ("居民提问", "何时清运？\r"), ("承诺事项", "修路灯\r"), ("承诺", "2999-01-01\r"),
        ("仅留资料", "2"),
    ]

    private static var values: [String: Any] {
        [
            "persons_reached": 3, "materials": [["kind": "leaflet", "count": 10], ["kind": "other", "count": 1]],
            "topics": ["health", "fire"], "duration_min": 20, "response": "support", "knew_before": "false",
            "volunteer_signups": 1, "questions_asked": "何时清运？", "promise": "修路灯", "promise_due": "2999-01-01",
            "left_material_only": "false",
        ]
    }

    private func tell(_ terminal: TerminalProgram) throws {
        for (label, keys) in Self.talk {
            try terminal.see(label)
            try terminal.keys(keys)
        }
        try terminal.see("没有缺项")
        try terminal.type("\r")
        let run = try terminal.wait()
        #expect(run.status == 0 && terminal.screen.surprises.isEmpty, "\(run.out.suffix(400))")
    }

    /// The publicity record of a household.
    private func told(_ device: TestDevice, _ household: String) throws -> [String: Any] {
        let records = try device.records("publicity", "household=\(household)")
        try #require(records.count == 1)
        return records[0]
    }

    private func text(_ answers: Any?) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: try #require(answers), options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }

    private func visit(_ device: TestDevice, _ household: String) throws -> [String: Any] {
        let visits = try device.run("visit", "list", "--household", household, "--json").array()
        try #require(visits.count == 1)
        return visits[0]
    }

    @Test("offered after the survey and alone, it holds what the same values by a file hold")
    func told() throws {
        try withEnrolledDevice { _, device in
            let given = try device.addHousehold(room: "0101")
            _ = try device.addVisit(given, try SurveyAnswers.json(Self.values), "--form", "publicity-record")
            let expected = try text(told(device, given)["answers"])
            for value in [#""persons_reached":3"#, #""materials[2]\/kind":"other""#, #""topics":["fire","health"]"#] {
                #expect(expected.contains(value), "\(expected)")
            }

            let alone = try device.addHousehold(room: "0102")
            let terminal = try device.atTerminal(
                "visit", "start", alone, "--form", "publicity-record", environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.press("1")
            try tell(terminal)
            #expect(try text(told(device, alone)["answers"]) == expected)
            let visited = try #require(try visit(device, alone)["answers"] as? [String: Any])
            #expect(visited["outcome"] as? String == "completed" && visited["programme"] as? String == "publicity")
            #expect(visited["A01"] == nil)

            let both = try device.addHousehold(room: "0103")
            let survey = try device.atTerminal("visit", "start", both, environment: Self.chinese)
            try survey.see("住户同意接受访问吗？")
            try survey.keys("112")
            try survey.press("\u{07}")
            try survey.see("检查并结束")
            // The last of the list, however long it is.
            try survey.type(String(repeating: "\u{1B}[B", count: 40) + "\r")
            try survey.see("还缺")
            try survey.press("\r")
            try survey.see("还要记录这次的宣传吗")
            try survey.press("1")
            try tell(survey)
            #expect(try text(told(device, both)["answers"]) == expected)
            let record = try told(device, both)
            let held = try visit(device, both)
            #expect(record["visit"] as? String == held["id"] as? String)
            #expect((held["answers"] as? [String: Any])?["outcome"] as? String == "partial")
            #expect(try device.records("opinion").count == 3, "each promise is an opinion")
            try device.run("sync")
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
        }
    }

    @Test("where nobody is home, what was left there is recorded, and the visit stays one with nobody home")
    func materialLeft() throws {
        try withEnrolledDevice { _, device in
            for (room, form) in [("0201", ["--form", "publicity-record"]), ("0202", [])] {
                let household = try device.addHousehold(room: room)
                let terminal = try TerminalProgram(
                    Program.ruhu.path, ["visit", "start", household] + form,
                    environment: ["RUHU_STORE": device.store, "RUHU_LANG": "zh"],
                    window: .init(columns: 40, rows: 24), home: device.folder)
                try terminal.see("住户同意接受访问吗？")
                try terminal.press("3")
                try terminal.see("p 留下资料")
                try terminal.press("p")
                for (label, keys) in [
                    ("宣传到人数", "0\r"), ("资料种类", "1\r"), ("数量（份）", "1\r"), ("再添加", "\r"), ("讲解内容", "1\r\r"), ("时长", "\r"),
                    ("居民反应", "\r"), ("宣传前是否知道", "\r"), ("志愿者人数", "\r"), ("居民提问", "\r"), ("承诺事项", "\r"), ("仅留资料", "1"),
                ] {
                    try terminal.see(label)
                    try terminal.keys(keys)
                }
                try terminal.see("没有缺项")
                try terminal.press("\r")
                try terminal.see("宣传记录 ✓")
                try terminal.type("\r")
                #expect(try terminal.wait().status == 0)
                let held = try visit(device, household)
                #expect((held["answers"] as? [String: Any])?["outcome"] as? String == "nobody_home")
                let record = try told(device, household)
                let answers = try #require(record["answers"] as? [String: Any])
                #expect(answers["left_material_only"] as? String == "true" && answers["persons_reached"] as? Int == 0)
                #expect(record["visit"] as? String == held["id"] as? String)

                // Opened once more and saved as it is, the visit keeps what was left.
                let again = try device.atTerminal(
                    "visit", "resume", try #require(held["id"] as? String), environment: Self.chinese)
                try again.see("宣传记录 ✓")
                try again.type("\r")
                #expect(try again.wait().status == 0)
                #expect(try text(told(device, household)["answers"]) == text(record["answers"]))
            }
        }
    }
}

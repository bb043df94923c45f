import Foundation
import Testing

/// The same answers typed at a terminal, as JSON and as an instance give the same records, byte for byte.
@Suite(.serialized) struct SameAnswersTests {
    private static let window = TerminalProgram.Window(columns: 120, rows: 40)
    private static let phone = "+86 138-0013-8000"

    /// Everything that the store shows of every record, without who wrote it and when.
    private func states(_ device: TestDevice) throws -> String {
        try sqlite(device.store, "SELECT hex(id), type, hex(state_digest), state FROM record ORDER BY id, type")
    }

    private func typed(
        _ device: TestDevice, _ words: [String], _ replies: [String: FormTyping.Reply], end: String
    ) throws {
        let terminal = try TerminalProgram(
            Program.ruhu.path, ["visit", "start"] + words,
            environment: ["RUHU_STORE": device.store, "RUHU_LANG": "zh"],
            window: Self.window, home: device.folder)
        try terminal.see("住户同意接受访问吗？")
        try terminal.press("1")
        var person = FormTyping(terminal, replies)
        try person.fill()
        #expect(person.waiting.isEmpty, "all of it was asked")
        try terminal.type(end)
        let run = try terminal.wait()
        #expect(run.status == 0 && run.out.contains("已保存"), "\(run.out)")
    }

    private func added(_ device: TestDevice, _ words: [String], _ answers: String) throws -> [String: Any] {
        let run = try device.start(["visit", "add"] + words + ["--answers", "-", "--json"], input: answers).wait()
        try #require(run.status == 0, "\(run.err)")
        let again = try device.start(["visit", "add"] + words + ["--answers", "-", "--json"], input: answers).wait()
        #expect(again.status == 65 && again.errorCode == "visit_exists", "\(again.err)")
        return try run.object()
    }

    /// Three devices of one person with the same households, not synced since.
    private func withDevices(_ body: (_ devices: [TestDevice], _ households: [String]) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.importHouseholds(1)
            let devices = try ["typed", "json", "xml"].map { name in
                try server.enroll("lihua", store: folder.appending(path: "\(name).sqlite").path)
            }
            for device in devices { try device.run("sync") }
            let households = try devices[0].run("household", "list", "--json").array().compactMap {
                $0["id"] as? String
            }
            try body(devices, households)
            for device in devices + devices {
                #expect(try device.run("sync", "--json").object()["conflicts"] as? Int == 0)
            }
            for device in devices {
                #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
                #expect(try device.run("conflict", "list", "--json").array().isEmpty)
                #expect(try device.digests() == devices[0].digests())
            }
        }
    }

    @Test
    func `the household survey by terminal, JSON and XML is one record with one digest, and syncs without a conflict`()
        throws
    {
        try withDevices { devices, households in
            let household = try #require(households.first)
            try typed(
                devices[0], [household],
                [
                    "您家的住房": .keys("s"), "您家常住几口人": .keys("4\r"), "18岁以下几人": .keys("1\r"),
                    "60岁及以上几人": .keys("2\r"), "从哪些渠道知道的": .ticks([3, 1]), "意见、建议": .keys("路灯坏了，请尽快修。\r"),
                    "问题位置（楼栋": .keys("3栋旁\r"), "问题位置（定位）": .keys("23.03 113.12\r"), "希望得到答复吗": .keys("1"),
                    "联系电话": .keys(Self.phone + "\r"),
                ], end: "\r2")
            let list = try devices[0].run("visit", "list", "--json").array()
            let visit = try #require(list.first?["id"] as? String)
            let shown = try devices[0].run("visit", "show", visit, "--json").object()
            var said = try #require(shown["answers"] as? [String: Any])
            #expect(said["A02"] is NSNull && shown["withheld"] as? [String] == ["A02"])
            // What is withheld has to be said again.
            said["A02"] = "registered"
            #expect(said["A04"] as? Int == 4 && said["A03"] == nil && said["K01"] as? String == "路灯坏了，请尽快修。")
            #expect((said["B02"] as? [String])?.count == 2 && said["outcome"] as? String == "completed")
            let form = ["form", "form_version"]
            let questions = said.keys.filter { $0.wholeMatch(of: /[A-K]\d\d(_geo)?/) != nil }.sorted()
            let fields = said.keys.filter { !questions.contains($0) && !form.contains($0) }.sorted()
            #expect(fields.contains("started_at") && fields.contains("ended_at") && fields.contains("attempt_no"))

            var json: [String: Any] = said.filter { !form.contains($0.key) }
            json["K05"] = Self.phone
            json["meta"] = ["instanceID": "uuid:\(visit)"]
            let second = try added(devices[1], [household], try SurveyAnswers.json(json))
            #expect(second["id"] as? String == visit)

            let words = fields.map { name in
                "\(name)=\((said[name] as? [String])?.joined(separator: " ") ?? text(said[name]))"
            }
            let third = try added(
                devices[2], [household] + words,
                try instance(of: said, questions: questions, visit: visit, further: ["K05": Self.phone]))
            #expect(third["id"] as? String == visit)
            // What was said, and the problem that was ticked.
            #expect((third["opinions"] as? [String])?.count == 2)

            let records = "WHERE hex(id) = '\(visit.uppercased().replacing("-", with: ""))'"
            let digests = try devices.map { try sqlite($0.store, "SELECT hex(state_digest) FROM record \(records)") }
            #expect(digests[0].count == 65 && digests == [digests[0], digests[0], digests[0]])
            for device in devices {
                #expect(
                    try only("opinion", "category=facility", on: device)["contact"] as? String == Self.phone)
                let (mine, first) = (try states(device), try states(devices[0]))
                #expect(mine == first, "\(mine.split(separator: "\n").filter { !first.contains($0) })")
            }
        }
    }

    @Test func `the publicity record with a date, a repeat and a promise by terminal, JSON and XML is the same too`()
        throws
    {
        try withDevices { devices, households in
            let household = try #require(households.first)
            let words = [household, "--form", "publicity-record"]
            try typed(
                devices[0], words,
                [
                    "宣传到人数": .keys("3\r"), "再添加": .keys("1"), "资料种类": .keys("2"), "数量（份）": .keys("5\r"),
                    "讲解内容": .ticks([2, 1]), "时长（分钟）": .keys("s"), "居民提问": .keys("何时修路灯？\r"),
                    "承诺事项": .keys("月底前修好\r"), "承诺办结日期": .keys("2999-01-31\r"), "无人在家，仅留资料": .keys("2"),
                ], end: "\r")
            let shown = try #require(try devices[0].run("visit", "list", "--json").array().first)
            let visit = try #require(shown["id"] as? String)
            let fields = try #require(shown["answers"] as? [String: Any])
            let record = try only("publicity", on: devices[0])
            let told = try #require(record["answers"] as? [String: Any])
            #expect(told["promise_due"] as? String == "2999-01-31" && told["materials[1]/count"] as? Int == 5)
            #expect((told["topics"] as? [String])?.count == 2 && told["duration_min"] == nil)

            var json: [String: Any] = fields
            json["publicity"] = told
            json["meta"] = ["instanceID": "uuid:\(visit)"]
            #expect(try added(devices[1], [household], try SurveyAnswers.json(json))["id"] as? String == visit)

            var xml = #"<data id="publicity-record" version="1" xmlns:orx="http://openrosa.org/xforms">"#
            for entry in ["materials[1]", "materials[2]"] {
                let (kind, count) = (text(told[entry + "/kind"]), text(told[entry + "/count"]))
                #expect(kind != "" && count != "", "the form began with one entry and one was added")
                xml += "<materials><kind>\(kind)</kind><count>\(count)</count></materials>"
            }
            for (name, value) in told.sorted(by: { $0.key < $1.key }) where !name.contains("/") {
                xml += "<\(name)>\(text(value))</\(name)>"
            }
            xml += "<orx:meta><orx:instanceID>uuid:\(visit)</orx:instanceID></orx:meta></data>"
            let stated = fields.sorted { $0.key < $1.key }.map { name, value in "\(name)=\(text(value))" }
            #expect(try added(devices[2], [household] + stated, xml)["id"] as? String == visit)
            for device in devices {
                #expect(try only("opinion", on: device)["promise_date"] as? String == "2999-01-31")
                let (mine, first) = (try states(device), try states(devices[0]))
                #expect(mine == first, "\(mine.split(separator: "\n").filter { !first.contains($0) })")
            }
        }
    }

    /// The one record of a type, under a condition.
    private func only(_ type: String, _ condition: String? = nil, on device: TestDevice) throws -> [String: Any] {
        let records = try condition.map { try device.records(type, $0) } ?? device.records(type)
        let id = try #require(records.first?["id"] as? String)
        #expect(records.count == 1)
        return try device.run("record", "show", type, id, "--json").object()
    }

    /// As an instance holds it; several choices in another order than the record's.
    private func text(_ value: Any?) -> String {
        switch value {
        case let flag as NSNumber where String(cString: flag.objCType) == "c": flag.boolValue ? "true" : "false"
        case let names as [String]: names.reversed().joined(separator: " ")
        case let value?: "\(value)"
        case nil: ""
        }
    }

    private func instance(
        of said: [String: Any], questions: [String], visit: String, further: [String: String]
    ) throws -> String {
        let version = try #require(said["form_version"] as? String)
        let texts = Dictionary(
            uniqueKeysWithValues: questions.map { name in
                (
                    name,
                    name.hasSuffix("_geo") ? (said[name] as? [String] ?? []).joined(separator: " ") : text(said[name])
                )
            }
        ).merging(further) { $1 }
        let groups = Dictionary(grouping: texts.keys.sorted()) { $0.prefix(1) }
        let body = groups.sorted { $0.key < $1.key }.map { group, names in
            "<\(group)>" + names.map { "<\($0)>\(texts[$0] ?? "")</\($0)>" }.joined() + "</\(group)>"
        }
        return "<data id=\"household-survey\" version=\"\(version)\">" + body.joined()
            + "<meta><instanceID>uuid:\(visit)</instanceID></meta></data>"
    }
}

import Foundation
import Testing

/// The generic way in: records of every declared type, typed, asked for, imported, listed and merged.
@Suite(.serialized) struct RecordTests {
    private static let area = "area=440605011901"

    @Test func `records of several types are added, changed and listed offline, and are the same on another device`()
        throws
    {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            try second.run("sync")
            server.stop()
            let activity = try first.addRecord(
                "activity", Self.area, "kind=健康讲座", "date=2012-06-30", "state=held", "topic=高血压",
                "participants=40")
            let task = try first.addRecord(
                "task", "number=SN12-T04.1", "title=保持干净", "indicators=NH12-ENV-09,NH12-ENV-10")
            // The tasks of the published standards are here already; this one is the street's own.
            let published = ["add", "task", "number=NH12-T04.1", "title=保持干净", "--json"]
            #expect(try first.start(["record"] + published).wait().errorCode == "record_exists")
            let progress = try first.addRecord(
                "task_progress", "task=SN12-T04.1", Self.area, "period=2012-10", "percent=60")
            let facility = try first.addRecord(
                "facility", Self.area, "kind=office", "name=居委会", "floor_area=178.50", "position=23.03,113.1")
            let session = try first.addRecord("supervision_session", Self.area, "quarter=2012-Q3", "findings=垃圾")
            try first.run("record", "set", "supervision_session", session, "findings=污水", "participants=media,人大代表")
            try first.run("record", "set", "activity", activity, "participants=42", "--reason", "签到表")

            let shown = try first.run("record", "show", activity, "--json").object()
            #expect(shown["type"] as? String == "activity")
            #expect(shown["kind"] as? String == "health_lecture")
            #expect(shown["participants"] as? Int == 42)
            #expect(shown["place"] as? String == "")
            let named = try first.run("record", "show", "task", "sn12-t04.1", "--json").object()
            #expect(named["id"] as? String == task)
            #expect(named["indicators"] as? [String] == ["NH12-ENV-09", "NH12-ENV-10"])
            #expect(named["state"] as? String == "not_started")
            #expect(try first.records("task_progress", "task=SN12-T04.1").map { $0["id"] as? String } == [progress])
            let office = try #require(try first.records("facility", "floor_area=178.5", "居委会").first)
            #expect(office["id"] as? String == facility)
            #expect(office["position"] as? [String: String] == ["latitude": "23.03", "longitude": "113.1"])
            let held = try #require(try first.records("supervision_session", "participants=deputies").first)
            #expect(held["findings"] as? [String] == ["垃圾", "污水"])
            #expect(try first.records("activity", "kind=fire_drill").isEmpty)
            #expect(try first.records("activity", "--area", "440605011902").isEmpty)
            #expect(try first.records("activity", "theme=").count == 1)
            let people = try first.run("record", "show", progress, "--lang", "zh").out
            #expect(people.contains("SN12-T04.1 保持干净") && people.contains("完成百分比"))

            try server.start()
            for device in [first, second] { try device.run("sync") }
            for type in ["activity", "task", "task_progress", "facility", "supervision_session"] {
                let lists = try [first, second].map { try $0.run("record", "list", type, "--json").out }
                #expect(lists[0] == lists[1] && lists[0].contains("\"id\""), "\(type)")
            }
            #expect(try sqlite(second.store, "SELECT participants FROM activity") == "42\n")
            for device in [first, second] { try device.run("verify") }
        }
    }

    @Test func `two people state different areas of one room: a conflict, and whoever sets it next is sent to decide`()
        throws
    {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            let office = try first.addRecord("facility", Self.area, "kind=office", "name=居委会", "floor_area=170")
            for device in [first, second] { try device.run("sync") }
            try first.run("record", "set", "facility", office, "floor_area=178")
            try second.run("record", "set", "facility", office, "floor_area=182", "hours=8-18")
            try first.run("sync")
            try second.run("sync", status: 3)
            try first.run("sync", status: 3)
            let conflict = try #require(try first.run("conflict", "list", "--json").array().first)
            #expect(conflict["recordType"] as? String == "facility" && conflict["field"] as? String == "floor_area")
            let listed = try #require(try first.records("facility").first)
            #expect(listed["conflicts"] as? [String] == ["floor_area"] && listed["hours"] as? String == "8-18")
            let refused = try first.run("record", "set", "facility", office, "floor_area=180", "--json", status: 65)
            #expect(refused.errorCode == "field_in_conflict")
            try first.run("record", "set", "facility", office, "keeper=值班员")
            let id = try #require(conflict["id"] as? String)
            try first.run("conflict", "resolve", id, "--value", "180.5", "--reason", "复测")
            try first.run("sync")
            try second.run("sync")
            for device in [first, second] {
                #expect(try device.records("facility").first?["floor_area"] as? String == "180.5")
            }
        }
    }

    @Test func `wrong types, fields, choices, areas and references are refused, and leave the store as it was`() throws
    {
        try withEnrolledDevice { _, device in
            let office = try device.addRecord("facility", Self.area, "kind=office", "name=居委会")
            try device.run("record", "set", "area", "440605011901", "age_class=old")
            let before = try device.digests()
            let cases: [(words: [String], status: Int32, code: String, says: String)] = [
                (["add", "lamp", Self.area], 65, "type_unknown", "lamp"),
                (["types", "lamp"], 65, "type_unknown", "facility"),
                (["add", "facility", Self.area, "kind=castle"], 65, "field_invalid", "castle"),
                (["add", "facility", Self.area, "kind=office", "colour=red"], 65, "field_invalid", "colour"),
                (["add", "facility", Self.area], 65, "field_invalid", "kind"),
                (["add", "facility", Self.area, "kind=office", "deleted=true"], 65, "field_invalid", "deleted"),
                (["add", "facility", Self.area, "kind=office", "position=23"], 65, "field_invalid", "position"),
                (["add", "facility", "area=999999", "kind=office"], 65, "area_unknown", "999999"),
                (["add", "facility", "area=440605", "kind=office"], 65, "area_not_assigned", "440605"),
                (["add", "facility", Self.area, "kind=office", "serves=999"], 65, "field_invalid", "999"),
                (["add", "facility", Self.area, "kind=office", "name=居委会"], 65, "record_exists", office),
                (["add", "facility", Self.area, "kind"], 64, "assignment_invalid", "kind"),
                (["add", "facility"], 64, "fields_missing", "area, kind"),
                (["add", "task_progress", Self.area, "task=NH12-T99", "period=2012"], 65, "field_invalid", "NH12-T99"),
                (["add", "task_progress", Self.area, "task=\(office)", "period=2012"], 65, "field_invalid", "task"),
                (["add", "opinion", Self.area, "text=x", "household=00000000"], 65, "field_invalid", "00000000"),
                (
                    ["add", "population_snapshot", Self.area, "as_of=2012-06-31", "source=police"], 65, "field_invalid",
                    "06-31"
                ),
                (["set", "facility", office, "kind="], 65, "field_invalid", "kind"),
                (["set", "facility", office, "floor_area=wide"], 65, "field_invalid", "wide"),
                (["set", "facility", "nothing", "floor_area=1"], 65, "record_unknown", "nothing"),
                (["set", "task", office, "title=x"], 65, "record_unknown", office),
                (["set", "area", "440605011901", "name=x"], 65, "field_fixed", "name"),
                (["set", "area", "440605011901", "deleted=true"], 65, "field_fixed", "deleted"),
                (["set", "area", "440605", "age_class=old"], 65, "area_not_assigned", "440605"),
                (["list", "facility", "colour=red"], 65, "field_invalid", "colour"),
                (["list", "facility", "kind=castle"], 65, "field_invalid", "castle"),
                (["show", "zzzz"], 65, "id_invalid", "zzzz"),
                (["show", "a", "b", "c"], 64, "usage", "record"),
                (["add", "inspection", Self.area], 64, "own_command", "ruhu inspect"),
                (["set", "visit", "0", "outcome=refused"], 64, "own_command", "ruhu visit"),
                (["import", "area", "/no/such.csv"], 64, "own_command", "ruhu-admin"),
                (["import", "facility", "/no/such.csv"], 65, "file_unreadable", "/no/such.csv"),
            ]
            for (words, status, code, says) in cases {
                let run = try device.start(["record"] + words).wait()
                #expect(run.status == status && run.out.isEmpty, "\(words): \(run.status) \(run.out)\(run.err)")
                #expect(run.err.contains(says), "\(words): \(run.err)")
                let json = try device.start(["record"] + words + ["--json"]).wait()
                #expect(json.errorCode == code && json.out.isEmpty, "\(words): \(json.err)")
                let chinese = try device.start(["record"] + words + ["--lang", "zh"]).wait()
                #expect(chinese.err.contains("错误：") || code == "usage", "\(words): \(chinese.err)")
            }
            let every = try device.start(
                ["record", "add", "activity", "area=1", "kind=dance", "date=30.6.", "participants=-1"]
            ).wait()
            for name in ["kind", "date", "participants", "state"] { #expect(every.err.contains("  \(name): ")) }
            #expect(try device.digests() == before)
        }
    }

    @Test func `a natural key tells records apart however it is written, names them, and yields to --force`() throws {
        try withEnrolledDevice { _, device in
            let first = try device.addRecord("volunteer", Self.area, "register_no=A-7", "team=green")
            let words = ["record", "add", "volunteer", "area=440605011902", "register_no=ａ-7"]
            #expect(try device.start(words + ["--json"]).wait().errorCode == "record_exists")
            #expect(try device.start(words + ["--force"]).wait().status == 0)
            let ambiguous = try device.run("record", "show", "volunteer", "A-7", "--json", status: 65)
            #expect(ambiguous.errorCode == "id_ambiguous")
            try device.run("record", "set", "volunteer", first, "deleted=true", "--reason", "重复")
            #expect(try device.records("volunteer").count == 1)
            #expect(try device.run("record", "show", first, "--json").object()["deleted"] as? Bool == true)
            let gone = try device.run("record", "set", "volunteer", first, "team=youth", "--json", status: 65)
            #expect(gone.errorCode == "record_deleted")
            let left = try device.run("record", "show", "volunteer", "a-7", "--json").object()
            #expect(left["id"] as? String != first)
            // Nothing but the area is stated of the key: every one is another record.
            for _ in 1...2 {
                _ = try device.addRecord("note", "about=\(try device.addHousehold(room: UUID().uuidString))", "text=x")
            }
            // A household is known by its address, as in its own commands.
            let household = try device.addHousehold(room: "0301")
            let same = ["record", "add", "household", Self.area, "building=9幢", "room=0301", "--json"]
            #expect(try device.start(same).wait().errorCode == "record_exists")
            let opinion = try device.addRecord("opinion", Self.area, "text=路灯坏了", "household=9栋 0301室")
            let shown = try device.run("record", "show", opinion, "--json").object()
            #expect(shown["household"] as? String == household)
        }
    }

    @Test func `a resident's contact stays out of lists and goes when the opinion is closed`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addRecord("opinion", Self.area, "text=路灯坏了", "contact=13800000000", "reply_wanted=是")
            #expect(try device.run("record", "show", id, "--json").object()["contact"] as? String == "13800000000")
            for words in [["--json"], ["--lang", "zh"]] {
                #expect(!(try device.start(["record", "list", "opinion"] + words).wait().out.contains("13800000000")))
            }
            try device.run("record", "set", "opinion", id, "state=answered", "answer=已修")
            #expect(try device.run("record", "show", id, "--json").object()["contact"] != nil)
            try device.run("record", "set", "opinion", id, "state=closed")
            let closed = try device.run("record", "show", id, "--json").object()
            #expect(closed["contact"] == nil && closed["state"] as? String == "closed")
            let other = try device.addRecord(
                "complaint", Self.area, "channel=phone", "date=2012-06-01", "text=x", "contact=1",
                "state=closed")
            #expect(try device.run("record", "show", other, "--json").object()["contact"] == nil)
        }
    }

    @Test func `the attributes of an area are the field's to set, on both devices`() throws {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            for device in [first, second] { try device.run("sync") }
            try first.run("record", "set", "area", "440605011901", "age_class=旧", "class_reason=1985年建成")
            try second.run("record", "set", "area", "440605011901", "titles=文明社区,卫生社区")
            for device in [first, second, first] { try device.run("sync") }
            for device in [first, second] {
                let area = try device.run("record", "show", "area", "440605011901", "--json").object()
                #expect(area["age_class"] as? String == "old")
                #expect(Set(area["titles"] as? [String] ?? []) == ["文明社区", "卫生社区"])
                #expect(area["name"] as? String == "示例社区一")
            }
        }
    }

    @Test func `a combining sign behind the sign of a field or option begins its value`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0301")
            try device.run("household", "set", id, "remarks=\u{301}x", "--reason=\u{301}y=z")
            let shown = try device.run("household", "show", id, "--json").object()
            #expect(Array((shown["remarks"] as? String ?? "").utf8) == Array("\u{301}x".utf8))
            let log = try device.run("log", id, "--json").array()
            #expect(Array((log.last?["reason"] as? String ?? "").utf8) == Array("\u{301}y=z".utf8))
        }
    }

    @Test func `the types tell their fields, choices, policies and keys`() throws {
        try withEnrolledDevice { _, device in
            let types = try device.run("record", "types", "--json").array()
            let task = try #require(types.first { $0["name"] as? String == "task" })
            #expect(task["key"] as? [String] == ["number", "area"] && task["fields"] == nil)
            #expect(types.first { $0["name"] as? String == "inspection" }?["add"] as? String == "ruhu inspect start")
            let declared = try device.run("record", "types", "opinion", "--json").object()
            let fields = try #require(declared["fields"] as? [[String: Any]])
            let state = try #require(fields.first { $0["name"] as? String == "state" })
            #expect(state["default"] as? String == "new" && state["policy"] as? String == "manual")
            let codes = (state["choices"] as? [[String: Any]])?.map { $0["code"] as? String }
            #expect(codes == ["new", "triaged", "linked", "answered", "closed"])
            let people = try device.run("record", "types", "opinion", "--lang", "zh").out
            #expect(people.contains("要求答复") && people.contains("closed 已办结"))
            for line in try device.run("record", "types").out.split(separator: "\n").dropFirst(2) {
                #expect(types.contains { line.hasPrefix($0["name"] as? String ?? "?") }, "\(line)")
            }
        }
    }
}

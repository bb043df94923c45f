import Foundation
import Testing

/// Rectifications as people carry them between devices: from opinions, by hand, through every step, and against each
/// other.
@Suite(.serialized) struct RectificationTests {
    private static let area = "440605011901"

    private func two(_ body: (TestServer, TestDevice, TestDevice) throws -> Void) throws {
        try withEnrolledDevice { server, first in
            let second = try server.enroll("wangfang")
            try second.run("sync")
            try body(server, first, second)
        }
    }

    private func object(_ id: String, on device: TestDevice) throws -> [String: Any] {
        try device.run("rectification", "show", id, "--json").object()
    }

    private func state(_ id: String, on device: TestDevice) throws -> String? {
        try object(id, on: device)["state"] as? String
    }

    private func events(_ id: String, on device: TestDevice) throws -> [[String: Any]] {
        try object(id, on: device)["events"] as? [[String: Any]] ?? []
    }

    private func planned(on device: TestDevice) throws -> String {
        let added = try device.run(
            "rectification", "add", "--area", Self.area, "title=污水外溢", "measure=疏通", "project=P2",
            "due_date=2031-06-30", "responsible_unit=居委会", "--json")
        let id = try #require(try added.object()["id"] as? String)
        try device.run("rectification", "update", id, "--to", "planned")
        return id
    }

    @Test func `an opinion becomes a rectification with what it says, once, and is closed only with an answer`() throws
    {
        try two { server, first, second in
            let opinion = try first.addRecord(
                "opinion", "area=\(Self.area)", "text=3栋东侧路灯不亮", "place=3栋东侧", "reply_wanted=是",
                "position=23.03,113.1")
            let opened = try first.run("rectification", "open", "--opinion", opinion, "--json").array()
            let id = try #require(opened.first?["id"] as? String)
            let shown = try object(id, on: first)
            #expect(shown["opinion"] as? String == opinion && shown["source"] as? String == "opinion")
            #expect(shown["area"] as? String == Self.area && shown["title"] as? String == "3栋东侧路灯不亮")
            #expect(shown["place"] as? String == "3栋东侧" && shown["reply_wanted"] as? Bool == true)
            #expect(try first.run("record", "show", opinion, "--json").object()["state"] as? String == "linked")
            let again = try first.run("rectification", "add", "--opinion", opinion, "--json", status: 65)
            #expect(again.errorCode == "opinion_linked" && again.err.contains(id.prefix(8)))
            try first.run("rectification", "add", "title=x", status: 64)
            try first.run("rectification", "open", status: 64)
            for device in [first, second] { try device.run("sync") }
            // Both fields came in one change: the other device never sees one without the other.
            #expect(try second.run("record", "show", opinion, "--json").object()["state"] as? String == "linked")
            for word in ["measure=换灯", "project=P9", "due_date=2031-01-01", "responsible_unit=居委会"] {
                try second.run("rectification", "update", id, word)
            }
            try second.run("rectification", "update", id, "--to", "planned")
            try second.run("rectification", "update", id, "--to", "in_progress")
            try second.run("rectification", "update", id, "--to", "submitted_for_check", "--evidence", "照片1")
            for device in [second, first] { try device.run("sync") }
            let refused = try first.run("rectification", "update", id, "--to", "closed", "--json", status: 65)
            #expect(refused.errorCode == "rectification_answer_missing")
            try first.run("rectification", "update", id, "--to", "closed", "answer=已换新灯")
            #expect(try state(id, on: first) == "closed")
            // One that was found to be no problem leaves the opinion free to be opened anew.
            let other = try first.addRecord("opinion", "area=\(Self.area)", "text=太吵", "state=triaged")
            let noise = try first.run("rectification", "add", "--opinion", other, "title=广场舞扰民", "--json").object()
            let second = try #require(noise["id"] as? String)
            #expect(noise["title"] as? String == "广场舞扰民")
            try first.run("rectification", "update", second, "--to", "rejected", "--json", status: 65)
            try first.run("rectification", "update", second, "--to", "rejected", "--reason", "不属问题")
            #expect(try state(second, on: first) == "rejected")
            try first.run("rectification", "open", "--opinion", other)
        }
    }

    @Test func `a request to reopen stays pending until the street declines it, with a reason`() throws {
        try two { _, first, second in
            let id = try planned(on: first)
            for device in [first, second] { try device.run("sync") }
            let check =
                try second.run(
                    "inspect", "start", "--standard", "nanhai-2011", "--area", Self.area, "--json"
                ).object()["id"] as? String
            try second.run("rectification", "update", id, "--to", "closed", "--inspection", try #require(check))
            let early = try second.run(
                "rectification", "update", id, "--decline", "--reason", "没有", "--json", status: 65)
            #expect(early.errorCode == "rectification_no_request")
            for device in [second, first] { try device.run("sync") }
            try first.run("rectification", "update", id, "--request", "--reason", "居民说又堵了", "--due", "2031-07-01")
            #expect(try state(id, on: first) == "closed")
            for device in [first, second] { try device.run("sync") }
            let bare = try second.run("rectification", "update", id, "--decline", "--json", status: 65)
            #expect(bare.errorCode == "rectification_reason_missing")
            try second.run("rectification", "update", id, "--decline", "--request", status: 64)
            try second.run("rectification", "update", id, "--decline", "--reason", "已向居民解释")
            for device in [second, first] { try device.run("sync") }
            let kinds = try events(id, on: first).map { $0["kind"] as? String ?? "" }
            #expect(kinds == ["open", "plan", "close", "request", "decline"])
            #expect(try events(id, on: first).allSatisfy { $0["applied"] as? Bool == true })
            #expect(try state(id, on: first) == "closed")
            try first.run("rectification", "update", id, "--decline", "--reason", "再次", status: 65)
        }
    }

    @Test func `the street defers while the community submits: the submission stands, and the street is told once`()
        throws
    {
        try two { _, first, second in
            let id = try planned(on: first)
            try first.run("rectification", "update", id, "--to", "in_progress")
            for device in [first, second] { try device.run("sync") }
            try second.run("rectification", "update", id, "--to", "deferred", "--due", "2031-12-31", "--reason", "雨季")
            try first.run("rectification", "update", id, "--to", "submitted_for_check", "--evidence", "照片")
            try first.run("sync")
            let told = try second.run("sync")
            #expect(told.err.contains("污水外溢"), "\(told.err)")
            #expect(try !second.run("sync").err.contains("污水外溢"))
            #expect(try !first.run("sync").err.contains("污水外溢"))
            for device in [first, second] {
                #expect(try state(id, on: device) == "submitted_for_check")
                let lost = try #require(try events(id, on: device).first { $0["kind"] as? String == "defer" })
                #expect(lost["applied"] as? Bool == false && lost["cause"] as? String == "beaten")
                #expect(lost["author"] as? String == "wangfang" && lost["due_date"] as? String == "2031-12-31")
                #expect((lost["why"] as? String)?.isEmpty == false)
                let people = try device.run("rectification", "show", id, "--lang", "zh").out
                #expect(people.contains("雨季"))
            }
        }
    }

    @Test func `a reopening beats a closing that did not know of it, whichever device syncs first`() throws {
        for firstGoesFirst in [true, false] {
            try two { _, first, second in
                let id = try planned(on: first)
                try first.run("rectification", "update", id, "--to", "in_progress")
                try first.run("rectification", "update", id, "--to", "submitted_for_check", "--evidence", "照片")
                for device in [first, second] { try device.run("sync") }
                try second.run("rectification", "update", id, "--to", "closed")
                try first.run("rectification", "update", id, "--to", "reopened", "--reason", "又溢了")
                let order = firstGoesFirst ? [first, second, first] : [second, first, second]
                let stories = try order.map { try $0.run("sync").err }
                for device in [first, second] { #expect(try state(id, on: device) == "reopened") }
                #expect(stories.filter { $0.contains("污水外溢") }.count == 1, "\(stories)")
                #expect(try first.run("rectification", "list", "--state", "reopened", "--json").array().count == 1)
            }
        }
    }
}

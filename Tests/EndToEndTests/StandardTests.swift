import Foundation
import Testing

/// Standards from the file to the device.
@Suite(.serialized) struct StandardTests {
    /// A standard that nobody has seen, with the least that the format asks for and a threshold of each common shape.
    private static let own = """
        schema: ruhu-standard/1
        id: test-2027-quiet-community
        catalogue_version: 1
        title_zh: 安静社区标准
        title_en: Standard of the quiet community
        source: {doc_no: 测〔2027〕1号}
        groups:
        - {code: Q, title_zh: 安静, title_en: Quiet}
        items:
        - code: TQ-01
          group: Q
          title_zh: 夜间噪声
          title_en: Noise at night
          kind: measure
          assessment: threshold
          threshold: {metric: night_noise, op: <=, value: 45, unit: '{分贝}'}
          applies_to: community
          record:
          - {id: night_noise, type: integer, unit: '{分贝}', zh: 夜间噪声, en: Noise at night}
          source: {section: 二(一)}
        - code: TQ-02
          group: Q
          title_zh: 公共休息面积
          title_en: Public resting area
          kind: ratio
          assessment: threshold
          threshold: {metric: resting_area, op: '>=', value: 5, unit: m2, per: {base: households, value: 100, unit: '{户}'}}
          applies_to: community
          record:
          - {id: resting_area, type: decimal, unit: m2, zh: 休息面积, en: Resting area}
          - {id: households, type: integer, unit: '{户}', zh: 户数, en: Households}
        - code: TQ-03
          group: Q
          title_zh: 居民评价
          title_en: What residents say
          kind: boolean
          assessment: judgement
          threshold: null
          applies_to: [community, compound]

        """

    private func file(_ text: String, in folder: URL) throws -> String {
        let file = folder.appending(path: "standard-\(UUID().uuidString).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// What the server holds, changes and states alike.
    private func digests(of server: TestServer) throws -> String {
        try sqlite(
            server.data + "/records.sqlite",
            "SELECT hex(id), hex(change_sum), hex(state_digest) FROM record ORDER BY id")
    }

    @Test func `a new server has the five standards and the task table, and a device has them offline after one sync`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let listed = try server.admin("standard", "list", "--json").array()
            #expect(
                listed.map { $0["standard"] as? String } == [
                    "kunming-2009-civilised-community", "nanhai-2011-happy-harmonious-community",
                    "nanhai-2012-livable-community", "qingpu-2011-community-demonstration",
                    "shiying-2013-safe-civilised-community",
                ])
            #expect(listed.allSatisfy { $0["version"] as? Int == 1 && $0["damaged"] as? Bool == false })
            #expect(listed.compactMap { $0["indicators"] as? Int }.reduce(0, +) == 292)
            #expect(listed.compactMap { $0["checks"] as? Int }.reduce(0, +) == 479)
            let tasks = try #require(listed[2]["tasks"] as? Int)
            #expect(tasks > 15)

            let device = try server.enroll("lihua")
            try device.run("sync")
            try device.run("verify")
            #expect(server.stop() == 0)
            let held = try sqlite(device.store, "SELECT standard, version, digest FROM standard ORDER BY standard")
            let published = listed.map { "\($0["standard"] ?? "")|\($0["version"] ?? "")|\($0["digest"] ?? "")\n" }
                .joined()
            #expect(held == published)
            let rows =
                "SELECT count(*), count(DISTINCT number) FROM task WHERE standard = 'nanhai-2012-livable-community'"
            #expect(try sqlite(device.store, rows) == "\(tasks)|\(tasks)\n")
            #expect(try sqlite(device.store, "SELECT lead_unit FROM task WHERE number = 'NH12-T02.1'").contains("卫生"))

            // Nothing is published again when the server starts again.
            let before = try digests(of: server)
            try server.start()
            server.stop()
            #expect(try digests(of: server) == before)
        }
    }

    @Test func `a standard in the same format is published once, shown in both languages, and reaches a device`() throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let path = try file(Self.own, in: folder)
            let before = try digests(of: server)
            let trial = try server.admin("standard", "import", path, "--dry-run", "--json").object()
            #expect(trial["outcome"] as? String == "valid" && trial["publishedAt"] is NSNull)
            #expect(try digests(of: server) == before)
            let result = try server.admin("standard", "import", path, "--json").object()
            #expect(result["outcome"] as? String == "published" && result["indicators"] as? Int == 3)
            #expect(result["publishedBy"] as? String == "admin" && result["documentNumber"] as? String == "测〔2027〕1号")
            let after = try digests(of: server)
            let again = try server.admin("standard", "import", path, "--json").object()
            #expect(
                again["outcome"] as? String == "unchanged" && again["digest"] as? String == result["digest"] as? String)
            #expect(try digests(of: server) == after)

            let english = try server.admin("standard", "show", "test-2027", "--lang", "en").out
            for text in [
                "Standard of the quiet community", "测〔2027〕1号", "TQ-01", "Noise at night ≤ 45 分贝",
                "Resting area ≥ 5 m2 per 100 户 Households", "an inspector decides", "二(一)",
            ] {
                #expect(english.contains(text), "\(text) in \(english)")
            }
            let chinese = try server.admin("standard", "show", "test-2027", "--code", "TQ-02", "--lang", "zh").out
            #expect(chinese.contains("公共休息面积") && chinese.contains("休息面积 ≥ 5 m2，每 100 户（户数）"))
            #expect(!chinese.contains("TQ-01"))
            let document = try server.admin("standard", "show", "test-2027-quiet-community", "--json").object()
            #expect(
                (document["items"] as? [[String: Any]])?.map { $0["code"] as? String } == ["TQ-01", "TQ-02", "TQ-03"])
            let item = try server.admin("standard", "show", "test-2027", "--code", "TQ-03", "--json").object()
            #expect(item["title_zh"] as? String == "居民评价")
            #expect(try server.admin("standard", "list", "--lang", "zh").out.contains("安静社区标准"))
            #expect(
                try server.admin("standard", "show", "test-2027", "--code", "X", "--json", status: 65).errorCode
                    == "code_unknown")
            #expect(try server.admin("standard", "show", "none", "--json", status: 65).errorCode == "standard_unknown")
            #expect(
                try server.admin("standard", "show", "nanhai", "--json", status: 65).errorCode == "standard_ambiguous")

            let device = try server.enroll("lihua")
            try device.run("sync")
            try device.run("verify")
            #expect(
                try sqlite(device.store, "SELECT digest FROM standard WHERE standard = 'test-2027-quiet-community'")
                    == "\(result["digest"] ?? "")\n")
        }
    }

    @Test func `a newer version says what became of the codes that are gone; what is published stays as it is`() throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.admin("standard", "import", try file(Self.own, in: folder))
            let before = try digests(of: server)
            func refused(_ text: String, _ code: String, contains words: String...) throws {
                let run = try server.admin("standard", "import", try file(text, in: folder), "--json", status: 65)
                #expect(run.errorCode == code, "\(run.err)")
                for word in words { #expect(run.err.contains(word), "\(word) in \(run.err)") }
                #expect(try digests(of: server) == before)
            }
            try refused(
                Self.own.replacing("value: 45", with: "value: 40"), "version_published", contains: ".yaml:3:",
                "version_published")
            let second = Self.own.replacing("catalogue_version: 1", with: "catalogue_version: 2")
                .replacing("TQ-01", with: "TQ-11").replacing("- code: TQ-03", with: "- code: TQ-13")
            try refused(second, "standard_invalid", contains: "code_unmapped", "TQ-01", "TQ-03")
            try refused(
                second + "code_map: {TQ-01: TQ-11, TQ-03: null, TQ-99: TQ-11}\n", "standard_invalid",
                contains: "code_map_unknown", "TQ-99")

            let mapped = second + "code_map: {TQ-01: TQ-11, TQ-03: null}\n"
            let result = try server.admin("standard", "import", try file(mapped, in: folder), "--json").object()
            #expect(result["outcome"] as? String == "published" && result["version"] as? Int == 2)
            let newest = try server.admin("standard", "show", "test-2027", "--lang", "en").out
            #expect(newest.contains("TQ-11") && !newest.contains("TQ-01"))
            #expect(try server.admin("standard", "show", "test-2027", "--version", "1").out.contains("TQ-01"))
            let older = Self.own.replacing("id: test-2027-quiet-community", with: "id: test-2027-quiet-community")
                .replacing("title_en: Standard", with: "title_en: Late standard")
            #expect(
                try server.admin("standard", "import", try file(older, in: folder), "--json", status: 65).errorCode
                    == "version_published")
            let third = mapped.replacing("catalogue_version: 2", with: "catalogue_version: 4")
                .replacing("code_map: {TQ-01: TQ-11, TQ-03: null}\n", with: "")
            try server.admin("standard", "import", try file(third, in: folder))
            let between = third.replacing("catalogue_version: 4", with: "catalogue_version: 3")
            #expect(
                try server.admin("standard", "import", try file(between, in: folder), "--json", status: 65).errorCode
                    == "version_older")
        }
    }

    @Test func `a wrong file is refused with every fault at once, each with line and column, and nothing changes`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            let before = try digests(of: server)
            let wrong = Self.own.replacing("- code: TQ-02", with: "- code: TQ-01")
                .replacing("op: <=", with: "op: '=<'").replacing("unit: m2, per", with: "unit: furlong, per")
                .replacing("group: Q\n  title_zh: 居民", with: "group: Z\n  title_zh: 居民")
                .replacing("kind: boolean", with: "kind: feeling")
            let path = try file(wrong, in: folder)
            let english = try server.admin("standard", "import", path, "--lang", "en", status: 65)
            #expect(english.out.isEmpty)
            let written = wrong.split(separator: "\n", omittingEmptySubsequences: false)
            for (text, code) in [
                ("op: '=<'", "unknown_operator"), ("unit: furlong", "undeclared_unit"), ("group: Z", "unknown_group"),
                ("kind: feeling", "unknown_kind"),
            ] {
                let line = try #require(written.firstIndex { $0.contains(text) }) + 1
                let told = english.err.split(separator: "\n").contains {
                    $0.contains("\(path):\(line):") && $0.contains(": \(code) ")
                }
                #expect(told, "\(code) at line \(line) in \(english.err)")
            }
            let second = try #require(written.lastIndex { $0.contains("code: TQ-01") }) + 1
            #expect(english.err.contains("\(path):\(second):9: duplicate_code items[1].code: "), "\(english.err)")
            let chinese = try server.admin("standard", "import", path, "--lang", "zh", status: 65)
            #expect(chinese.err.contains("duplicate_code") && chinese.err.contains("没有改动任何内容"))
            #expect(try server.admin("standard", "import", path, "--json", status: 65).errorCode == "standard_invalid")
            for text in ["", "a: [1, 2", "\u{0}", "- 1\n- 2\n"] {
                let run = try server.admin("standard", "import", try file(text, in: folder), "--json", status: 65)
                #expect(run.errorCode == "standard_invalid", "\(run.err)")
            }
            #expect(
                try server.admin("standard", "import", "/nowhere.yaml", "--json", status: 65).errorCode
                    == "file_unreadable")
            #expect(try digests(of: server) == before)
        }
    }
}

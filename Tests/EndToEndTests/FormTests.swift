import Foundation
import Testing

/// Forms from the file to the device.
@Suite(.serialized) struct FormTests {
    /// A form that nobody has seen, with a choice list beside it.
    static func form(version: String = "1", label: String = "街道", extra: String = "") -> String {
        """
        <?xml version="1.0"?>
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head>
            <h:title>安静调查</h:title>
            <model>
              <instance><data id="test-quiet" version="\(version)"><street/><noise/><meta><instanceID/></meta></data></instance>
              <instance id="streets" src="jr://file-csv/streets.csv"/>
              <bind nodeset="/data/street" type="string" required="true()"/>
              <bind nodeset="/data/noise" type="int" constraint=". &gt;= 0 and . &lt;= 120" jr:constraintMsg="0 到 120"/>
              <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
              \(extra)
            </model>
          </h:head>
          <h:body>
            <select1 ref="/data/street"><label>\(label)</label>
              <itemset nodeset="instance('streets')/root/item"><value ref="name"/><label ref="label"/></itemset>
            </select1>
            <input ref="/data/noise"><label>夜间噪声</label></input>
          </h:body>
        </h:html>

        """
    }

    private func write(_ text: String, _ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func digests(of server: TestServer) throws -> String {
        try sqlite(
            server.data + "/records.sqlite",
            "SELECT hex(id), hex(change_sum), hex(state_digest) FROM record ORDER BY id")
    }

    @Test func `a new server has the two forms, and a device has them offline after one sync`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let listed = try server.admin("form", "list", "--json").array()
            #expect(listed.map { $0["form"] as? String } == ["household-survey", "publicity-record"])
            #expect(listed.allSatisfy { $0["damaged"] as? Bool == false && $0["publishedBy"] as? String == "ruhu" })
            let survey = folder.appending(path: "survey.xml").path
            try server.admin("form", "export", "household-survey", "--to", survey)
            let shipped = repository.appending(path: "Deploy/forms/household-survey/household-survey.xml")
            #expect(try String(contentsOfFile: survey, encoding: .utf8) == String(contentsOf: shipped, encoding: .utf8))

            let device = try server.enroll("lihua")
            try device.run("sync")
            try device.run("verify")
            #expect(server.stop() == 0)
            let held = try device.run("form", "list", "--json").array()
            #expect(held.map { $0["form"] as? String } == ["household-survey", "publicity-record"])
            #expect(held.allSatisfy { $0["newest"] as? Bool == true && $0["version"] as? String == "1" })
            let shown = try device.run("form", "show", "household", "--json").object()
            let questions = try #require(shown["questions"] as? [[String: Any]])
            #expect(questions.count == listed.first?["questionCount"] as? Int)
            let first = try #require(questions.first)
            #expect(first["name"] as? String == "A01" && first["mayBeRequired"] as? Bool == true)
            #expect((first["labels"] as? [String: String])?["English (en)"]?.hasPrefix("Are you an adult") == true)
            #expect((first["choices"] as? [[String: Any]])?.count == 2)
            #expect(try device.run("form", "show", "household", "--lang", "zh").out.contains("您是本户的成年家庭成员吗"))
            #expect(try device.run("form", "show", "none", "--json", status: 65).errorCode == "form_unknown")
            #expect(try device.run("form", "show", "o", "--json", status: 65).errorCode == "form_ambiguous")
            let refused = try device.run("record", "add", "form", "--json", status: 64)
            #expect(refused.errorCode == "own_command")

            // Nothing is published again when the server starts again.
            let before = try digests(of: server)
            try server.start()
            server.stop()
            #expect(try digests(of: server) == before)
        }
    }

    @Test
    func `a form is published once with the list beside it, exported as it was, and a newer version stands beside it`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let path = try write(Self.form(), "form/quiet.xml", in: folder)
            let lonely = try server.admin("form", "import", path, "--json", status: 65)
            #expect(lonely.errorCode == "form_invalid" && lonely.err.contains("form_resource streets.csv"))
            let list = "name,label\nn1,一街\nn2,二街\n"
            let elsewhere = try write(list, "lists/streets.csv", in: folder)
            let before = try digests(of: server)
            let trial = try server.admin("form", "import", path, "--attach", elsewhere, "--dry-run", "--json").object()
            #expect(trial["outcome"] as? String == "valid" && trial["publishedAt"] is NSNull)
            #expect(trial["files"] as? [String] == ["streets.csv"])
            #expect(try digests(of: server) == before)
            _ = try write(list, "form/streets.csv", in: folder)
            _ = try write("not asked for", "form/other.csv", in: folder)
            let result = try server.admin("form", "import", path, "--json").object()
            #expect(result["outcome"] as? String == "published" && result["questionCount"] as? Int == 2)
            #expect(result["files"] as? [String] == ["streets.csv"] && result["title"] as? String == "安静调查")
            let after = try digests(of: server)
            let again = try server.admin("form", "import", path, "--attach", elsewhere, "--json").object()
            #expect(again["outcome"] as? String == "unchanged")
            #expect(again["digest"] as? String == result["digest"] as? String)
            #expect(try digests(of: server) == after)

            let out = folder.appending(path: "out").path
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            try server.admin("form", "export", "test-quiet", "--to", out + "/x.xml")
            #expect(try String(contentsOfFile: out + "/x.xml", encoding: .utf8) == Self.form())
            #expect(try String(contentsOfFile: out + "/streets.csv", encoding: .utf8) == list)
            _ = try write("other", "out/streets.csv", in: folder)
            let kept = try server.admin("form", "export", "test-quiet", "--to", out + "/y.xml", "--json", status: 65)
            #expect(kept.errorCode == "file_exists")
            #expect(!FileManager.default.fileExists(atPath: out + "/y.xml"))

            let device = try server.enroll("lihua")
            try device.run("sync")
            let shown = try device.run("form", "show", "test-quiet", "--json").object()
            let choices = (shown["questions"] as? [[String: Any]])?.first?["choices"] as? [[String: Any]]
            #expect(choices?.map { $0["name"] as? String } == ["n1", "n2"])

            try server.admin(
                "form", "import", try write(Self.form(version: "10", label: "路"), "form/b.xml", in: folder))
            try device.run("sync")
            let held = try device.run("form", "list", "--json").array().filter { $0["form"] as? String == "test-quiet" }
            #expect(held.map { $0["version"] as? String } == ["1", "10"])
            #expect(held.map { $0["newest"] as? Bool } == [false, true])
            #expect(try device.run("form", "show", "quiet", "--lang", "zh").out.contains("路"))
            #expect(try device.run("form", "show", "quiet", "--version", "1", "--lang", "zh").out.contains("街道"))
            #expect(
                try device.run("form", "show", "quiet", "--version", "9", "--json", status: 65).errorCode
                    == "form_unknown")
            let old = try server.admin("form", "show", "test-quiet", "--version", "1", "--json").object()
            #expect(old["digest"] as? String == result["digest"] as? String)
        }
    }

    @Test func `a published version never changes, and every fault is told at once with its line`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            _ = try write("name,label\nn1,一街\n", "streets.csv", in: folder)
            try server.admin("form", "import", try write(Self.form(version: "2"), "a.xml", in: folder))
            let before = try digests(of: server)
            func refused(_ text: String, _ code: String, line: SourceLocation = #_sourceLocation) throws -> String {
                let path = try write(text, "wrong.xml", in: folder)
                let run = try server.admin("form", "import", path, "--json", status: 65)
                #expect(run.errorCode == code, "\(run.err)", sourceLocation: line)
                #expect(try digests(of: server) == before, sourceLocation: line)
                return run.err
            }
            _ = try refused(Self.form(version: "2", label: "路"), "version_published")
            _ = try refused(Self.form(version: "1"), "version_older")
            let wrong = Self.form(
                version: "3",
                extra: """
                    <bind nodeset="/data/nowhere"/>
                    <bind nodeset="/data/meta" relevant="bogus(1)"/>
                    <setgeopoint ref="/data/noise" event="odk-instance-first-load"/>
                    """)
            let told = try refused(wrong, "form_invalid")
            let lines = wrong.split(separator: "\n", omittingEmptySubsequences: false)
            for (text, code) in [
                ("nowhere", "form_path"), ("bogus", "form_function"), ("setgeopoint", "form_unsupported"),
            ] {
                let line = try #require(lines.firstIndex { $0.contains(text) }) + 1
                #expect(told.contains("wrong.xml:\(line): \(code)"), "\(code) at \(line) in \(told)")
            }
            #expect(
                try server.admin("form", "import", "/nowhere.xml", "--json", status: 65).errorCode == "file_unreadable")
            #expect(try server.admin("form", "show", "none", "--json", status: 65).errorCode == "form_unknown")
        }
    }

    @Test func `hostile files are refused through the whole way, quickly, and the server goes on`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            let secret = try write("SECRET", "secret.txt", in: folder)
            let levels = (1...40).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }
            let samples = [
                ("<!DOCTYPE d [<!ENTITY x SYSTEM \"file://\(secret)\">]><d>&x;</d>", "form_doctype"),
                ("<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/x.dtd\"><d/>", "form_doctype"),
                ("<!DOCTYPE l [<!ENTITY a0 \"x\">\(levels.joined())]><l>&a40;</l>", "form_doctype"),
                (String(repeating: "<a>", count: 350_000), "form_deep"),
                ("<d>a\u{0}b</d>", "form_xml"), ("<?xml version=\"1.0\" encoding=\"GBK\"?><d/>", "form_xml"),
                ("<d \((0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " "))/>", "form_too_large"),
                ("<d>\(String(repeating: "<a/>", count: 400_000))</d>", "form_too_large"), ("{}", "form_xml"),
                ("<html/>", "form_not_xform"),
                (
                    Self.form(
                        extra: "<bind nodeset=\"/data/meta\" relevant=\"\(String(repeating: "(", count: 9_000))1\"/>"),
                    "form_expression"
                ),
                (
                    Self.form().replacing("<street/>", with: "<street/><b/>").replacing(
                        "required=\"true()\"",
                        with: "calculate=\"/data/b\"/><bind nodeset=\"/data/b\" calculate=\"/data/street\""),
                    "form_cycle"
                ),
                (
                    Self.form().replacing(
                        "<street/>",
                        with: "<street/><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"\(secret)\"/>"),
                    "form_unsupported"
                ),
            ]
            _ = try write("name,label\nn1,一街\n", "streets.csv", in: folder)
            for (index, (xml, code)) in samples.enumerated() {
                let run = try server.admin(
                    "form", "import", try write(xml, "hostile-\(index).xml", in: folder), "--json", status: 65)
                #expect(run.errorCode == "form_invalid", "\(run.err)")
                #expect(run.err.contains(code), "\(code) in \(run.err)")
                #expect(!run.err.contains("SECRET"))
            }
            let other = try #require("<d>中</d>".data(using: .utf16))
            try other.write(to: folder.appending(path: "utf16.xml"))
            let run = try server.admin("form", "import", folder.path + "/utf16.xml", "--lang", "en", status: 65)
            #expect(run.err.contains("not UTF-8"))
            #expect(try server.admin("form", "list", "--json").array().count == 2)
        }
    }

    @Test func `a spreadsheet that would unpack to a hundred times its size is refused unopened`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            // The directory of an archive (APPNOTE.TXT, 4.3.12 and 4.3.16) with one part of 200 MiB.
            func bytes(_ number: Int, _ count: Int) -> [UInt8] {
                (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            }
            let name = Array("xl/worksheets/sheet1.xml".utf8)
            let part =
                bytes(0x0201_4B50, 4) + bytes(0, 16) + bytes(200, 4) + bytes(200 << 20, 4) + bytes(name.count, 2)
                + bytes(0, 16) + name
            let end =
                bytes(0x0605_4B50, 4) + bytes(0, 4) + bytes(1, 2) + bytes(1, 2) + bytes(part.count, 4) + bytes(0, 4)
                + bytes(0, 2)
            let sheet = folder.appending(path: "bomb.xlsx")
            try Data(part + end).write(to: sheet)
            let tools = folder.appending(path: "tools")
            try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
            let program = tools.appending(path: "xls2xform").path
            try "#!/bin/sh\ntouch '\(folder.path)/unpacked'\n".write(toFile: program, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            let run = try RunningProgram(
                Program.admin.path, ["form", "import", sheet.path, "--json", "--lang", "en"],
                environment: [
                    "RUHU_SERVER": server.url, "RUHU_TOKEN": server.token, "PATH": tools.path + ":/usr/bin:/bin",
                ], in: folder
            ).wait()
            #expect(run.status == 65 && run.errorCode == "form_not_converted")
            #expect(run.err.contains("larger than 64 MiB"), "\(run.err)")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/unpacked"))
        }
    }

    @Test func `a form that states no version is published under one that is named, or under the day`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            _ = try write("name,label\nn1,一街\n", "streets.csv", in: folder)
            let bare = Self.form().replacing(" version=\"1\"><street/>", with: "><street/>")
            let path = try write(bare, "bare.xml", in: folder)
            let named = try server.admin("form", "import", path, "--version", "1.5", "--json").object()
            #expect(named["version"] as? String == "1.5" && named["outcome"] as? String == "published")
            let other = try write(bare.replacing("安静", with: "噪声"), "other.xml", in: folder)
            let day = try #require(
                try server.admin("form", "import", other, "--json").object()["version"] as? String)
            #expect(day.count == 8 && day.hasPrefix("20"))
            #expect(try server.admin("form", "import", other, "--json").object()["outcome"] as? String == "unchanged")
            let third = try write(bare.replacing("安静", with: "夜间"), "third.xml", in: folder)
            let refused = try server.admin("form", "import", third, "--json", status: 65)
            #expect(refused.errorCode == "version_published" && refused.err.contains("--version \(day)02"))
            let run = try server.admin("form", "import", third, "--version", day + "02", "--lang", "en")
            #expect(run.out.contains(day + "02"))
            let out = folder.appending(path: "out/out.xml").path
            try FileManager.default.createDirectory(
                atPath: folder.appending(path: "out").path, withIntermediateDirectories: true)
            try server.admin("form", "export", "test-quiet", "--to", out)
            #expect(try server.admin("form", "import", out, "--json").object()["outcome"] as? String == "unchanged")
            let stated = try write(Self.form(version: "7"), "stated.xml", in: folder)
            let differs = try server.admin("form", "import", stated, "--version", "8", "--json", status: 65)
            #expect(differs.errorCode == "form_invalid" && differs.err.contains("version_stated"))
            try server.admin("form", "import", path, "--version", "", status: 64)
        }
    }

    @Test func `a spreadsheet is converted where pyxform is installed; where it is not, the message says how`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            _ = try write("name,label\nn1,一街\n", "streets.csv", in: folder)
            let sheet = try write("a spreadsheet", "quiet.xlsx", in: folder)
            func imported(_ converter: String?) throws -> Run {
                let tools = folder.appending(path: "tools-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
                if let converter {
                    let program = tools.appending(path: "xls2xform").path
                    try ("#!/bin/sh\n" + converter).write(toFile: program, atomically: true, encoding: .utf8)
                    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
                }
                return try RunningProgram(
                    Program.admin.path, ["form", "import", sheet, "--json"],
                    environment: [
                        "RUHU_SERVER": server.url, "RUHU_TOKEN": server.token, "PATH": tools.path + ":/usr/bin:/bin",
                    ], in: folder
                ).wait()
            }
            let missing = try imported(nil)
            #expect(missing.status == 78 && missing.errorCode == "pyxform_missing")
            #expect(missing.err.contains("pip install pyxform"))
            // As pyxform 4 answers: arguments, exit code and JSON.
            let broken = try imported(
                "echo '{\"code\": 999, \"message\": \"Unknown question type geofence\", \"warnings\": []}'")
            #expect(broken.status == 65 && broken.errorCode == "form_not_converted")
            #expect(broken.err.contains("Unknown question type geofence"))
            let crashed = try imported("echo 'Traceback: no module named openpyxl' >&2; exit 1")
            #expect(crashed.status == 65 && crashed.err.contains("no module named openpyxl"))
            // Python's MemoryError, and the limits that lead to it; then the way in which the system ends what computes on.
            let crowded = try imported(
                "test \"$(ulimit -v) $(ulimit -t)\" = '1048576 60' && echo '{\"code\": 999, \"message\": \"\"}'")
            #expect(crowded.status == 65 && crowded.err.contains("1024 MiB"), "\(crowded.err)")
            let busy = try imported("kill -KILL $$")
            #expect(busy.status == 65 && busy.err.contains("1024 MiB"), "\(busy.err)")
            let made = try write(Self.form(), "made.xml", in: folder)
            let good = try imported(
                """
                test "$1 $2 $3" = '--json --skip_validate --pretty_print' || exit 1
                test "$(cat "$4")" = 'a spreadsheet' || exit 1
                test "$(stat -c %a "$(dirname "$4")")" = 700 || exit 1
                cp '\(made)' "$5"
                echo '{"code": 101, "message": "Ok with warnings", "warnings": ["no language"]}'
                """)
            #expect(good.status == 0, "\(good.err)")
            #expect(try good.object()["form"] as? String == "test-quiet")
            #expect(try good.object()["outcome"] as? String == "published")
        }
    }
}

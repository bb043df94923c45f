import Questionnaires
import Testing
import Values

private func value(_ session: FormSession, _ path: String) -> String? {
    session.answers().first { $0.path == path }?.text
}

@Suite struct RuleTests {
    @Test func `defaults, preloads and actions fill a new instance, and only a new one`() throws {
        let xml = Sample.form(
            instance: "<s/><e/><t/><d>2024-01-31</d><n>5</n><first/><trigger/><at/><double/>",
            model: """
                <bind nodeset="/data/s" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
                <bind nodeset="/data/e" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
                <bind nodeset="/data/t" type="date" jr:preload="date" jr:preloadParams="today"/>
                <bind nodeset="/data/d" type="date"/><bind nodeset="/data/n" type="int"/>
                <bind nodeset="/data/first" type="dateTime"/><bind nodeset="/data/double" calculate="/data/n * 2"/>
                <setvalue ref="/data/first" event="odk-instance-first-load" value="now()"/>
                """,
            body: """
                <input ref="/data/n"><label>N</label>
                  <setvalue ref="/data/at" event="xforms-value-changed" value="concat('n', /data/n)"/></input>
                <input ref="/data/first"><label>F</label></input>
                """)
        let session = try Sample.session(xml)
        let stamp = "2026-11-23T10:15:30.000+08:00"
        #expect(value(session, "/data/s") == stamp)
        #expect(value(session, "/data/t") == "2026-11-23")
        #expect(value(session, "/data/first") == stamp)
        #expect(value(session, "/data/double") == "10")
        #expect(value(session, "/data/at") == nil)
        #expect(session.answer(at: "/data/n", .text("6")) == .accepted)
        #expect(value(session, "/data/at") == "n6")
        #expect(value(session, "/data/e") == nil)
        session.finish()
        #expect(value(session, "/data/e") == stamp)
        let later = Sample.environment(now: "2026-12-24T18:00:00.000+08:00")
        let resumed = try FormSession(session.form, resuming: session.serialise(), environment: later)
        #expect(resumed.serialise() == session.serialise())
    }

    @Test func `only what depends on an answer is calculated again`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<a/><b/><x/><y/>",
                model: """
                    <bind nodeset="/data/x" type="string" calculate="concat(/data/a, uuid())"/>
                    <bind nodeset="/data/y" calculate="concat(/data/b, '-', count(/data/a))"/>
                    """,
                body: "<input ref=\"/data/a\"><label>A</label></input><input ref=\"/data/b\"><label>B</label></input>"))
        #expect(value(session, "/data/x") == "u-1")
        _ = session.answer(at: "/data/b", .text("q"))
        #expect(value(session, "/data/y") == "q-1")
        #expect(value(session, "/data/x") == "u-1")
    }

    @Test func `a date of birth is held against today, at its edges`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<d/><t/>",
                model: """
                    <bind nodeset="/data/d" type="date" constraint=". &lt;= today() and . &gt; date('1900-01-01')"/>
                    <bind nodeset="/data/t" type="dateTime" constraint=". &gt;= /data/d"/>
                    """,
                body: "<input ref=\"/data/d\"><label>D</label></input><input ref=\"/data/t\"><label>T</label></input>"))
        #expect(session.answer(at: "/data/d", .text("2026-11-23")) == .accepted)
        #expect(session.answer(at: "/data/d", .text("2026-11-24")) != .accepted)
        #expect(session.answer(at: "/data/d", .text("1900-01-01")) != .accepted)
        #expect(session.answer(at: "/data/d", .text("1900-01-02")) == .accepted)
        #expect(session.answer(at: "/data/t", .text("1900-01-02T00:00")) == .accepted)
        #expect(session.answer(at: "/data/t", .text("1900-01-01T23:59")) != .accepted)
    }

    @Test func `an answer that a later one makes fit is taken from a file in any order`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<part/><whole/>",
                model: """
                    <bind nodeset="/data/part" type="int" constraint=". &lt;= /data/whole"/>
                    <bind nodeset="/data/whole" type="int"/>
                    """,
                body: """
                    <input ref="/data/part"><label>P</label></input><input ref="/data/whole"><label>W</label></input>
                    """))
        #expect(try session.fill(["part": .number(3), "whole": .number(4)]).isEmpty)
        #expect(try session.fill(["part": .number(5)]).map(\.code) == [.constraint])
    }

    @Test func `long chains of operands are evaluated`() throws {
        let sum = Array(repeating: "/data/a", count: 400).joined(separator: " + ")
        #expect(try Sample.calculated(sum) == "1200")
        let either = Array(repeating: "/data/a = 4", count: 399).joined(separator: " or ") + " or /data/a = 3"
        #expect(try Sample.calculated(either) == "1")
    }

    @Test func `names in Chinese and names like operators are names`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<年龄/><div/><mod/><r/>",
                model: "<bind nodeset=\"/data/r\" calculate=\"/data/年龄 div /data/div mod ../mod\"/>",
                body: ["年龄", "div", "mod"].map { "<input ref=\"/data/\($0)\"><label>x</label></input>" }.joined()))
        _ = session.answer(at: "/data/年龄", .text("45"))
        _ = session.answer(at: "/data/div", .text("3"))
        _ = session.answer(at: "/data/mod", .text("4"))
        #expect(value(session, "/data/r") == "3")
    }

    @Test func `a namespace of the instance and prefixed nodes are written again`() throws {
        let xml = """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
              xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>T</h:title>
            <model><instance><d xmlns="urn:own" id="i" orx:version="4"><a/><orx:meta><orx:instanceID/></orx:meta></d>
            </instance><bind nodeset="/d/orx:meta/orx:instanceID" jr:preload="uid"/></model></h:head>
            <h:body><input ref="/d/a"><label>A</label></input></h:body></h:html>
            """
        let session = try Sample.session(xml)
        #expect(session.form.version == "4")
        #expect(
            session.serialise() == """
                <?xml version="1.0" encoding="UTF-8"?>
                <d xmlns="urn:own" xmlns:orx="http://openrosa.org/xforms" id="i" orx:version="4"><a/>\
                <orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></d>
                """)
        let resumed = try FormSession(session.form, resuming: session.serialise(), environment: Sample.environment())
        #expect(resumed.serialise() == session.serialise())
    }

    @Test func `a form damaged anywhere is refused or read, and never more than that`() throws {
        let xml = Array(
            Sample.form(
                instance: "<a/><p jr:template=\"\"><b/></p><p><b/></p><c/>",
                model: """
                    <bind nodeset="/data/a" type="int" relevant="position(.) = 1" constraint=". &lt; (3 + /data/c)"/>
                    <bind nodeset="/data/c" calculate="sum(/data/p[b &gt; 1]/b) + indexed-repeat(/data/p/b, /data/p, 1)"/>
                    """,
                body: """
                    <input ref="/data/a"><label>A <output value="/data/c"/></label></input>
                    <group ref="/data/p"><repeat nodeset="/data/p" jr:count="/data/a">
                    <input ref="/data/p/b"><label>B</label></input></repeat></group>
                    """
            ).utf8)
        var seed: UInt64 = 7
        func chance(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let signs = Array("<>/[]()'\"=.*@a0 \u{0}".utf8)
        var read = 0
        for _ in 0..<400 {
            var bytes = xml
            for _ in 0...chance(3) { bytes[chance(bytes.count)] = signs[chance(signs.count)] }
            if chance(4) == 0 { bytes.removeSubrange(chance(bytes.count)...) }
            do throws(FormFaults) {
                let form = try FormDefinition.parse(bytes: bytes)
                let session = try FormSession(form, environment: Sample.environment())
                _ = session.answer(at: "/data/a", .text("2"))
                _ = session.validateAll()
                read += session.serialise().isEmpty ? 0 : 1
            } catch {
                #expect(!error.faults.isEmpty)
            }
        }
        #expect(read > 0)
    }
}

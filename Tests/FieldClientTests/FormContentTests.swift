import Foundation
import Questionnaires
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// What records keep of what a form calculates.
@Suite struct FormContentTests {
    private func session(instance: String, model: String, body: String, languages: String = "") throws -> FormSession {
        let xml = """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
            xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>\(languages)\
            <instance><data id="t" version="1">\(instance)<meta><instanceID/></meta></data></instance>\(model)</model>\
            </h:head><h:body>\(body)</h:body></h:html>
            """
        let environment = FormEnvironment(
            now: { LocalMoment(localMilliseconds: 1_795_515_330_000) }, utcOffsetMinutes: 480, instanceID: "uuid:1",
            uuid: { "u" }, random: { 0.25 })
        return try FormSession(try FormDefinition.parse(xml: xml), environment: environment)
    }

    /// Calculations by name and type, of a day `/data/a` and a moment `/data/t`.
    private func calculated(_ fields: [(name: String, type: String, expression: String)]) throws -> [String: Value] {
        let binds = fields.map { field in
            "<bind nodeset=\"/data/\(field.name)\" type=\"\(field.type)\" calculate=\"\(field.expression)\"/>"
        }
        let session = try session(
            instance: "<a/><t/>" + fields.map { "<\($0.name)/>" }.joined(),
            model: """
                <bind nodeset="/data/a" type="date"/><bind nodeset="/data/t" type="dateTime"/>\(binds.joined())
                """,
            body: """
                <input ref="/data/a"><label>A</label></input><input ref="/data/t"><label>T</label></input>
                """)
        #expect(session.answer(at: "/data/a", .text("2020-02-29")) == .accepted)
        #expect(session.answer(at: "/data/t", .text("2024-03-01T02:15:00.000+08:00")) == .accepted)
        return Dictionary(uniqueKeysWithValues: FormContent(session).answers.map { ($0.name, $0.value) })
    }

    @Test func `a day that is calculated stays the day that the instance shows`() throws {
        let values = try calculated([
            ("later", "string", "date(/data/a + 30)"), ("later_day", "date", "date(/data/a + 30)"),
            ("written_day", "date", "format-date(date(/data/a + 30), '%Y-%m-%d')"), ("moment", "dateTime", "/data/t"),
            ("untyped_moment", "string", "/data/t"), ("clock", "time", "/data/t"),
        ])
        let day = try #require(CalendarDate("2020-03-30"))
        #expect(values["later"] == .text("2020-03-30T00:00:00.000+08:00"))
        #expect(values["later_day"] == .date(day))
        #expect(values["written_day"] == .date(day))
        #expect(values["moment"] == .instant(try #require(Instant("2024-02-29T18:15:00Z")).milliseconds))
        #expect(values["untyped_moment"] == .text("2024-03-01T02:15:00.000+08:00"))
        #expect(values["clock"] == .text("02:15:00.000+08:00"))
    }

    @Test func `nothing that a form calculates is left out, whatever it is`() throws {
        let values = try calculated([
            ("over_zero", "string", "1 div 0"), ("under_zero", "decimal", "-1 div 0"), ("log", "decimal", "log(0)"),
            ("far", "date", "date(4000000)"), ("far_moment", "dateTime", "date-time(4000000)"),
            ("huge", "decimal", "pow(10, 300)"), ("tiny", "decimal", "pow(10, -8)"), ("none", "decimal", "0 div 0"),
            ("number", "string", "12.50 + 1"), ("flag", "string", "1 = 1"), ("spelled", "decimal", "'12.50'"),
        ])
        #expect(values["over_zero"] == .text("Infinity"))
        #expect(values["under_zero"] == .text("-Infinity"))
        #expect(values["log"] == .text("-Infinity"))
        #expect(values["far"] == .text("12921-08-18"))
        #expect(values["far_moment"] != nil)
        #expect(values["huge"] == .text("1.0E300"))
        #expect(values["tiny"] == .decimal(try #require(ExactDecimal("0.00000001"))))
        // No number is no value, as in JavaRosa.
        #expect(values["none"] == nil)
        #expect(values["number"] == .decimal(try #require(ExactDecimal("13.5"))))
        #expect(values["flag"] == .boolean(true))
        #expect(values["spelled"] == .decimal(try #require(ExactDecimal("12.5"))))
    }

    @Test func `what a form has against an answer is said in both languages`() throws {
        func texts(_ language: String, _ text: String) -> String {
            "<translation lang=\"\(language)\"><text id=\"m\"><value>\(text)</value></text></translation>"
        }
        let session = try session(
            instance: "<a/>",
            model: """
                <bind nodeset="/data/a" type="int" required="true()" jr:requiredMsg="jr:itext('m')"/>
                """,
            body: "<input ref=\"/data/a\"><label>A</label></input>",
            languages: "<itext>\(texts("中文 (zh)", "此题必答"))\(texts("English (en)", "an answer is needed"))</itext>")
        #expect(FormWording.refusal(of: .text("3"), at: "/data/a", by: session) == nil)
        let said = FormWording.refusal(of: .none, at: "/data/a", by: session)
        #expect(said == Localized(zh: "此题必答", en: "an answer is needed"))
        #expect(session.language == "中文 (zh)")
        #expect(session.serialise().contains("<a>3</a>"))
        #expect(FormWording.refusal(of: .text("x"), at: "/data/a", by: session)?.en == "enter a whole number.")
    }
}

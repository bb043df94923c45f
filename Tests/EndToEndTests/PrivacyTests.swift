import Foundation
import Testing

/// What domain.md 6.11 promises to the people who are asked, as they and others would see it.
@Suite(.serialized) struct PrivacyTests {
    @Test func `a sensitive question is off until the district turns it on, also for a file that says otherwise`()
        throws
    {
        try withEnrolledDevice { server, device in
            let id = try device.addHousehold(room: "0101")
            let asked = try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, ["B06": "yes"])
            let refused = try device.refusedVisit(id, asked)
            #expect(refused.code == "answers_invalid" && refused.message.contains("B06"))
            let instance = try String(contentsOf: SurveyAnswers.instance, encoding: .utf8)
                .replacing("<sensitive_questions/>", with: "<sensitive_questions>B06</sensitive_questions>")
                .replacing("<B05>", with: "<B06>yes</B06><B05>")
            let smuggled = try device.refusedVisit(id, instance, "consent=true")
            #expect(smuggled.message.contains("B06"))
            try server.admin("setting", "set", "sensitive_questions", "B06")
            try device.run("sync")
            let added = try device.addVisit(id, asked)
            #expect((added["answers"] as? [String: Any])?["B06"] is NSNull)
            #expect((added["withheld"] as? [String])?.contains("B06") == true)
            let kept = try sqlite(device.store, "SELECT state FROM record WHERE type = 3")
            #expect(kept.contains(#""B06":"yes""#), "it is kept, and counts")
        }
    }

    @Test func `a resident's contact is in the opinion that it is for and nowhere else`() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            let telephone = "138-0013-8000"
            let added = try device.addVisit(
                household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, SurveyAnswers.opinion))
            let visit = try #require(added["id"] as? String)
            let opinion = try #require((added["opinions"] as? [String])?.first)
            let places: [[String]] = [
                ["visit", "show", visit], ["visit", "list"], ["household", "show", household], ["household", "list"],
                ["record", "list", "opinion"], ["record", "list", "publicity"], ["record", "list", "visit"],
                ["record", "show", "visit", visit], ["log", visit], ["log", household], ["note", "list", household],
                ["visit", "list", "--drafts"], ["status"],
            ]
            for words in places {
                for form in [[], ["--json"]] {
                    let run = try device.start(words + form).wait()
                    #expect(run.status == 0, "\(words) \(run.err)")
                    #expect(!run.out.contains(telephone) && !run.err.contains(telephone), "\(words)")
                }
            }
            let states = try sqlite(device.store, "SELECT state FROM record WHERE type <> 14")
            #expect(!states.contains(telephone))
            #expect(try device.run("record", "show", "opinion", opinion, "--json").out.contains(telephone))
            try device.run("record", "set", "opinion", opinion, "state=closed", "answer=已修好")
            #expect(try !device.run("record", "show", "opinion", opinion, "--json").out.contains(telephone))
        }
    }

    @Test func `no form that ships asks for what must never be asked, and minors are counted and not named`() throws {
        let forms = try FileManager.default.subpathsOfDirectory(
            atPath: repository.appending(path: "Sources").path
        ).filter { $0.hasSuffix("household-survey.xml") || $0.hasSuffix("publicity-record.xml") }
        #expect(forms.count == 2)
        for path in forms {
            let text = try String(contentsOf: repository.appending(path: "Sources/\(path)"), encoding: .utf8)
            // A hint may say that something is not to be written down.
            let asked = text.split(separator: "<text id=").filter { !$0.prefix { $0 != ">" }.contains(":hint") }
                .joined()
            #expect(asked.contains(":label"))
            for word in [
                "计划外生育", "超生", "刑释", "帮教", "宗教", "邪教", "迷信", "身份证", "出生日期", "生日", "收入", "姓名",
                "religion", "income", "birth date", "date of birth", "ID number", "released",
            ] {
                let isAsked = asked.localizedCaseInsensitiveContains(word)
                #expect(!isAsked, "\(path): \(word)")
            }
            // Of children there is a number (A05) and what the adult says of the household (J01 to J03): choices alone.
            for name in ["A05"] where path.hasSuffix("household-survey.xml") {
                #expect(text.contains("nodeset=\"/data/A/\(name)\" type=\"int\""))
            }
            for name in ["J01", "J02", "J03"] where path.hasSuffix("household-survey.xml") {
                #expect(
                    text.contains("<select1 ref=\"/data/J/\(name)\"")
                        || text.contains("<select ref=\"/data/J/\(name)\""))
            }
        }
    }
}

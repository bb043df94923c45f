import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Numbers and places as answers") struct NumberAnswerTests {
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")
    private static let place = Asked(name: "place", zh: "在哪里？", en: "Where?", type: "geopoint")

    @Test(
        "a place is typed with whatever stands between its numbers",
        arguments: ["23.13, 113.26", "23.13，113.26", "２３．１３　１１３．２６", "23.13、113.26", "23.13;113.26"])
    func separators(typed: String) throws {
        let talk = try Conversation(Sight.all[0], [Self.place, Self.after])
        #expect(talk.type(typed + "\r") == [.keep])
        #expect(talk.answers == ["place": "23.13 113.26 0.0 0.0"])
    }

    @Test("a place that is none is refused with what a place is", arguments: Sight.all)
    func outOfRange(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.place, Self.after])
        for wrong in ["113.26 23.13", "90.1 0", "23.13 -181", "23.13", "23.13 113.26 1 2 3", "北 东", "0x17 0x71"] {
            #expect(talk.type("\u{15}\(wrong)\r") == [])
            #expect(
                talk.says(
                    "请输入纬度（-90 到 90）和经度（-180 到 180），如 23.13 113.26。",
                    "Enter latitude (-90 to 90) and longitude (-180 to 180) such as 23.13 113.26."), "\(wrong)")
            #expect(talk.answers == [:] && talk.window.contains("> \(wrong)"))
        }
        talk.type("\u{15}-90,180\r")
        #expect(talk.answers == ["place": "-90.0 180.0 0.0 0.0"])
    }

    @Test(
        "altitude and accuracy are shown, and stay when the place is looked at and passed with Enter",
        arguments: Sight.all)
    func fourNumbers(sight: Sight) throws {
        var asked = Self.place
        asked.start = "23.13 113.26 12.5 4"
        let talk = try Conversation(sight, [asked, Self.after])
        #expect(
            talk.says("23.13 113.26（海拔 12.5 米，精度 4 米）", "23.13 113.26 (altitude 12.5 m, accuracy 4 m)"))
        talk.press(.up)
        #expect(talk.window.contains("> 23.13 113.26 12.5 4"))
        talk.type("\r")
        #expect(talk.answers == ["place": "23.13 113.26 12.5 4.0"])
        talk.press(.control("b"))
        talk.type("\r")
        #expect(talk.answers == ["place": "23.13 113.26 12.5 4.0"])
        talk.press(.control("b"))
        talk.press(.up)
        talk.type("\u{7F}5\r")
        #expect(talk.answers == ["place": "23.13 113.26 12.5 5.0"])
        talk.press(.control("r"))
        #expect(talk.answers == ["place": "23.13 113.26 12.5 4.0"])
    }

    @Test(
        "full-width digits and signs are numbers; two numbers are not one",
        arguments: [
            ("int", "１２", "12"), ("int", "－３", "-3"), ("int", "12 000", "12000"), ("int", "3 4", nil),
            ("int", "3.5", nil), ("int", "三", nil), ("int", "1,200", nil), ("int", "2147483648", nil),
            ("decimal", "３．５", "3.5"), ("decimal", "3。5", "3.5"), ("decimal", "－０．２５", "-0.25"),
            ("decimal", "1 2.5", nil), ("decimal", "3..5", nil), ("decimal", "很多", nil), ("decimal", "0x1E", nil),
            ("decimal", "1e3", "1000.0"), ("decimal", "1e400", nil),
        ] as [(String, String, String?)])
    func digits(type: String, typed: String, kept: String?) throws {
        let asked = Asked(name: "size", zh: "多大？", en: "How large?", type: type)
        let talk = try Conversation(Sight.all[3], [asked, Self.after])
        talk.type(typed + "\r")
        #expect(talk.answers["size"] == kept)
        if kept == nil {
            #expect(type == "int" ? talk.says("Enter a whole number.") : talk.says("Enter a number."))
            #expect(talk.window.contains("> \(typed)"))
        }
    }

    @Test(
        "a range says where it begins and ends, and refuses what lies outside or between its steps",
        arguments: Sight.all)
    func range(sight: Sight) throws {
        let asked = Asked(
            name: "grade", zh: "打几分？", en: "Which grade?", type: "decimal",
            control: "range start=\"1\" end=\"5\" step=\"0.5\"")
        let talk = try Conversation(sight, [asked, Self.after])
        #expect(talk.says("1 到 5，每 0.5", "1 to 5, in steps of 0.5"))
        for wrong in ["0.5", "5.5", "2.25"] {
            #expect(talk.type("\u{15}\(wrong)\r") == [])
            #expect(
                talk.says("请输入 1 到 5 的数，每 0.5 一档。", "Enter a number from 1 to 5 in steps of 0.5."), "\(wrong)")
            #expect(talk.answers == [:])
        }
        #expect(talk.type("\u{15}４．５\r") == [.keep])
        #expect(talk.answers == ["grade": "4.5"])
        talk.press(.control("b"))
        #expect(talk.window.contains("4.5"))
    }
}

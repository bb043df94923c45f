import SyncProtocol
import Testing
import Values

@testable import Interviewing
@testable import TerminalKit

@Suite("Times and moments as answers") struct MomentAnswerTests {
    private static let time = Asked(name: "at", zh: "几点？", en: "What time?", type: "time")
    private static let moment = Asked(name: "when", zh: "什么时候？", en: "When?", type: "dateTime")
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")

    @Test(
        "a time is read as people write it",
        arguments: [
            ("10:30", "10:30"), ("１０：３０", "10:30"), ("1030", "10:30"), ("9:05", "09:05"), ("10点", "10:00"),
            ("10点半", "10:30"), ("10点一刻", "10:15"), ("10点三刻", "10:45"), ("8点整", "08:00"), ("10时30分", "10:30"),
            ("下午3点20分", "15:20"), ("下午 3:20", "15:20"), ("下午12:30", "12:30"), ("上午9点", "09:00"),
            ("中午12点", "12:00"), ("中午1点", "13:00"), ("晚上8点半", "20:30"), ("晚上20:30", "20:30"), ("凌晨2点", "02:00"),
            ("凌晨12点10分", "00:10"), ("3:20 pm", "15:20"), ("12:05am", "00:05"), ("12pm", "12:00"), ("3 pm", "15:00"),
            ("下午3", "15:00"), ("晚上12", nil), ("12:00 PM", "12:00"),
            ("10:30:15", "10:30:15"), ("10点30分15秒", "10:30:15"), ("10:30:15.250", "10:30:15.250"), ("25:00", nil),
            ("10:60", nil), ("10:30:60", nil), ("晚上12点", nil), ("晚上1点", nil), ("上午15:00", nil), ("1", nil),
            ("+1:30", nil), ("10", nil), ("", nil), (":", nil), ("10:30:", "10:30"),
        ] as [(String, String?)])
    func clock(typed: String, read: String?) {
        #expect(TypedMoment.clock(typed) == read)
    }

    @Test(
        "a day and a time are read with or without a blank between",
        arguments: [
            ("明天10:30", "2026-11-25T10:30"), ("明天 10点半", "2026-11-25T10:30"), ("昨天下午3点20分", "2026-11-23T15:20"),
            ("5月12日 15:00", "2026-05-12T15:00"), ("５月１２日１５：００", "2026-05-12T15:00"),
            ("2026-05-12T10:30", "2026-05-12T10:30"), ("2026-05-12 3:20 pm", "2026-05-12T15:20"),
            ("today 10:30", "2026-11-24T10:30"), ("tomorrow 9:00", "2026-11-25T09:00"), ("10:30", "2026-11-24T10:30"),
            ("20260512 1030", "2026-05-12T10:30"), ("明天", nil), ("2026-05-12", nil), ("明天 25:00", nil),
            ("2月30日 10:00", nil), ("明天晚上12点", nil),
        ] as [(String, String?)])
    func moment(typed: String, read: String?) throws {
        let today = try #require(CalendarDate("2026-11-24"))
        #expect(TypedMoment.read(typed, today: today).map { "\($0.day)T\($0.clock)" } == read)
    }

    @Test(
        "a time is kept with the offset of the clock; what is none is refused and stays to be mended",
        arguments: Sight.all)
    func time(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.time, Self.after])
        #expect(talk.says("时间：10:30、下午3点20分", "a time: 10:30, 3:20 pm"))
        #expect(talk.type("25:00\r") == [])
        #expect(talk.says("请输入时间，如 10:30。", "Enter a time such as 10:30.") && talk.window.contains("> 25:00"))
        #expect(talk.answers == [:])
        talk.type("\u{15}下午3点20分\r")
        #expect(talk.answers == ["at": "15:20:00.000+08:00"])
        #expect(talk.says("还有吗？", "Anything else?"))
    }

    @Test("a time with seconds keeps them when it is looked at and passed with Enter", arguments: Sight.all)
    func seconds(sight: Sight) throws {
        var asked = Self.time
        asked.start = "10:30:15.250+08:00"
        let talk = try Conversation(sight, [asked, Self.after])
        #expect(talk.window.contains("10:30:15.250"))
        talk.type("\r")
        talk.press(.control("b"))
        talk.press(.up)
        #expect(talk.window.contains("> 10:30:15.250"))
        talk.type("\r")
        #expect(talk.answers == ["at": "10:30:15.250+08:00"])
        talk.press(.control("b"))
        talk.press(.up)
        talk.type("\u{7F}\u{7F}\u{7F}\u{7F}\r")
        #expect(talk.answers == ["at": "10:30:15.000+08:00"])
        talk.press(.control("b"))
        talk.press(.up)
        talk.type("\u{7F}6\r")
        #expect(talk.answers == ["at": "10:30:16.000+08:00"])
    }

    @Test("a year of two digits is not guessed", arguments: Sight.all)
    func shortYear(sight: Sight) throws {
        let born = Asked(name: "born", zh: "哪天出生？", en: "Born when?", type: "date")
        let talk = try Conversation(sight, [born, Self.moment, Self.after])
        for wrong in ["85-3-5", "85年3月5日", "８５／３／５"] {
            #expect(talk.type("\u{15}\(wrong)\r") == [])
            #expect(talk.says("年份请写四位，如 2026-05-12。", "Write the year with four digits, as in 2026-05-12."))
        }
        talk.type("\u{15}1985年3月5日\r")
        #expect(talk.type("26-05-12T10:30\r") == [])
        #expect(talk.says("年份请写四位", "Write the year with four digits"))
        #expect(talk.answers == ["born": "1985-03-05"])
    }

    @Test("a moment is kept with its day; a day alone is not taken for midnight", arguments: Sight.all)
    func dateTime(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.moment, Self.after])
        for day in ["2026-05-12", "5月12日"] {
            #expect(talk.type("\u{15}\(day)\r") == [])
            #expect(talk.says("还缺时间，如 2026-05-12 10:30。", "The time of day is missing, as in 2026-05-12 10:30."))
            #expect(talk.window.contains("> \(day)") && talk.answers == [:])
        }
        #expect(talk.type("\u{15}tomorrow 10:30\r") == [.keep])
        #expect(talk.answers == ["when": "2026-11-25T10:30:00.000+08:00"])
        talk.press(.control("b"))
        #expect(talk.window.contains("2026-11-25 10:30"))
        talk.press(.up)
        talk.type("\u{15}明天下午3点20分\r")
        #expect(talk.answers == ["when": "2026-11-25T15:20:00.000+08:00"])
    }

    @Test("a moment with seconds keeps them when it is passed with Enter, and on the way of undo")
    func dateTimeSeconds() throws {
        var asked = Self.moment
        asked.start = "2026-11-24T10:30:15.000+08:00"
        let talk = try Conversation(Sight.all[2], [asked, Self.after])
        #expect(talk.window.contains("2026-11-24 10:30:15"))
        talk.press(.up)
        talk.type("\r")
        #expect(talk.answers == ["when": "2026-11-24T10:30:15.000+08:00"])
        talk.press(.control("b"))
        talk.type("10:31\r")
        #expect(talk.answers == ["when": "2026-11-24T10:31:00.000+08:00"])
        talk.press(.control("r"))
        #expect(talk.answers == ["when": "2026-11-24T10:30:15.000+08:00"])
    }
}

import CommunityModel
import SyncProtocol
import Testing
import Values

@testable import Interviewing
@testable import TerminalKit

@Suite("A time to come again") struct AppointmentTests {
    /// 2026-11-24, a Tuesday, 14:00 in China.
    private static let now = Instant("2026-11-24T06:00:00Z")

    private func talk(_ language: Language = .chinese) throws -> Conversation {
        let talk = try Conversation(
            language: language, consents: false, quietHours: .init(from: 20 * 60, to: 9 * 60), now: Self.now)
        talk.type("4")
        return talk
    }

    @Test(
        "days of the week, days without a year and words are of the time to come",
        arguments: [
            ("星期六 10:00", "2026-11-28T02:00:00Z"), ("周六10:00", "2026-11-28T02:00:00Z"),
            ("周六下午3点", "2026-11-28T07:00:00Z"), ("sat 10:00", "2026-11-28T02:00:00Z"),
            ("Saturday 3:20 pm", "2026-11-28T07:20:00Z"), ("礼拜天 10:00", "2026-11-29T02:00:00Z"),
            ("下周二 10:00", "2026-12-01T02:00:00Z"), ("下周日10:00", "2026-12-06T02:00:00Z"),
            ("周一 10:00", "2026-11-30T02:00:00Z"), ("周二 15:00", "2026-11-24T07:00:00Z"),
            ("1月5日 10:00", "2027-01-05T02:00:00Z"), ("１月５日１０点半", "2027-01-05T02:30:00Z"),
            ("12-1 10:00", "2026-12-01T02:00:00Z"), ("后天 10:30", "2026-11-26T02:30:00Z"),
            ("大后天下午3点", "2026-11-27T07:00:00Z"), ("15:00", "2026-11-24T07:00:00Z"),
            ("day after tomorrow 10:00", "2026-11-26T02:00:00Z"),
        ])
    func toCome(typed: String, instant: String) throws {
        let talk = try talk()
        #expect(talk.type(typed + "\r") == [.keep], "\(talk.window)")
        #expect(talk.interview.visit.fields.appointment?.description == instant)
    }

    @Test(
        "what is refused stays in the line to be mended",
        arguments: ["2月30日 10:00", "周八 10:00", "2026-01-05 10:00", "13:59"])
    func refused(typed: String) throws {
        let talk = try talk()
        #expect(talk.type(typed + "\r") == [])
        #expect(talk.window.contains("> \(typed)") && talk.interview.visit.fields.appointment == nil)
    }

    @Test("seconds that are typed are kept, and more than milliseconds are refused")
    func seconds() throws {
        let talk = try talk()
        #expect(talk.type("明天 10:30:15.0001\r") == [])
        #expect(talk.interview.visit.fields.appointment == nil && talk.window.contains("毫秒"))
        talk.type("\u{15}明天 10:30:15.25\r")
        #expect(talk.interview.visit.fields.appointment?.description == "2026-11-25T02:30:15.250Z")
    }

    @Test("a time that is over is refused, today's too")
    func over() throws {
        let talk = try talk()
        talk.type("13:59\r")
        #expect(talk.window.contains("这个时间已经过去：2026-11-24 13:59。"))
        talk.type("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}14:01\r")
        #expect(talk.interview.visit.fields.appointment?.description == "2026-11-24T06:01:00Z")
    }

    @Test("a day alone stays in the line, and the time is asked for", arguments: Language.allCases)
    func dayAlone(language: Language) throws {
        let talk = try talk(language)
        talk.type("后天\r")
        #expect(talk.says("还缺时间，如 2026-11-26 10:30。", "The time of day is missing, as in 2026-11-26 10:30."))
        talk.type("10:30\r")
        #expect(talk.interview.visit.fields.appointment?.description == "2026-11-26T02:30:00Z")
    }

    @Test("within quiet hours it is asked once more; another time is not", arguments: Language.allCases)
    func quietHours(language: Language) throws {
        let talk = try talk(language)
        #expect(talk.type("明天 20:30\r") == [])
        #expect(
            talk.says("2026-11-25 20:30 在不打扰时段（20:00-09:00）", "2026-11-25 20:30 is within quiet hours (20:00-09:00)"))
        #expect(talk.interview.visit.fields.appointment == nil)
        talk.type("\u{7F}\u{7F}00\r")
        #expect(talk.interview.visit.fields.appointment == nil, "20:00 is another time, and quiet too")
        #expect(talk.type("\r") == [.keep])
        #expect(talk.interview.visit.fields.appointment?.description == "2026-11-25T12:00:00Z")
    }

    @Test("a terminal that gives whole lines confirms by an empty one, or by the same once more")
    func lines() throws {
        for second in ["", "明天 20:30"] {
            let talk = try talk()
            #expect(talk.line("明天 20:30") == [])
            #expect(talk.line(second) == [.keep])
            #expect(talk.interview.visit.fields.appointment?.description == "2026-11-25T12:30:00Z")
        }
    }

    @Test("a day that is over this year is next year's, and so far ahead it is asked once more")
    func nextYear() throws {
        let talk = try talk()
        #expect(talk.type("11-23 10:00\r") == [])
        #expect(talk.window.contains("这是 2027-11-23 10:00。再按回车确认"))
        #expect(talk.type("\r") == [.keep])
        #expect(talk.interview.visit.fields.appointment?.description == "2027-11-23T02:00:00Z")
    }

    @Test("days of answers stay of this year, and days of the week are no days there")
    func answers() throws {
        let today = try #require(CalendarDate("2026-11-24"))
        #expect(TypedMoment.day("1月5日", today: today) == CalendarDate("2026-01-05"))
        #expect(TypedMoment.day("周六", today: today) == nil)
        #expect(TypedMoment.day("2月29日", today: today, isToCome: true) == nil)
        #expect(TypedMoment.day("2月29日", today: CalendarDate("2027-11-24") ?? today, isToCome: true)?.year == 2028)
    }
}

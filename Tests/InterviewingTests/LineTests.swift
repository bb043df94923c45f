import CommunityModel
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Whole lines where one key is asked for") struct LineTests {
    @Test(
        "a line that only begins like a choice does nothing and says so",
        arguments: ["2点再来", "5月1日", "12", "no", "不同意", "3号楼", "五", "一"])
    func unclear(line: String) throws {
        let talk = try Conversation(consents: false)
        let before = talk.interview.visit.fields
        let effects = talk.line(line)
        #expect(
            !effects.contains(.keep) && talk.interview.visit.fields == before && talk.interview.pages.last is DoorPage)
        if line.count > 1 { #expect(talk.window.contains("这里没有“\(line)”，没有做任何事。")) }
    }

    @Test(
        "one letter, a full-width digit or a word for it is taken",
        arguments: [
            ("2", VisitOutcome.refused), ("２", .refused), ("r", .refused), ("拒绝", .refused), ("refuse", .refused),
            ("3", .nobodyHome), (" 5 ", .vacant),
        ])
    func clear(line: String, outcome: VisitOutcome) throws {
        let talk = try Conversation(consents: false)
        #expect(talk.line(line) == [.keep])
        #expect(talk.interview.visit.fields.outcome == outcome)
    }

    @Test("consent and commands may be written out")
    func words() throws {
        let talk = try Conversation(consents: false)
        #expect(talk.line("证件") == [.keep] && talk.interview.visit.fields.isIdentityShown)
        #expect(talk.line("quit") == [.leave])
        #expect(talk.line("同意") == [.keep])
        #expect(talk.window.contains("住房是自有还是租住？"))
    }

    @Test("at the ending a reason is one digit, and a sentence is none")
    func ending() throws {
        let talk = try Conversation(consents: false)
        talk.type("2")
        _ = talk.line("2点以后没时间")
        #expect(talk.interview.visit.fields.refusalReason == nil)
        _ = talk.line("2")
        #expect(talk.interview.visit.fields.refusalReason == "privacy")
        talk.type("二")
        #expect(talk.interview.visit.fields.refusalReason == "privacy", "a numeral that is a word is no key")
    }

    @Test("where the form asks for another entry, yes and no may be written out, and nothing else is either")
    func entries() throws {
        let name = Asked(name: "called", zh: "称呼？", en: "Name?")
        let talk = try Conversation(Sight.all[0], [], entries: [name])
        _ = talk.line("1月出生")
        #expect(talk.window.contains("再添加"))
        _ = talk.line("yes")
        #expect(talk.window.contains("称呼？"))
        _ = talk.line("李")
        _ = talk.line("不要")
        #expect(talk.window.contains("检查"))
    }
}

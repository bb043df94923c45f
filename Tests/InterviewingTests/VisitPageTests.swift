import CommunityModel
import Questionnaires
import SyncProtocol
import Testing
import Values

@testable import Interviewing
@testable import TerminalKit

@Suite("The visit around the questions") struct VisitPageTests {
    @Test("the door shows what is known, and consent opens the questions")
    func consent() throws {
        let talk = try Conversation(consents: false)
        for text in ["3栋 2单元 0301", "叠滘社区", "! 这是第 4 次上门。", "2026-11-20 10:00 无人在家", "1 同意"] {
            #expect(talk.window.contains(text), "\(text)")
        }
        #expect(talk.type("1") == [.keep])
        #expect(talk.interview.visit.fields.consent == true)
        #expect(talk.window.contains("住房是自有还是租住？"))
    }

    @Test("a refusal is one key, kept at once; Enter saves it without a reason")
    func refusal() throws {
        let talk = try Conversation(consents: false)
        #expect(talk.type("2") == [.keep])
        #expect(talk.interview.visit.fields.outcome == .refused && talk.interview.visit.fields.consent == false)
        #expect(talk.interview.visit.fields.refusalReason == nil)
        #expect(talk.type("\r") == [.submit])
    }

    @Test("a reason and the wish not to be contacted are one key each, and are taken back by the same key")
    func refusalReason() throws {
        let talk = try Conversation(consents: false)
        talk.type("r2d")
        #expect(talk.interview.visit.fields.refusalReason == "privacy" && talk.interview.visit.fields.isNotToContact)
        talk.type("2d")
        #expect(talk.interview.visit.fields.refusalReason == nil && !talk.interview.visit.fields.isNotToContact)
        #expect(talk.type("q") == [.submit])
    }

    @Test("a wrong key at the door is taken back before anything is saved")
    func back() throws {
        let talk = try Conversation(consents: false)
        talk.type("2d")
        #expect(talk.type("b") == [.keep])
        #expect(talk.interview.visit.fields.outcome == nil && !talk.interview.visit.fields.isNotToContact)
        #expect(talk.window.contains("1 同意"))
    }

    @Test("an appointment asks for a local day and time, not before today")
    func appointment() throws {
        let talk = try Conversation(consents: false)
        talk.type("4")
        talk.type("随便\r")
        #expect(talk.window.contains("这不是日期和时间") && talk.window.contains("> 随便"))
        talk.type("\u{15}2026-11-23 10:00\r")
        #expect(talk.window.contains("这个时间已经过去") && talk.window.contains("> 2026-11-23 10:00"))
        #expect(talk.type("\u{15}明天１０：３０\r") == [.keep])
        #expect(talk.interview.visit.fields.appointment?.description == "2026-11-25T02:30:00Z")
        #expect(talk.interview.visit.fields.outcome == .appointment)
        #expect(talk.type("\r") == [.submit])
    }

    @Test(
        "every ending at the door has a key",
        arguments: [
            ("3", VisitOutcome.nobodyHome), ("5", .vacant), ("6", .addressNotFound), ("7", .noAccess),
        ])
    func endings(key: String, outcome: VisitOutcome) throws {
        let talk = try Conversation(consents: false)
        #expect(talk.type(key) == [.keep])
        #expect(talk.interview.visit.fields.outcome == outcome)
        #expect(talk.type("\r") == [.submit])
    }

    @Test(
        "leaving at an ending keeps the draft and saves no attempt, except for a refusal",
        arguments: ["3", "5", "6", "7", "4明天 10:30\r"], [Key.character("q"), .escape, .control("d"), .function(10)])
    func left(ending: String, key: Key) throws {
        let talk = try Conversation(consents: false)
        talk.type(ending)
        #expect(talk.interview.isEnding && !talk.interview.isRefusal)
        #expect(talk.press(key) == [.leave])
        #expect(talk.window.contains("q 退出"))
        let refusal = try Conversation(consents: false)
        refusal.type("2")
        #expect(refusal.interview.isRefusal)
        #expect(refusal.press(key) == [.submit])
    }

    @Test(
        "an address typed at the door is not saved as an ending by its first digit and Enter",
        arguments: ["3栋0302", "锦园3", "7单元1", "5-1201", "2栋0302"])
    func address(typed: String) throws {
        let talk = try Conversation(consents: false)
        #expect(!talk.type(typed + "\r").contains(.submit))
        #expect(talk.interview.isEnding && talk.window.contains("再按一次回车"))
        #expect(talk.type("\r") == [.submit], "Enter once more means it")
        let mended = try Conversation(consents: false)
        mended.type(typed + "\rb")
        #expect(mended.window.contains("1 同意") && mended.interview.visit.fields.outcome == nil)
        mended.type("3")
        #expect(mended.type("\r") == [.submit])
    }

    @Test("who leaves when an address began with the refusal's digit keeps a draft and states no refusal")
    func doubtedRefusal() throws {
        for typed in ["2栋0302", "2栋0302\r"] {
            let talk = try Conversation(consents: false)
            talk.type(typed)
            #expect(talk.interview.visit.fields.refusalReason == nil && !talk.interview.isRefusal)
            #expect(talk.type("q") == [.leave])
        }
        let meant = try Conversation(consents: false)
        meant.type("2")
        #expect(meant.interview.isRefusal && meant.type("q") == [.submit])
    }

    @Test("what is pasted at the door means nothing, and with control signs it is taken nowhere")
    func pasted() throws {
        let talk = try Conversation(consents: false)
        #expect(talk.press(.paste("3栋0302\n")) == [.ring])
        #expect(!talk.interview.isEnding)
        talk.type("n")
        #expect(talk.press(.paste("有狗\u{1B}[2J")) == [.ring])
        #expect(talk.window.contains("控制符") && !talk.window.contains("有狗"))
    }

    @Test("later keeps all; identity shown and remarks are noted at the door")
    func later() throws {
        let talk = try Conversation(consents: false)
        talk.type("in 狗\r")
        #expect(talk.interview.visit.fields.isIdentityShown && talk.interview.visit.fields.remarks == "狗")
        #expect(talk.type("8") == [.leave])
    }

    @Test("the review lists what is missing, jumps there, and decides the outcome")
    func review() throws {
        let talk = try Conversation()
        talk.type("s")
        talk.type("\u{07}3")
        #expect(talk.window.contains("还缺 1 项") && talk.window.contains("部分完成"))
        talk.type("1")
        #expect(talk.window.contains("住房是自有还是租住？"))
        talk.type("1\u{07}3")
        #expect(talk.window.contains("没有缺项") && talk.window.contains("结果：完成"))
        #expect(talk.type("\r") == [.keep])
        #expect(talk.window.contains("还要记录这次的宣传吗"))
        #expect(talk.interview.visit.fields.outcome == .completed)
        #expect(talk.type("2") == [.submit])
    }

    @Test("with answers missing the visit is partial")
    func partial() throws {
        let talk = try Conversation()
        talk.type("s\u{07}3\r\r")
        #expect(talk.interview.visit.fields.outcome == .partial)
        #expect(talk.effects.last == .submit)
    }

    @Test("answers that were given are not saved with a refusal, and the person is told")
    func withdrawn() throws {
        let talk = try Conversation()
        talk.type("1")
        talk.press(.control("b"))
        talk.press(.control("b"))
        #expect(talk.window.contains("1 同意"))
        talk.type("2")
        #expect(talk.window.contains("已答的 1 题不会保存"))
    }

    @Test("a draft goes on where it was left")
    func resume() throws {
        let first = try Conversation()
        first.type("24\r")
        let walk = try #require(first.interview.visit.survey)
        let instance = walk.session.serialise(includingIrrelevant: true)
        let again = try Conversation(session: PracticeForm.session(resuming: instance), place: walk.place)
        #expect(again.answers == first.answers)
        #expect(again.window.contains("从哪里知道的？"))
    }

    @Test("a visit that was left at the review goes on there, and the first key counts", arguments: Language.allCases)
    func resumeAtReview(language: Language) throws {
        let talk = try Conversation(language: language, place: FormNavigator.endPlace)
        #expect(talk.says("还缺 1 项", "1 still missing"))
        #expect(talk.says("请选择住房。", "Choose the home."))
        talk.type("1")
        #expect(talk.says("住房是自有还是租住？", "Do you own or rent the home?"))
    }

    @Test("where one stands is kept with every step, also without an answer")
    func place() throws {
        let talk = try Conversation()
        for (keys, place) in [
            ("1", "/data/live/people"), ("\r", "/data/live/known"), ("b", "/data/live/people"),
            ("o", "/data/live/people"),
            ("s", "/data/live/known"), (":g 3\r", "end"), ("b", "/data/thanks"),
        ] {
            #expect(talk.type(keys).contains(.keep) && talk.interview.visit.survey?.place == place, "\(keys)")
        }
    }

    @Test("whole lines do what keys do, for a terminal that cannot give keys")
    func lines() throws {
        let talk = try Conversation(consents: false)
        #expect(talk.line("1") == [.keep])
        #expect(talk.line("2") == [.keep])
        #expect(talk.line("12") == [.keep])
        #expect(talk.line("b") == [.keep])
        #expect(talk.line("") == [.keep])
        #expect(talk.line("1 2") == [.keep])
        #expect(talk.line("") == [.keep])
        #expect(talk.line("多种树") == [.keep])
        #expect(talk.line("蓝") == [.keep])
        #expect(
            talk.answers == ["tenure": "rent", "people": "12", "known": "letter news", "wish": "多种树", "colour": "blue"])
        #expect(talk.line(":q") == [.leave])
    }
}

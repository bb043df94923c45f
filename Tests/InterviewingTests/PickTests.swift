import Questionnaires
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Ticks that are no answer yet") struct PickTests {
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")
    private static let order = Asked(
        name: "order", zh: "先修哪一样？", en: "Mend what first?", control: "rank",
        choices: [("lift", "电梯", "lift"), ("light", "路灯", "street light"), ("wall", "围墙", "wall")])
    private static let known = Asked(
        name: "known", zh: "从哪里知道？", en: "From where?", rules: "constraint=\"count-selected(.) &gt;= 2\"",
        control: "select", choices: [("letter", "公开信", "letter"), ("news", "新闻", "news"), ("talk", "街坊", "talk")])

    /// The same conversation after the program was ended and begun again.
    private func resumed(_ talk: Conversation, _ form: [Asked]) throws -> Conversation {
        let walk = try #require(talk.interview.visit.survey)
        return try Conversation(
            session: Asked.session(form, resuming: walk.session.serialise(includingIrrelevant: true)),
            place: walk.place, picks: walk.picks)
    }

    @Test("a ranking half made is kept with every tick, and stands there again")
    func rank() throws {
        let form = [Self.order, Self.after]
        let talk = try Conversation(Sight.all[0], form)
        #expect(talk.type("3") == [.keep])
        #expect(talk.type("1") == [.keep])
        #expect(talk.interview.visit.survey?.picks == ["/data/order": ["wall", "lift"]] && talk.answers == [:])
        let again = try resumed(talk, form)
        #expect(again.window.contains("[1] 围墙") && again.window.contains("[2] 电梯"))
        again.type("2")
        #expect(again.answers == ["order": "wall lift light"] && again.interview.visit.survey?.picks == [:])
    }

    @Test("ticks that break a rule are kept as ticks, the answer stays as it was, and the last tick makes it an answer")
    func constraint() throws {
        let form = [Self.known, Self.after]
        let talk = try Conversation(Sight.all[0], form)
        #expect(talk.type("2") == [.keep])
        #expect(talk.answers == [:] && talk.window.contains("[x] 新闻"))
        let again = try resumed(talk, form)
        #expect(again.window.contains("[x] 新闻"))
        again.type("1")
        #expect(again.answers == ["known": "letter news"] && again.interview.visit.survey?.picks == [:])
    }

    @Test("they are there after one went on and came back, and the review tells of them", arguments: Sight.all)
    func review(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.order, Self.after])
        talk.type("3s\r")
        #expect(talk.says("先修哪一样？ 勾选还没有完成，不算答案。", "Mend what first? The ticks are no answer yet."))
        talk.type("1")
        #expect(talk.says("[1] 围墙", "[1] wall"))
        talk.type("-")
        #expect(talk.says("[ ] 围墙", "[ ] wall") && talk.interview.visit.survey?.picks == [:])
    }
}

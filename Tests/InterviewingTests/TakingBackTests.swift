import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Taking answers back") struct TakingBackTests {
    private static func required(_ name: String, _ label: String) -> Asked {
        Asked(
            name: name, zh: label, en: label, rules: "required=\"true()\"", control: "select1",
            choices: [("a", "甲", "a"), ("b", "乙", "b")])
    }
    private static let count = Asked(
        name: "people", zh: "几口人？", en: "How many?", type: "int", rules: "required=\"true()\" constraint=\". &lt;= 9\"")
    private static let form = [
        required("one", "第一题"), required("two", "第二题"), count, Asked(name: "after", zh: "还有吗？", en: "More?"),
    ]

    @Test("first answers to required questions are taken back one by one, the last one first, and no other changes")
    func several() throws {
        let talk = try Conversation(Sight.all[0], Self.form)
        talk.type("125\r")
        #expect(talk.answers == ["one": "a", "two": "b", "people": "5"])
        #expect(talk.type("\u{12}") == [.keep])
        #expect(talk.answers == ["one": "a", "two": "b"])
        #expect(talk.window.contains("几口人？") && !talk.window.contains("已答") && talk.window.contains("已撤销"))
        talk.type("z")
        #expect(talk.answers == ["one": "a"] && talk.window.contains("第二题"))
        talk.type("z")
        #expect(talk.answers == [:] && talk.window.contains("第一题"))
        talk.type("z")
        #expect(talk.answers == [:] && talk.window.contains("没有可以撤销的答案。"))
    }

    @Test("after jumps the answer given last is taken back, wherever one stands")
    func afterJumps() throws {
        let talk = try Conversation(Sight.all[0], Self.form)
        talk.type("125\r")
        talk.press(.control("b"))
        talk.press(.control("b"))
        talk.press(.control("b"))
        talk.type("2")
        #expect(talk.answers == ["one": "b", "two": "b", "people": "5"])
        talk.type("\u{07}2")
        #expect(talk.window.contains("检查"))
        talk.type("z")
        #expect(talk.window.contains("第一题") && talk.answers == ["one": "a", "two": "b", "people": "5"])
        talk.type("z")
        #expect(talk.window.contains("几口人？") && talk.answers == ["one": "a", "two": "b"])
    }

    @Test("what broke a rule from the start stands again, rather than another answer going")
    func broken() throws {
        var count = Self.count
        count.start = "12"
        let talk = try Conversation(Sight.all[0], [Self.form[0], count, Self.form[3]])
        talk.type("15\r")
        #expect(talk.answers == ["one": "a", "people": "5"])
        talk.press(.control("r"))
        #expect(talk.answers == ["one": "a", "people": "12"] && talk.window.contains("几口人？"))
    }

    @Test(
        "a required answer is cleared too, says that it will be asked for, and comes back by undo", arguments: Sight.all
    )
    func clear(sight: Sight) throws {
        let talk = try Conversation(sight, Self.form)
        talk.type("1")
        talk.press(.control("b"))
        #expect(talk.type("-") == [.keep])
        #expect(talk.answers == [:] && talk.window.contains("第一题"))
        #expect(talk.says("此题必答，最后会再提醒。", "the review will remind you."))
        #expect(talk.type("z") == [.keep])
        #expect(talk.answers == ["one": "a"])
    }
}

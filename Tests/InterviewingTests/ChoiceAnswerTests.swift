import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Rankings, long lists and cascades") struct ChoiceAnswerTests {
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")
    private static let order = Asked(
        name: "order", zh: "先修哪一样？", en: "Mend what first?", control: "rank",
        choices: [("lift", "电梯", "lift"), ("light", "路灯", "street light"), ("wall", "围墙", "wall")])

    @Test(
        "a ranking is ticked in its order, is an answer when it is whole, and is taken back tick by tick",
        arguments: Sight.all)
    func rank(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.order, Self.after])
        talk.type("31")
        #expect(talk.says("[1] 围墙", "[1] wall") && talk.says("[2] 电梯", "[2] lift"))
        #expect(talk.says("[ ] 路灯", "[ ] street light"))
        #expect(talk.answers == [:])
        #expect(talk.type("\r") == [])
        #expect(talk.says("请把所有选项按顺序各排一次。", "Put all choices in order, each of them once."))
        #expect(talk.says("先修哪一样？", "Mend what first?"))
        #expect(talk.type("2") == [.keep])
        #expect(talk.answers == ["order": "wall lift light"])
        talk.type("3")
        #expect(talk.says("[1] 电梯", "[1] lift") && talk.says("[ ] 围墙", "[ ] wall"))
        #expect(talk.answers == ["order": "wall lift light"], "what was whole stays until the new order is")
        #expect(talk.type("3") == [.keep])
        #expect(talk.answers == ["order": "lift light wall"])
        talk.type("\r")
        #expect(talk.says("还有吗？", "Anything else?"))
        talk.press(.control("b"))
        #expect(talk.says("[3] 围墙", "[3] wall"))
        talk.type("123")
        #expect(talk.answers == [:], "without a tick there is no answer")
    }

    @Test("a ranking that must be answered is not passed over by Enter")
    func requiredRank() throws {
        var asked = Self.order
        asked.rules = "required=\"true()\""
        let talk = try Conversation(Sight.all[0], [asked, Self.after])
        talk.type("\r")
        #expect(talk.window.contains("此题必答。") && talk.window.contains("先修哪一样？"))
    }

    @Test("of 300 choices any is found by its number, its label or its name", arguments: Sight.all)
    func many(sight: Sight) throws {
        let streets = (1...300).map { ("s\($0)", "第\($0)街", "street \($0)") }
        let asked = Asked(name: "street", zh: "哪条街？", en: "Which street?", control: "select1", choices: streets)
        let several = Asked(name: "all", zh: "哪几条街？", en: "Which streets?", control: "select", choices: streets)
        let talk = try Conversation(sight, [asked, several, Self.after])
        talk.type("２８７")
        #expect(talk.says("› 287 第287街", "› 287 street 287"))
        talk.type("\r")
        #expect(talk.answers == ["street": "s287"])
        talk.press(.control("b"))
        #expect(talk.says("› 287 第287街 ✓", "› 287 street 287 ✓"))
        talk.type(sight.isChinese ? "第２９" : "STREET 29")
        #expect(talk.says("11/300 项符合", "11 of 300 fit"))
        #expect(talk.says("第290街", "street 290") && !talk.says("第287街", "street 287"))
        talk.press(.down)
        talk.type("\r")
        #expect(talk.answers == ["street": "s290"])
        talk.press(.control("b"))
        talk.type("301\r")
        #expect(talk.says("没有第 301 项。", "There is no choice 301.") && talk.answers == ["street": "s290"])
        talk.type("s31")
        talk.type("\r")
        #expect(talk.answers["street"] == "s31")
        talk.type("300 7\r")
        talk.type("s12\r")
        #expect(talk.answers["all"] == "s7 s12 s300")
        #expect(talk.says("12[x]第12街", "12[x]street12"))
        #expect(talk.type("\r") == [.keep])
        #expect(talk.says("还有吗？", "Anything else?"))
    }

    // A district and the streets in it.

    private static let places = """
        <instance id="streets"><root>
        <item><name>guicheng</name><label>桂城</label><of>nanhai</of></item>
        <item><name>xiqiao</name><label>西樵</label><of>nanhai</of></item>
        <item><name>ronggui</name><label>容桂</label><of>shunde</of></item></root></instance>
        """
    private static let district = Asked(
        name: "district", zh: "哪个区？", en: "Which district?", control: "select1",
        choices: [("nanhai", "南海", "Nanhai"), ("shunde", "顺德", "Shunde")])
    private static let street = Asked(
        name: "street", zh: "哪个镇街？", en: "Which street?", control: "select1",
        itemset: """
            <itemset nodeset="instance('streets')/root/item[of = /data/district]"><value ref="name"/><label ref="label"/>\
            </itemset>
            """)

    @Test(
        "a cascade shows what fits; a change that takes an answer away says so, and undo brings both back",
        arguments: Sight.all)
    func cascade(sight: Sight) throws {
        let talk = try Conversation(sight, [Self.district, Self.street, Self.after], lists: Self.places)
        talk.type("1")
        #expect(talk.window.contains("1 桂城") && talk.window.contains("2 西樵") && !talk.window.contains("容桂"))
        talk.type("2")
        #expect(talk.answers == ["district": "nanhai", "street": "xiqiao"])
        talk.press(.control("b"))
        talk.press(.control("b"))
        #expect(talk.type("2") == [.keep])
        #expect(talk.answers == ["district": "shunde"])
        #expect(
            talk.says("这一改动去掉了不再适用的答案：“哪个镇街？”", "This took away answers that fit no more: Which street?"))
        #expect(talk.window.contains("1 容桂") && !talk.window.contains("桂城"))
        #expect(talk.type("z") == [.keep])
        #expect(talk.answers == ["district": "nanhai", "street": "xiqiao"])
        talk.type("1")
        #expect(!talk.says("去掉了", "took away"), "the same answer once more changes nothing")
        #expect(talk.answers == ["district": "nanhai", "street": "xiqiao"])
    }

    @Test("a choice is kept to be confirmed: one key acknowledges, Enter alone does not", arguments: Sight.all)
    func trigger(sight: Sight) throws {
        let asked = Asked(
            name: "told", zh: "已说明保密。", en: "Confidentiality was explained.", rules: "required=\"true()\"",
            control: "trigger")
        let talk = try Conversation(sight, [asked, Self.after])
        #expect(talk.says("1 确认", "1 Confirm") && !talk.window.contains("1-1"))
        #expect(talk.type("\r") == [])
        #expect(talk.says("此题必答。", "This question must be answered.") && talk.answers == [:])
        #expect(talk.type("1") == [.keep])
        #expect(talk.answers == ["told": "OK"] && talk.says("还有吗？", "Anything else?"))
        talk.press(.control("b"))
        #expect(talk.says("确认 ✓", "Confirm ✓"))
    }
}

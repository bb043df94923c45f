import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Chinese numerals in lists of choices") struct NumeralTests {
    private static let after = Asked(name: "after", zh: "还有吗？", en: "Anything else?")

    private static func villages(_ control: String) -> Asked {
        let others = (1...298).map { ("v\($0)", "第\($0)村", "village \($0)") }
        return Asked(
            name: "village", zh: "哪个村？", en: "Which village?", control: control,
            choices: [("yixin", "一心村", "Yixin"), ("sanshui", "三水村", "Sanshui")] + others)
    }

    @Test(
        "in a long list they filter",
        arguments: [("一", "一心村", "yixin"), ("一心", "一心村", "yixin"), ("三水", "三水村", "sanshui")])
    func long(typed: String, label: String, name: String) throws {
        let talk = try Conversation(Sight.all[0], [Self.villages("select1"), Self.after])
        talk.type(typed)
        #expect(talk.window.contains(label) && talk.window.contains("1/300 项符合"))
        talk.type("\r")
        #expect(talk.answers == ["village": name])
    }

    @Test("in a short list they filter as well")
    func short() throws {
        let asked = Asked(
            name: "floor", zh: "几楼？", en: "Which floor?", control: "select1",
            choices: [("f1", "一楼", "1st"), ("f3", "三楼", "3rd"), ("f2", "二楼", "2nd"), ("f4", "四楼", "4th")])
        let talk = try Conversation(Sight.all[0], [asked, Self.after])
        talk.type("二")
        #expect(talk.window.contains("二楼") && !talk.window.contains("三楼"))
        talk.type("\r")
        #expect(talk.answers == ["floor": "f2"])
    }

    @Test("numbers keep their meaning, with the separators of a Chinese keyboard too")
    func numbers() throws {
        let talk = try Conversation(Sight.all[0], [Self.villages("select"), Self.after])
        talk.type("１、２，３\r")
        #expect(talk.answers == ["village": "yixin sanshui v1"])
        talk.type("，\r")
        #expect(talk.answers == ["village": "yixin sanshui v1"] && !talk.window.contains("只能选一项"))
    }
}

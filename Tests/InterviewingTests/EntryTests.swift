import Questionnaires
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Entries of repeats, and what is not asked") struct EntryTests {
    private static let start = Asked(name: "start", zh: "开始", en: "Start", type: "int")
    private static let name = Asked(name: "name", zh: "称呼？", en: "Name?")
    private static let age = Asked(name: "age", zh: "年龄？", en: "Age?", type: "int")

    private func household(_ sight: Sight) throws -> Conversation {
        let talk = try Conversation(sight, [Self.start], entries: [Self.name, Self.age])
        talk.type("1\r")
        for (name, age) in [("李", 60), ("王", 58), ("张", 7)] { talk.type("1\(name)\r\(age)\r") }
        return talk
    }

    @Test("an entry is gone back into from behind it, and changed", arguments: Sight.all)
    func back(sight: Sight) throws {
        let talk = try household(sight)
        #expect(talk.says("已有 3 条。", "There are 3."))
        talk.type("b")
        #expect(talk.says("年龄？", "Age?") && talk.window.contains("7") && talk.says("成员 Member 3/3"))
        talk.type("8\r")
        #expect(talk.answers["age"] == "60 58 8")
        #expect(talk.says("再添加", "Add another"))
    }

    @Test(
        "the entry that one stands in is removed, asked for twice; the later ones and their notes move up",
        arguments: Sight.all)
    func remove(sight: Sight) throws {
        let talk = try household(sight)
        talk.press(.control("b"))
        talk.type("n 读小学\r")
        for _ in 0..<2 { talk.press(.control("b")) }
        #expect(talk.says("年龄？", "Age?") && talk.window.contains("58"))
        talk.type("n不在家\r")
        #expect(talk.interview.visit.survey?.notes.map(\.path) == ["/data/member[3]/age", "/data/member[2]/age"])
        #expect(talk.type("x") == [])
        #expect(talk.says("再输入一次 x，删除第 2 条", "x once more removes entry 2") && talk.answers["age"] == "60 58 7")
        #expect(talk.type("x") == [.keep])
        #expect(talk.answers == ["start": "1", "name": "李 张", "age": "60 7"])
        #expect(talk.interview.visit.survey?.notes.map(\.path) == ["/data/member[2]/age"])
        #expect(talk.interview.visit.survey?.notes.map(\.text) == ["读小学"])
        #expect(talk.says("已删除第 2 条。", "Entry 2 is removed.") && talk.says("已有 2 条。", "There are 2."))
        talk.type("z")
        #expect(talk.answers["name"] == "李 张", "undo does not write into an entry that took the number of another")
    }

    @Test("removing wants to be asked twice in a row, by a command line too")
    func twice() throws {
        let talk = try household(Sight.all[2])
        talk.type(":x\r")
        #expect(talk.answers["name"] == "李 王 张" && talk.window.contains("再输入一次"))
        talk.type("?")
        talk.type("k")
        talk.type("x")
        #expect(talk.answers["name"] == "李 王 张")
        talk.type("x")
        #expect(talk.answers["name"] == "李 王")
        talk.press(.control("b"))
        talk.press(.control("b"))
        #expect(talk.window.contains("称呼？"))
        talk.type(":x\r")
        #expect(talk.window.contains("再输入一次 :x，删除第 2 条"))
        talk.press(.control("n"))
        talk.press(.control("b"))
        talk.type(":x\r")
        #expect(talk.answers["name"] == "李 王")
        talk.type(":x\r")
        #expect(talk.answers["name"] == "李" && talk.window.contains("再添加"))
    }

    @Test("outside of entries nothing is removed")
    func outside() throws {
        let talk = try household(Sight.all[0])
        talk.type(":g 1\r")
        #expect(talk.window.contains("开始"))
        #expect(talk.type("x") == [.ring] && talk.type("x") == [.ring])
        #expect(talk.answers["name"] == "李 王 张")
    }

    @Test(
        "entries that the form counts stay; what is beyond the count may go, and one goes on behind it",
        arguments: Sight.all)
    func counted(sight: Sight) throws {
        let talk = try Conversation(
            sight, [Self.start], entries: [Self.name, Self.age], count: "jr:count=\"/data/start\"")
        talk.type("2\r李\r60\r王\r58\r")
        #expect(talk.interview.pages.last is ReviewPage && talk.answers["name"] == "李 王")
        talk.type("b")
        talk.type("xx")
        #expect(talk.says("此项不能修改。", "This field cannot be changed.") && talk.answers["name"] == "李 王")
        talk.type(":g 1\r1\r")
        #expect(talk.answers["name"] == "李 王", "a count that falls takes no answers away")
        talk.type(":g 3\r:x\r:x\r")
        #expect(talk.answers["name"] == "李" && talk.interview.pages.last is ReviewPage)
    }

    @Test("an entry that was left and come back to after a kill is where it was")
    func resumed() throws {
        let talk = try household(Sight.all[0])
        talk.press(.control("b"))
        let walk = try #require(talk.interview.visit.survey)
        let instance = walk.session.serialise(includingIrrelevant: true)
        let session = try Asked.session([Self.start], entries: [Self.name, Self.age], resuming: instance)
        let again = try Conversation(session: session, place: walk.place)
        #expect(again.window == talk.window && again.answers == talk.answers)
    }

    @Test(
        "notes are passed by Enter, read-only values are shown and not changed, defaults stand until they are changed",
        arguments: Sight.all)
    func told(sight: Sight) throws {
        let questions = [
            Asked(name: "hello", zh: "下面问居住情况。", en: "About living.", rules: "readonly=\"true()\""),
            Asked(name: "area", zh: "社区", en: "Community", rules: "readonly=\"true()\"", start: "叠滘"),
            Asked(name: "people", zh: "几人？", en: "How many?", type: "int", start: "3"),
            Asked(
                name: "home", zh: "住房？", en: "Home?", control: "select1",
                choices: [("own", "自有", "own"), ("rent", "租住", "rented")], start: "rent"),
        ]
        let talk = try Conversation(sight, questions)
        #expect(talk.says("下面问居住情况。", "About living.") && !talk.window.contains("> "))
        #expect(talk.type("4") == [.ring])
        talk.type("\r")
        #expect(talk.says("社区", "Community") && talk.window.contains("叠滘"))
        for key in ["-", "e", "5"] { #expect(talk.type(key) == [.ring], "\(key)") }
        talk.type("\r")
        #expect(talk.says("几人？", "How many?") && talk.says("已答：3", "Now: 3"))
        talk.type("\r")
        #expect(talk.says("租住 ✓", "rented ✓"))
        talk.type("\r")
        #expect(talk.interview.pages.last is ReviewPage && talk.says("没有缺项", "Nothing is missing"))
        #expect(talk.answers == ["area": "叠滘", "people": "3", "home": "rent"])
        talk.type("b")
        talk.type("1")
        #expect(talk.answers["home"] == "own")
    }

    @Test("a first answer to a question that must have one is taken back too, and the one before it stays")
    func undoRequired() throws {
        var must = Self.age
        must.rules = "required=\"true()\""
        let talk = try Conversation(Sight.all[0], [Self.start, must])
        talk.type("1\r60\r")
        #expect(talk.answers == ["start": "1", "age": "60"])
        talk.type("z")
        #expect(talk.answers == ["start": "1"] && talk.window.contains("年龄？") && talk.window.contains("已撤销"))
        talk.type("61\r")
        talk.type("b")
        talk.type("-\r")
        #expect(talk.window.contains("已清除答案。此题必答") && talk.answers["age"] == nil)
        talk.type("z")
        #expect(talk.answers == ["start": "1", "age": "61"])
    }
}

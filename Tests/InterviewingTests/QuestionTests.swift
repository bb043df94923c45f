import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("Questions of an interview") struct QuestionTests {
    @Test("one digit chooses and goes on, and the answer is kept at once")
    func digit() throws {
        let talk = try Conversation()
        #expect(talk.window.contains("住房是自有还是租住？\u{A0}*"))
        #expect(talk.type("2") == [.keep])
        #expect(talk.answers == ["tenure": "rent"])
        #expect(talk.window.contains("常住几人？"))
    }

    @Test("digits, colons and question marks of a Chinese input method are plain ones")
    func fullwidth() throws {
        let talk = try Conversation()
        talk.type("２１２\r")
        #expect(talk.answers == ["tenure": "rent", "people": "12"])
        talk.type("？")
        #expect(talk.window.contains("按任意键返回"))
        talk.type("x：b\r")
        #expect(talk.window.contains("常住几人？"))
    }

    @Test("a broken rule is told in the form's words, and the line stays to be mended")
    func constraint() throws {
        let talk = try Conversation()
        talk.type("1")
        #expect(talk.type("21\r") == [])
        #expect(talk.window.contains("人数应在 1 到 20 之间。") && talk.window.contains("> 21"))
        talk.type("\u{7F}\r")
        #expect(talk.answers["people"] == "2")
    }

    @Test("what is no number is told so")
    func type() throws {
        let talk = try Conversation()
        talk.type("13人\r")
        #expect(talk.window.contains("请输入整数。"))
        #expect(talk.answers["people"] == nil)
    }

    @Test("Enter without an answer says that a question is required, and skipping it says so too")
    func required() throws {
        let talk = try Conversation()
        talk.type("\r")
        #expect(talk.window.contains("请选择住房。"))
        talk.type("s")
        #expect(talk.window.contains("已跳过必答题") && talk.window.contains("常住几人？"))
        #expect(talk.interview.visit.survey?.skipped == ["/data/live/tenure"])
    }

    @Test("several choices are ticked and unticked; a tick that breaks a rule is no answer")
    func several() throws {
        let talk = try Conversation()
        talk.type("1\r12")
        #expect(talk.answers["known"] == "letter news" && talk.window.contains("[x] 新闻"))
        talk.type("2")
        #expect(talk.answers["known"] == "letter")
        #expect(talk.type("3") == [.keep])
        #expect(talk.window.contains("“都没有”不能与其他同选。"))
        #expect(talk.answers["known"] == "letter")
        talk.type("1")
        #expect(talk.answers["known"] == "none")
        talk.type("\r")
        #expect(talk.window.contains("有什么建议？"))
    }

    @Test("arrows move, the space bar ticks, and so does nothing else")
    func arrows() throws {
        let talk = try Conversation()
        talk.press(.down)
        talk.press(.down)
        talk.press(.enter)
        #expect(talk.answers["tenure"] == "rent")
        talk.press(.right)
        talk.press(.down)
        talk.type(" ")
        #expect(talk.answers["known"] == "letter")
        talk.press(.left)
        #expect(talk.window.contains("常住几人？"))
    }

    @Test("text is taken as it is typed, commands in it want a colon or Ctrl")
    func text() throws {
        let talk = try Conversation()
        talk.type("1\r\rbs多种树\r")
        #expect(talk.answers["wish"] == "bs多种树")
        talk.press(.control("b"))
        #expect(talk.window.contains("已答：bs多种树"))
        talk.press(.up)
        talk.type("，少停车\r")
        #expect(talk.answers["wish"] == "bs多种树，少停车")
        talk.press(.control("b"))
        talk.type(":b\r")
        #expect(talk.window.contains("从哪里知道的？"))
    }

    @Test("letters, Chinese and names filter a long list; numbers keep their meaning")
    func filter() throws {
        let talk = try Conversation()
        talk.type("1\r\r\r")
        #expect(talk.window.contains("喜欢什么颜色？"))
        talk.type("红")
        #expect(talk.window.contains("11 粉红色") && !talk.window.contains("绿色"))
        talk.type("\r")
        #expect(talk.answers["colour"] == "red")
        talk.press(.control("b"))
        talk.type("粉\r")
        #expect(talk.answers["colour"] == "pink")
        talk.press(.control("b"))
        talk.type("12\r")
        #expect(talk.answers["colour"] == "brown")
        talk.press(.control("b"))
        talk.type("ye\r")
        #expect(talk.answers["colour"] == "yellow")
        talk.press(.control("b"))
        talk.type("金\r")
        #expect(talk.window.contains("没有含“金”的选项。"))
    }

    @Test("days are typed as people write them, and stand in the form only while they apply")
    func date() throws {
        let talk = try Conversation()
        talk.type("2\r\r\r\r")
        #expect(talk.window.contains("何时入住？"))
        talk.type("３月５日\r")
        #expect(talk.answers["since"] == "2026-03-05")
        talk.type(":g 居住\r1")
        #expect(talk.answers["since"] == nil)
    }

    @Test("an answer is cleared, taken back, and put back")
    func undo() throws {
        let talk = try Conversation()
        talk.type("1")
        talk.press(.control("b"))
        talk.type("2")
        #expect(talk.answers["tenure"] == "rent")
        #expect(talk.type("z") == [.keep])
        #expect(talk.answers["tenure"] == "own" && talk.window.contains("已撤销"))
        talk.type("z")
        #expect(talk.answers["tenure"] == "own" || talk.answers["tenure"] == nil)
        let other = try Conversation()
        other.type("14\r")
        other.press(.control("b"))
        other.type("-\r")
        #expect(other.answers["people"] == nil)
        other.press(.control("r"))
        #expect(other.answers["people"] == "4")
    }

    @Test("entries of a repeat are added and removed by hand")
    func entries() throws {
        let talk = try Conversation()
        talk.type("1\r\r\r\r")
        #expect(talk.window.contains("再添加“家庭成员”吗？") || talk.window.contains("再添加"))
        talk.type("1李\r1王\r")
        #expect(talk.answers["name"] == "李 王")
        talk.type("x")
        #expect(talk.answers["name"] == "李 王")
        talk.type("x")
        #expect(talk.answers["name"] == "李")
        talk.type("2")
        #expect(talk.window.contains("谢谢您。"))
    }

    @Test("the language changes at once, with labels, choices and messages; what is typed stays")
    func language() throws {
        let talk = try Conversation()
        talk.type("l")
        #expect(talk.window.contains("Do you own or rent the home?") && talk.window.contains("1 own"))
        talk.type("1")
        talk.type("99")
        talk.press(.function(5))
        #expect(talk.window.contains("常住几人？") && talk.window.contains("> 99"))
        talk.press(.control("l"))
        talk.type("\r")
        #expect(talk.window.contains("Between 1 and 20 people."))
    }

    @Test("the list of groups says how far each is filled, and jumps by number, name and arrow")
    func sections() throws {
        let talk = try Conversation()
        talk.type("1")
        talk.type("g")
        #expect(talk.window.contains("居住") && talk.window.contains("1/3") && talk.window.contains("0/2"))
        talk.type("2")
        #expect(talk.window.contains("有什么建议？"))
        talk.type("\u{07}")
        talk.type("居\r")
        #expect(talk.window.contains("住房是自有还是租住？"))
        talk.type(":g think\r")
        #expect(talk.window.contains("没有分组“think”") && talk.window.contains("住房"))
    }

    @Test("the first open question is found, also when it was skipped")
    func firstOpen() throws {
        let talk = try Conversation()
        talk.type("s3\r")
        talk.press(.control("o"))
        #expect(talk.window.contains("住房是自有还是租住？"))
    }

    @Test("a note goes with its question and is shown there")
    func note() throws {
        let talk = try Conversation()
        talk.press(.control("t"))
        #expect(talk.type("狗很凶\r") == [.keep])
        #expect(talk.interview.visit.survey?.notes.map(\.text) == ["狗很凶"])
        #expect(talk.window.contains("备注：狗很凶"))
        talk.type("1:n 走廊黑\r")
        #expect(talk.interview.visit.survey?.notes.map(\.path) == ["/data/live/tenure", "/data/live/people"])
    }

    @Test("what is typed and ticked stays while a note is written, help is read or the groups are looked at")
    func covered() throws {
        let talk = try Conversation()
        talk.type("112")
        talk.press(.control("t"))
        talk.type("走廊黑\r")
        #expect(talk.window.contains("> 12") && talk.window.contains("备注：走廊黑"))
        talk.press(.function(1))
        talk.type(" ")
        talk.press(.control("g"))
        talk.press(.escape)
        #expect(talk.window.contains("常住几人？") && talk.window.contains("> 12"))
        talk.type("\r")
        #expect(talk.answers["people"] == "12")
        talk.type("1")
        talk.press(.control("g"))
        talk.press(.escape)
        #expect(talk.window.contains("[x] 公开信"))
    }

    @Test("quitting keeps all; Ctrl-C and Ctrl-Z are told from it")
    func leaving() throws {
        let talk = try Conversation()
        #expect(talk.type("q") == [.leave])
        #expect(talk.type("\u{03}") == [.interrupt])
        #expect(talk.type("\u{1A}") == [.suspend])
        #expect(talk.type("\u{04}") == [.leave])
    }
}

import TerminalScreen
import Testing

@testable import Interviewing
@testable import TerminalKit

@Suite("An interview's window") struct WindowTests {
    @Test(
        "every page fits every window and shows where one types",
        arguments: [(80, 24), (40, 15), (120, 40), (24, 8), (10, 3)])
    func fits(columns: Int, rows: Int) throws {
        for language in Language.allCases {
            let talk = try Conversation(columns: columns, rows: rows, language: language, consents: false)
            for keys in ["?", "x", "4", ":b\r", "2", "b", "1", "1", "21\r", "\u{15}2\r", "1\r"] { talk.type(keys) }
            talk.type(String(repeating: "字", count: 80) + "\r")
            talk.press(.control("g"))
            talk.press(.escape)
            talk.press(.pageDown)
            talk.press(.pageUp)
        }
    }

    @Test("at the door of a low window the choices come before what is known", arguments: Language.allCases)
    func lowDoor(language: Language) throws {
        let talk = try Conversation(columns: 40, rows: 12, language: language, consents: false)
        #expect(talk.says("! 这是第 4 次上门。", "! This is attempt 4."))
        for number in 1...6 { #expect(talk.screen.lines.contains { $0.hasPrefix("   \(number) ") }, "\(talk.window)") }
        #expect(!talk.says("叠滘社区", "Diejiao"))
        talk.press(.pageDown)
        #expect(talk.says("叠滘社区", "Diejiao") && talk.says("无人在家", "nobody home"))
        let high = try Conversation(columns: 80, rows: 24, language: language, consents: false)
        let fact = try #require(high.screen.lines.firstIndex { $0.contains("440605011901") })
        let choice = try #require(high.screen.lines.firstIndex { $0.hasPrefix("   1 ") })
        #expect(fact < choice)
    }

    @Test("a list longer than the window scrolls with the light, and says how much is hidden")
    func scrolls() throws {
        let talk = try Conversation(columns: 40, rows: 15)
        talk.type("1\r\r\r")
        #expect(talk.window.contains("喜欢什么颜色？") && talk.window.contains("↓"))
        #expect(!talk.window.contains("棕色"))
        for _ in 0..<12 { talk.press(.down) }
        #expect(talk.window.contains("› 12 棕色") && talk.window.contains("↑"))
        talk.press(.pageUp)
        talk.press(.pageUp)
        for _ in 0..<12 { talk.press(.up) }
        #expect(talk.window.contains("›  1 红色"))
    }

    @Test("the columns of choices stand below each other in Chinese and English")
    func alignment() throws {
        for language in Language.allCases {
            let talk = try Conversation(language: language)
            talk.type("1\r\r\r")
            let rows = talk.screen.lines.indices.filter { row in
                PracticeForm.colours.contains { talk.screen.lines[row].hasSuffix(language == .chinese ? $0.1 : $0.2) }
            }
            #expect(rows.count == 12)
            let columns = Set(
                rows.compactMap { row in
                    PracticeForm.colours.lazy.compactMap { colour in
                        talk.screen.column(of: language == .chinese ? colour.1 : colour.2, row: row)
                    }.min()
                })
            #expect(columns.count == 1)
        }
    }

    @Test("the window says how far one is, and in which group")
    func progress() throws {
        let talk = try Conversation()
        talk.type("1")
        #expect(talk.screen.lines[0].contains("[2/6]") || talk.screen.lines[0].contains("[2/"))
        #expect(talk.screen.lines[0].contains("█") && talk.screen.lines[1].contains("居住"))
    }

    @Test("a window that changes its size shows the same question")
    func resize() throws {
        let talk = try Conversation()
        talk.type("1")
        talk.resize(columns: 40, rows: 15)
        #expect(talk.window.contains("常住几人？"))
        talk.resize(columns: 100, rows: 30)
        #expect(talk.window.contains("常住几人？"))
    }
}

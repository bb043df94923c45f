import Testing

@testable import TerminalKit

@Suite("Wrapping and sanitising") struct WrappingTests {
    @Test("English breaks at spaces, which vanish at the break")
    func english() {
        #expect(DisplayWidth.wrap("last sync three days ago", columns: 10) == ["last sync", "three days", "ago"])
    }

    @Test("Chinese breaks between any two characters")
    func chinese() {
        #expect(DisplayWidth.wrap("消防通道堵塞严重", columns: 7) == ["消防通", "道堵塞", "严重"])
    }

    @Test("closing punctuation does not begin a line and opening punctuation does not end one")
    func punctuation() {
        #expect(DisplayWidth.wrap("楼道堆物，请清", columns: 8) == ["楼道堆", "物，请清"])
        #expect(DisplayWidth.wrap("东门（北）", columns: 6) == ["东门", "（北）"])
    }

    @Test("numbers within Chinese stay whole")
    func mixed() {
        #expect(DisplayWidth.wrap("共1234户", columns: 5) == ["共", "1234", "户"])
    }

    @Test("a word wider than the line is split, and the rest of the text follows it")
    func longWord() {
        #expect(DisplayWidth.wrap("id 0123456789ab z", columns: 5) == ["id", "01234", "56789", "ab z"])
    }

    @Test("newlines are kept, an empty text is one empty line")
    func newlines() {
        #expect(DisplayWidth.wrap("a\n\nb\r\nc", columns: 5) == ["a", "", "b", "c"])
        #expect(DisplayWidth.wrap("", columns: 5) == [""])
        #expect(DisplayWidth.wrap("   ", columns: 2) == [""])
    }

    @Test("a line narrower than a wide character holds that character alone")
    func tooNarrow() {
        #expect(DisplayWidth.wrap("入户", columns: 1) == ["入", "户"])
        #expect(DisplayWidth.wrap("ab", columns: 0) == ["a", "b"])
    }

    @Test("no line of a wrapped text is too wide and no character is lost, at any width", arguments: 2...30)
    func everyWidth(columns: Int) {
        let text = "《文明小区》标准：3栋2单元（共48户） has 2 lifts, e\u{301}t 👨‍👩‍👧 电梯、楼道……灭火器0123456789"
        let lines = DisplayWidth.wrap(text, columns: columns)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test("tabs and line breaks in data become one space each")
    func lineBreaks() {
        #expect(DisplayWidth.printable("a\tb\nc\r\nd\u{85}e\u{2028}f") == "a b c d e f")
    }

    @Test("escape sequences and other controls in data are made visible and harmless")
    func controls() {
        #expect(
            DisplayWidth.printable("\u{1B}[2Jx\u{9B}31m\u{7}\u{0}\u{7F}") == "\\u{1b}[2Jx\\u{9b}31m\\u{7}\\u{0}\\u{7f}")
        #expect(DisplayWidth.printable("room \u{202E}105") == "room \\u{202e}105")
    }

    @Test("text without controls is left as it is, joiners and accents included")
    func harmless() {
        let text = "3栋 e\u{301} 👨‍👩‍👧 \u{200F}ok"
        #expect(Array(DisplayWidth.printable(text).utf8) == Array(text.utf8))
    }
}

import Testing

@testable import TerminalKit

@Suite("Line editor") struct LineEditorTests {
    func editor(_ keys: Key...) -> LineEditor {
        var editor = LineEditor()
        for key in keys { _ = editor.press(key) }
        return editor
    }

    @Test("Chinese is erased and passed one character at a time")
    func chinese() {
        var editor = editor(.paste("桂城街道"), .left, .backspace)
        #expect(editor.text == "桂城道" && editor.cursor == 2)
        _ = editor.press(.character("街"))
        #expect(editor.text == "桂城街道")
        #expect(editor.layout(columns: 20).column == 6)
    }

    @Test("a combining mark joins the character before the cursor, and both are erased as one")
    func combining() {
        var editor = editor(.character("e"), .character("x"), .left, .character("\u{301}"))
        #expect(editor.text == "e\u{301}x" && editor.cursor == 1)
        #expect(editor.layout(columns: 10).column == 1)
        _ = editor.press(.backspace)
        #expect(editor.text == "x" && editor.cursor == 0)
    }

    @Test("the keys of a shell's line work")
    func shellKeys() {
        #expect(editor(.paste("一 二 三"), .control("w")).text == "一 二 ")
        #expect(editor(.paste("abc"), .left, .control("u")).text == "c")
        #expect(editor(.paste("abc"), .home, .right, .control("k")).text == "a")
        #expect(editor(.paste("abc"), .home, .delete).text == "bc")
        #expect(editor(.paste("abc"), .home, .backspace, .left).text == "abc")
        #expect(editor(.paste("abc"), .end, .delete, .right).cursor == 3)
    }

    @Test("line breaks in what is pasted become spaces; with control signs nothing of it is taken")
    func paste() {
        #expect(editor(.paste("一\r\n二\t三")).text == "一 二 三")
        var line = LineEditor("0")
        for pasted in ["一\u{1B}[2J", "二\u{0}", "\u{202E}三"] {
            let isTaken = line.press(.paste(pasted))
            #expect(!isTaken)
        }
        #expect(line.text == "0")
    }

    @Test("a narrow window breaks the line beside wide characters, never in them")
    func narrow() {
        let layout = editor(.paste("a桂城街道b")).layout(columns: 4)
        #expect(layout.lines == ["a桂", "城街", "道b"])
        #expect(layout.row == 2 && layout.column == 3)
        #expect(editor(.paste("桂城")).layout(columns: 4).lines == ["桂城", ""])
        #expect(editor(.paste("桂城街"), .left).layout(columns: 4) == .init(lines: ["桂城", "街"], row: 1, column: 0))
    }

    @Test("a secret shows as many marks as it has characters")
    func secret() {
        #expect(editor(.paste("密码1")).layout(columns: 10, mask: "*").lines == ["***"])
    }
}

import TerminalScreen
import Testing

@testable import TerminalKit

@Suite("Screen painter") struct ScreenPainterTests {
    let size = WindowSize(columns: 20, rows: 4)

    func frame(_ lines: String..., cursor: Frame.CellPosition? = nil) -> Frame {
        Frame(lines: lines.map { Frame.Line($0, .bold) }, cursor: cursor)
    }

    @Test("frames follow each other on the window as if each were drawn alone")
    func sequence() {
        var painter = ScreenPainter(usesColour: true)
        var screen = TerminalScreen(columns: 20, rows: 4)
        screen.take(ScreenPainter.enter.utf8)
        let frames = [
            frame("桂城街道", "一", "二", cursor: .init(row: 1, column: 2)), frame("a", "一", "三四五"), frame("", "短"),
            frame("桂城街道桂城街道桂城街道", "e\u{301}e"),
        ]
        for frame in frames {
            screen.take(painter.paint(frame, size: size).utf8)
            var alone = TerminalScreen(columns: 20, rows: 4)
            var fresh = ScreenPainter(usesColour: false)
            alone.take(ScreenPainter.enter.utf8)
            alone.take(fresh.paint(frame, size: size).utf8)
            #expect(screen.lines == alone.lines)
            #expect(screen.surprises.isEmpty)
        }
        #expect(screen.lines[0] == "桂城街道桂城街道桂城")
    }

    @Test("what did not change is not sent again")
    func difference() {
        var painter = ScreenPainter(usesColour: false)
        _ = painter.paint(frame("一", "二"), size: size)
        let sent = painter.paint(frame("一", "三"), size: size)
        #expect(!sent.contains("一") && sent.contains("三"))
    }

    @Test("another size draws everything anew, cut to it")
    func resize() {
        var painter = ScreenPainter(usesColour: false)
        _ = painter.paint(frame("一二三四五", "二"), size: size)
        var screen = TerminalScreen(columns: 5, rows: 1)
        screen.take("\u{1B}[?7l".utf8)
        screen.take(painter.paint(frame("一二三四五", "二"), size: WindowSize(columns: 5, rows: 1)).utf8)
        #expect(screen.lines == ["一二"])
    }

    @Test("the cursor stands where one types, and is hidden where one does not")
    func cursor() {
        var painter = ScreenPainter(usesColour: false)
        var screen = TerminalScreen(columns: 20, rows: 4)
        screen.take(painter.paint(frame("> 桂", cursor: .init(row: 0, column: 4)), size: size).utf8)
        #expect(screen.isCursorShown && screen.row == 0 && screen.column == 4)
        screen.take(painter.paint(frame("> 桂"), size: size).utf8)
        #expect(!screen.isCursorShown)
    }
}

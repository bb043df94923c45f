import Glibc
import Testing

@testable import TerminalKit

@Suite("Terminal") struct TerminalTests {
    @Test("a pipe has no width and no colour")
    func pipe() {
        let capture = Capture()
        let descriptor = capture.terminal(isInteractive: true).descriptor
        let terminal = Terminal(descriptor: descriptor, environment: ["COLUMNS": "40"])
        #expect(!terminal.isInteractive)
        #expect(terminal.width == nil)
        #expect(!terminal.usesColour)
        #expect(terminal.styled("ok", .green) == "ok")
        #expect(capture.text().isEmpty)
    }

    @Test("a terminal's width is its window's, whatever COLUMNS says, and follows the window")
    func window() {
        // The leading side of a pseudo terminal is a terminal itself: pts(4).
        let leader = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        let terminal = Terminal(descriptor: leader, environment: ["COLUMNS": "40"])
        #expect(terminal.isInteractive)
        for columns: UInt16 in [33, 120] {
            var size = winsize(ws_row: 10, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            #expect(ioctl(leader, UInt(TIOCSWINSZ), &size) == 0)
            #expect(terminal.width == Int(columns))
        }
        close(leader)
    }

    @Test(
        "a terminal that cannot tell its size has COLUMNS columns, else 80",
        arguments: [
            (["COLUMNS": "40"], 40), (["COLUMNS": "x"], 80), (["COLUMNS": "0"], 80), ([:], 80),
        ])
    func width(environment: [String: String], columns: Int) {
        let capture = Capture()
        #expect(capture.terminal(isInteractive: true, environment: environment).width == columns)
        #expect(capture.text().isEmpty)
    }

    @Test(
        "colour is off with NO_COLOR set and not empty and on a dumb terminal, and on otherwise",
        arguments: [
            ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
            (["TERM": "xterm-256color"], true),
        ])
    func colour(environment: [String: String], isOn: Bool) {
        let capture = Capture()
        let terminal = capture.terminal(isInteractive: true, environment: environment)
        #expect(terminal.usesColour == isOn)
        #expect(terminal.styled("冲突", .red) == (isOn ? "\u{1B}[31m冲突\u{1B}[0m" : "冲突"))
        #expect(capture.text().isEmpty)
    }

    @Test("more than a pipe holds is written whole, even when the pipe does not block")
    func large() throws {
        let capture = Capture()
        capture.makeWritingNonBlocking()
        let text = String(repeating: "入户", count: 100_000)
        let received = capture.bytesMeanwhile()
        try capture.terminal(isInteractive: false).write(text)
        capture.closeWriting()
        #expect(received() == Array(text.utf8))
    }

    @Test("writing to a reader that has gone throws BrokenPipe and does not end the process")
    func brokenPipe() {
        Terminal.ignoreBrokenPipes()
        let capture = Capture()
        capture.closeReading()
        #expect(throws: BrokenPipe()) { try capture.terminal(isInteractive: false).write("x") }
        capture.closeWriting()
    }

    @Test("writing to what cannot be written names the descriptor and the error number")
    func failure() {
        let terminal = Terminal(descriptor: -1, environment: [:])
        #expect(throws: WriteFailure(descriptor: -1, code: 9)) { try terminal.write("x") }
    }

    @Test("writing nothing succeeds")
    func nothing() throws {
        try Terminal(descriptor: -1, environment: [:]).write("")
    }
}

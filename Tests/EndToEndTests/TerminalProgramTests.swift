import Foundation
import Testing

@Suite("A program on a terminal of its own")
struct TerminalProgramTests {
    private func shell(_ script: String, window: TerminalProgram.Window = .init()) throws -> TerminalProgram {
        try TerminalProgram(
            "/bin/sh", ["-c", script], window: window, home: FileManager.default.temporaryDirectory)
    }

    @Test("It reads what is typed, and its status is known") func conversation() throws {
        let program = try shell("printf 'name? '; read n; printf '\\033[1m你好\\033[0m %s\\n' $n; exit 7")
        try program.wait(for: "name? ")
        try program.type("李华\r")
        try program.wait(for: "你好 李华")
        let run = try program.wait()
        #expect(run.status == 7 && !run.wasKilled)
    }

    @Test("Ctrl-C reaches it as a signal: the terminal is its controlling terminal") func interrupt() throws {
        let program = try shell("trap 'echo heard; exit 130' INT; echo ready; while :; do read x; done")
        try program.wait(for: "ready")
        try program.control("c")
        try program.wait(for: "heard")
        #expect(try program.wait().status == 130)
    }

    @Test("A changed window is told and measured") func window() throws {
        let program = try shell(
            "trap 'stty size' WINCH; stty size; while :; do read x; done", window: .init(columns: 40, rows: 15))
        try program.wait(for: "15 40")
        program.resize(columns: 60, rows: 20)
        try program.type("\r")
        try program.wait(for: "20 60")
        program.kill()
        let run = try program.wait()
        #expect(run.wasKilled && run.status == SIGKILL)
    }
}

import Testing
import Values

@testable import TerminalKit

@Suite("Prompt") struct PromptTests {
    let capture = Capture()

    func confirm(_ answers: [String?], isInteractive: Bool = true) throws -> Bool {
        var rest = answers[...]
        let terminal = capture.terminal(isInteractive: true)
        return try Prompt.confirm("撤销？", flag: "--yes", terminal: terminal, isInteractive: isInteractive) {
            rest.popFirst() ?? nil
        }
    }

    @Test("yes in either language is yes", arguments: ["y", "Y", "yes", " YES ", "是"])
    func yes(answer: String) throws {
        #expect(try confirm([answer]))
        #expect(capture.text() == "撤销？ [y/N] ")
    }

    @Test("no, an empty line and the end of input are no", arguments: ["n", "No", "否", "", "  ", nil])
    func no(answer: String?) throws {
        #expect(try !confirm([answer]))
        #expect(capture.text() == "撤销？ [y/N] ")
    }

    @Test("nonsense is asked again, three times in all, and then is no")
    func nonsense() throws {
        #expect(try !confirm(["?", "maybe", "嗯", "y"]))
        #expect(capture.text() == "撤销？ [y/N] 撤销？ [y/N] 撤销？ [y/N] ")
    }

    @Test("without a terminal nothing is asked, and the error names the flag")
    func notInteractive() throws {
        let failure = #expect(throws: Failure.self) { try confirm(["y"], isInteractive: false) }
        #expect(failure?.code == "not_interactive" && failure?.status == .usage)
        #expect(failure?.message.zh.contains("--yes") == true && failure?.message.en.contains("--yes") == true)
        #expect(capture.text() == "")
    }
}

import ArgumentParser
import CommandKit
import SyncProtocol
import TerminalKit
import Testing
import Values

/// Standard output is the result, standard error is the story.
@Suite struct OutputTests {
    private static func output(_ words: String...) throws -> Output { Output(try CommonOptions.parse(words)) }

    @Test func `people get text and a story beside it`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            let output = try Self.output("--lang", "en")
            try output.show(json: .boolean(true)) { "text for people\n" }
            output.tell(Localized(zh: "说明", en: "a remark\u{1B}[2J"))
        }
        #expect(try #require(result).output.hasSuffix("text for people\n"))
        #expect(try #require(result).story == "a remark\\u{1b}[2J\n")
    }

    @Test func `what came from elsewhere steers no terminal and begins no line within a sentence`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let name = "南海区\u{1B}[2J\u{202E}\r\nstore: elsewhere"
            try Self.output("--lang", "en").show(["name": name], Localized(name), Localized("second"))
        }
        #expect(try #require(result).output.hasSuffix("南海区\\u{1b}[2J\\u{202e} store: elsewhere\nsecond\n"))
    }

    @Test func `scripts get one JSON value and no story, and nothing is made for people`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            let output = try Self.output("--json")
            try output.show(json: .object([.init("ok", .boolean(true))])) { preconditionFailure("made for people") }
            output.tell(Localized(zh: "说明", en: "a remark"))
            let progress = output.progress(Localized(zh: "同步", en: "sync"), unit: Localized(zh: "条", en: "changes"))
            precondition(progress == nil)
        }
        #expect(try #require(result).output.hasSuffix("{\"ok\":true}\n"))
        #expect(try #require(result).story == "")
    }

    @Test func `a table in a pipe is never cut`() throws {
        let long = String(repeating: "很长的内容 ", count: 60)
        let text = try Self.output("--lang", "zh").table([.init(title: "名称"), .init(title: "内容")], [["甲", long]])
        #expect(text.contains(long.dropLast()))
    }

    @Test func `the language is the one named, and whether it was named is known`() throws {
        for (word, language) in [("zh", Language.chinese), ("en", .english), ("zh_CN.UTF-8", .chinese)] {
            let output = try Self.output("--lang", word)
            #expect(output.language == language && output.isLanguageChosen)
            #expect(output.text(Localized(zh: "甲", en: "a")) == (language == .chinese ? "甲" : "a"))
        }
    }

    @Test func `nobody is asked where JSON is wanted; the flag that agrees is named`() throws {
        let output = try Self.output("--json")
        let failure = #expect(throws: Failure.self) {
            try Confirmation.ask(Localized(zh: "删除？", en: "Delete it?"), flag: "--yes", output: output)
        }
        #expect(failure?.code == "not_interactive" && failure?.status.rawValue == 64)
        #expect(failure?.message.en.contains("--yes") == true && failure?.message.zh.contains("--yes") == true)
    }
}

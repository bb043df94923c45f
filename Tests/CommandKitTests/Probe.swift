import ArgumentParser
import CommandKit
import TerminalKit
import Testing
import Values

/// A program whose one command ends as it is told to.
struct Probe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "probe", abstract: "Ends.", subcommands: [End.self])

    struct Foreign: Error {}
    struct Explained: Error {}

    struct End: AsyncParsableCommand {
        @Argument var how: String
        @OptionGroup var common: CommonOptions

        func validate() throws {
            if how == "never" { throw ValidationError("never is no way to end") }
        }

        func run() async throws {
            switch how {
            case "well": try Output(common).result.write("done\n")
            case "attention": throw Finished(.attention)
            case "pipe": throw BrokenPipe()
            case "foreign": throw Foreign()
            case "explained": throw Explained()
            case "hinted":
                throw Failure(
                    code: "probe_hinted", status: .tryLater, message: .init(zh: "现在不行。", en: "Not now."),
                    hint: .init(zh: "请稍后再试。", en: "Try again later."))
            default:
                throw Failure(
                    code: "probe_failed", status: .data,
                    message: .init(zh: "“\(how)”不行：\n  第二行", en: "\"\(how)\" will not do:\n  a second line"))
            }
        }
    }

    /// Runs the program in place of this process, which a test has started for it.
    static func run(_ words: String...) async -> Never { await run(words) }

    static func run(_ words: [String]) async -> Never {
        await CommandRunner.run(Probe.self, words: words) { error in
            error is Explained
                ? Failure(
                    code: "probe_explained", status: .denied, message: .init(zh: "不许。", en: "Not allowed.")) : nil
        }
    }
}

extension ExitTest.Result {
    var output: String { Self.text(standardOutputContent) }
    var story: String { Self.text(standardErrorContent) }

    /// Where a process that ends by itself wrote nothing, swift-testing leaves the mark with which it began: bytes that
    /// are no text.
    private static func text(_ content: [UInt8]) -> String { String(validating: content, as: UTF8.self) ?? "" }
}

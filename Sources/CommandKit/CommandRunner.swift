public import ArgumentParser
internal import Glibc
internal import TerminalKit
public import Values

/// Runs a program: parses its words, runs the command, and turns whatever goes wrong into a message and an exit code.
public enum CommandRunner {
    /// - Parameters:
    ///   - root: The program's root command.
    ///   - words: What follows the program's name; `nil` for what was typed.
    ///   - explain: Turns errors of the program's own modules into failures; `nil` for what it does not know.
    public static func run<Root: AsyncParsableCommand>(
        _ root: Root.Type, words: [String]? = nil, explain: (any Error) -> Failure?
    ) async -> Never {
        Terminal.ignoreBrokenPipes()
        acceptTerminationSignals()
        do {
            let words = try words ?? TypedWords.read()
            var command = try Root.parseAsRoot(parted(words))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(ExitStatus.done.rawValue)
        } catch {
            exit(ErrorReport(words: words ?? TypedWords.readable).report(error, root: root, explain: explain))
        }
    }

    /// ArgumentParser looks for the `=` of `--option=value` by characters, and finds none where the value begins with a
    /// combining sign: then the two are given apart.
    static func parted(_ words: [String]) -> [String] {
        let end = words.firstIndex(of: "--") ?? words.endIndex
        return words[..<end].flatMap { word -> [String] in
            guard word.utf8.starts(with: "--".utf8), let (option, value) = word.divided(at: "="),
                word.unicodeScalars.firstIndex(of: "=") != word.firstIndex(of: "=" as Character)
            else { return [word] }
            return [option, value]
        } + words[end...]
    }

    /// A parent that blocked signals in the thread that started this program hands the block down (execve(2)); then
    /// neither Ctrl-C nor SIGTERM would ever arrive.
    private static func acceptTerminationSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}

/// What is said of an error, as the words of the command line ask for it. They themselves are looked at, because the
/// command may not have been parsed when it failed.
private struct ErrorReport {
    let words: [String]

    func report<Root: AsyncParsableCommand>(
        _ error: any Error, root: Root.Type, explain: (any Error) -> Failure?
    ) -> Int32 {
        switch error {
        case is BrokenPipe: return ExitStatus.done.rawValue
        case let status as Finished: return status.status.rawValue
        case let failure as Failure: return report(failure)
        case let failure as WriteFailure: return report(Failure(fault: "output_failed", ["code": "\(failure.code)"]))
        default: break
        }
        if let failure = explain(error) { return report(failure) }
        let code = root.exitCode(for: error)
        let text = root.fullMessage(for: error)
        if code == .success {
            try? Self.standardOutput.write(text + "\n")
            return code.rawValue
        }
        if code == .validationFailure {
            // ArgumentParser speaks English; its text names the argument and the usage.
            let line = root.message(for: error)
            if wantsJSON {
                return report(Failure(code: "usage", status: .usage, message: Localized(zh: line, en: line)))
            }
            try? Self.standardError.write(text + "\n")
            return ExitStatus.usage.rawValue
        }
        return report(
            Failure(fault: "unexpected", ["error": "\(type(of: error))"]))
    }

    private func report(_ failure: Failure) -> Int32 {
        if wantsJSON {
            let told = ["error": Told(code: failure.code, message: failure.message.en, hint: failure.hint?.en)]
            try? Self.standardError.write(JSONValue(encoding: told).text + "\n")
        } else {
            let language = Language.detect(flag: flag("--lang"), environment: CommandEnvironment.variables)
            let head = language == .chinese ? "错误：" : "error: "
            var text = Self.standardError.styled(head, .red) + Self.lines(failure.message.text(in: language)) + "\n"
            if let hint = failure.hint { text += Self.lines(hint.text(in: language)) + "\n" }
            try? Self.standardError.write(text)
        }
        return failure.status.rawValue
    }

    /// A failure as scripts read it.
    private struct Told: Encodable {
        let code, message: String
        let hint: String?
    }

    /// A message may have lines of its own; what data brings into it may not steer the terminal.
    private static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { DisplayWidth.printable(String($0)) }.joined(separator: "\n")
    }

    private static let standardOutput = Terminal.standardOutput(environment: CommandEnvironment.variables)
    private static let standardError = Terminal.standardError(environment: CommandEnvironment.variables)

    private var wantsJSON: Bool { words.prefix { $0 != "--" }.contains("--json") }

    private func flag(_ name: String) -> String? {
        for word in words { if let (option, value) = word.divided(at: "="), option == name { return value } }
        guard let index = words.firstIndex(of: name), index + 1 < words.count else { return nil }
        return words[index + 1]
    }
}

/// Thrown by a command whose result is printed but whose exit code is not 0.
public struct Finished: Error {
    /// The exit code.
    public let status: ExitStatus

    /// An end with another exit code than 0.
    public init(_ status: ExitStatus) { self.status = status }
}

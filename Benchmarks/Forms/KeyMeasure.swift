internal import Foundation
internal import TerminalScreen
import Values

/// How long a person at a terminal waits after every key: the built `ruhu` on a pseudo-terminal, filling the generated
/// form from the first question to the last, each key timed until the window is drawn to its end.
struct KeyMeasure {
    private let terminal: PseudoTerminal
    private var screen = TerminalScreen(columns: 80, rows: 24)
    /// Keys that write a letter or a digit of an answer.
    private var letters: [Double] = []
    /// Keys at every 25th question: the groups and away with Escape, the other language and back, help and away.
    private var commands: [Double] = []
    /// Keys that give an answer: its draft is on the disk before the next question is shown.
    private var answers: [Double] = []
    private var opening = 0.0

    /// - Parameters:
    ///   - ruhu: The path of the program.
    ///   - store: The device's store, which holds the form.
    ///   - household: Whom to visit.
    /// - Throws: ``BenchmarkFault`` when the program does not show what it should; what the terminal throws.
    init(ruhu: String, store: String, household: String) throws {
        let start = ContinuousClock.now
        terminal = try PseudoTerminal(
            [ruhu, "visit", "start", household, "--form", "generated", "--store", store],
            environment: ["PATH": "/usr/bin:/bin", "HOME": "/tmp", "TERM": "xterm-256color", "RUHU_LANG": "en"],
            columns: 80, rows: 24)
        try wait(after: 0)
        opening = Self.milliseconds(since: start)
        // Consent.
        _ = try press("1")
        for number in 0..<GeneratedForm.questions {
            guard screen.text.contains("[\(number + 1)/") else {
                throw BenchmarkFault(text: "question \(number + 1) is not shown:\n\(screen.text)")
            }
            if number % 25 == 0 {
                for key in ["g", "\u{1B}", "l", "l", "?", "?"] { commands.append(try press(key)) }
            }
            for key in Self.typed(number) { letters.append(try press(String(key))) }
            answers.append(try press(number % 5 == 0 ? "2" : "\r"))
        }
        kill(terminal.processID, SIGKILL)
        var status: Int32 = 0
        waitpid(terminal.processID, &status, 0)
    }

    /// What is typed at a question before Enter; the first of five is answered by one key.
    private static func typed(_ number: Int) -> String {
        switch number % 5 {
        case 0: ""
        case 2: "2026-01-15"
        case 4: "好的"
        default: "7"
        }
    }

    private mutating func press(_ key: String) throws -> Double {
        let frames = screen.frames
        let start = ContinuousClock.now
        let bytes = Array(key.utf8)
        guard write(terminal.master, bytes, bytes.count) == bytes.count else {
            throw BenchmarkFault(text: "the terminal takes no key")
        }
        try wait(after: frames)
        return Self.milliseconds(since: start)
    }

    /// Reads until one more frame is drawn to its end.
    private mutating func wait(after frames: Int) throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while screen.frames == frames {
            var request = pollfd(fd: terminal.master, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, 60_000) > 0 else { throw BenchmarkFault(text: "nothing comes any more") }
            let count = read(terminal.master, &buffer, buffer.count)
            if count > 0 {
                screen.take(buffer[..<count])
            } else if count == 0 || errno != EAGAIN {
                throw BenchmarkFault(text: "the program ended:\n\(screen.text)")
            }
        }
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let duration = ContinuousClock.now - start
        return Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    }

    var json: [String: Double] {
        let (letters, answers) = (letters.sorted(), answers.sorted())
        return [
            "letters": Double(letters.count), "answers": Double(answers.count),
            "first_window_milliseconds": opening, "target_milliseconds": 50,
            "letter_milliseconds_median": letters[letters.count / 2],
            "letter_milliseconds_max": letters[letters.count - 1], "commands": Double(commands.count),
            "command_milliseconds_max": commands.max() ?? 0,
            "answer_milliseconds_median": answers[answers.count / 2],
            "answer_milliseconds_p99": answers[answers.count * 99 / 100],
            "answer_milliseconds_max": answers[answers.count - 1],
        ]
    }
}

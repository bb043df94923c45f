import TerminalScreen
import Testing

/// A person at a terminal in Chinese, who knows what to say to some questions and takes the first choice, 2 or nothing at
/// the others.
struct FormTyping {
    /// What is typed where the window shows a text.
    enum Reply {
        /// Keys, Enter among them where it is needed.
        case keys(String)
        /// The numbers of choices, in the order in which they are ticked.
        case ticks([Int])
    }

    let terminal: TerminalProgram
    let replies: [String: Reply]
    /// The questions to which nothing was replied so far.
    private(set) var waiting: Set<String>

    init(_ terminal: TerminalProgram, _ replies: [String: Reply]) {
        self.terminal = terminal
        self.replies = replies
        waiting = Set(replies.keys)
    }

    /// Answers whatever is asked until the review.
    mutating func fill() throws {
        for _ in 0..<200 {
            let window = terminal.screen.text
            if window.contains("检查") { return }
            let isLong = window.contains("查找")
            if let known = waiting.first(where: { window.contains($0) }), let reply = replies[known] {
                waiting.remove(known)
                switch reply {
                case .keys(let keys): try terminal.keys(keys)
                case .ticks(let numbers):
                    for number in numbers { try terminal.keys(isLong ? "\(number)\r" : "\(number)") }
                    try terminal.press("\r")
                }
            } else if window.contains("[ ]") {
                try terminal.keys(isLong ? "1\r\r" : "1\r")
            } else if isLong {
                try terminal.keys("1\r")
            } else if window.contains("选择") {
                try terminal.press("1")
            } else if window.contains("整数") {
                try terminal.keys("2\r")
                // More than the household has in all: then none.
                if terminal.screen.text.contains("> 2") { try terminal.keys("\u{15}0\r") }
            } else {
                try terminal.press("\r")
            }
        }
        Issue.record("no end of the form came; the terminal shows:\n\(terminal.screen.text)")
    }
}

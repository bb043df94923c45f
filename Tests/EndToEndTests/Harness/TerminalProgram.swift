import Foundation
import TerminalScreen
import Testing

/// A program on a terminal of its own, with a person at it who types and reads.
final class TerminalProgram {
    /// How wide and how high a window is.
    struct Window {
        var columns: UInt16 = 80
        var rows: UInt16 = 24
    }

    /// Only so that a test ends where a text never comes: the longest silence, half an hour, in milliseconds.
    private static let silenceMillisecondsMax: Int32 = 30 * 60 * 1_000

    private let terminal: PseudoTerminal
    /// What the person sees.
    private(set) var screen: TerminalScreen
    private var received: [UInt8] = []
    private var position = 0
    private var isClosed = false
    private var status: Int32?

    /// Starts a program on a new terminal.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], window: Window = Window(),
        home: URL
    ) throws {
        screen = TerminalScreen(columns: Int(window.columns), rows: Int(window.rows))
        var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "LANG": "en_GB.UTF-8"]
        variables["HOME"] = home.path
        variables["TERM"] = "xterm-256color"
        terminal = try PseudoTerminal(
            [program] + arguments, environment: variables.merging(environment) { $1 }, columns: window.columns,
            rows: window.rows)
    }

    private var master: Int32 { terminal.master }
    var processID: pid_t { terminal.processID }

    deinit {
        if status == nil {
            Foundation.kill(processID, SIGKILL)
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        }
        close(master)
    }

    /// All that was received so far, escape sequences and all.
    var bytes: [UInt8] { received }

    /// All text received so far, without escape sequences and carriage returns.
    var text: String { plainText(received[...]) }

    /// Types: every byte as a keyboard would send it, `\r` for Enter.
    func type(_ text: String) throws { try type(Array(text.utf8)) }

    func type(_ keys: [UInt8]) throws {
        var rest = keys[...]
        while !rest.isEmpty {
            // Reads meanwhile: a program that cannot write does not read either.
            let ready = try listen(POLLIN | POLLOUT, for: "room to type")
            if ready & POLLOUT == 0 { continue }
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 512)) }
            if count > 0 { rest = rest.dropFirst(count) }
        }
    }

    /// Ctrl with a letter, such as `control("c")`.
    func control(_ letter: Character) throws { try type([(letter.asciiValue ?? 0) & 0x1F]) }

    /// Waits until a text comes, after whatever was waited for before.
    func wait(for text: String) throws {
        while true {
            let fresh = plainText(received[position...])
            if let found = fresh.range(of: text) {
                position = consumed(by: fresh[..<found.upperBound])
                return
            }
            try #require(!isClosed, "ended without saying \(text); the terminal shows:\n\(self.text)")
            try listen(POLLIN, for: text)
        }
    }

    /// Waits until the terminal, as received so far, satisfies a condition.
    func wait(until what: String, _ condition: (TerminalProgram) -> Bool) throws {
        while !condition(self) {
            try #require(!isClosed, "ended before: \(what); the terminal shows:\n\(screen.text)")
            try listen(POLLIN, for: what)
        }
    }

    /// Waits until the window shows a text.
    func see(_ text: String) throws { try wait(until: "the window shows \(text)") { $0.screen.text.contains(text) } }

    /// Presses one key, and waits until the window was drawn anew.
    func press(_ key: String) throws {
        let frames = screen.frames
        try type(key)
        try wait(until: "the window is drawn after \(key)") { $0.screen.frames > frames }
    }

    /// Presses the keys of a text one after the other, waiting for the window after each.
    func keys(_ text: String) throws { for key in text { try press(String(key)) } }

    /// Changes the size of the window, which the program is told by SIGWINCH.
    func resize(columns: UInt16, rows: UInt16) {
        screen.resize(columns: Int(columns), rows: Int(rows))
        terminal.resize(columns: columns, rows: rows)
    }

    /// SIGKILL: the program cannot do anything about it.
    func kill() { signal(SIGKILL) }

    func signal(_ number: Int32) { Foundation.kill(processID, number) }

    /// How the terminal is set: whether it echoes and gathers lines, as a shell expects to find it again.
    var isCooked: Bool { terminal.isCooked }

    /// Waits until the program ends, reading all it says.
    func wait() throws -> Run {
        while !isClosed { try listen(POLLIN, for: "the end") }
        var ended: Int32 = 0
        while status == nil {
            if waitpid(processID, &ended, 0) == processID { status = ended }
        }
        let value = status ?? 0
        let signal = value & 0x7F
        return Run(
            status: signal == 0 ? (value >> 8) & 0xFF : signal, wasKilled: signal != 0, out: text, err: "")
    }

    /// Waits for the terminal and takes in what it has said.
    @discardableResult
    private func listen(_ events: Int32, for what: String) throws -> Int32 {
        var request = pollfd(fd: master, events: Int16(events), revents: 0)
        var count: Int32
        repeat { count = poll(&request, 1, Self.silenceMillisecondsMax) } while count < 0 && errno == EINTR
        try #require(count > 0, "waited in vain for \(what); the terminal shows:\n\(screen.text)")
        let revents = Int32(request.revents)
        if revents & (POLLIN | POLLHUP | POLLERR) != 0 { take() }
        try #require(!isClosed || events == POLLIN, "ended before \(what); the terminal shows:\n\(text)")
        return revents
    }

    private func take() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(master, &buffer, buffer.count)
        if count > 0 {
            received += buffer[..<count]
            screen.take(buffer[..<count])
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            // EIO: nobody has the other side open any more.
            isClosed = true
        }
    }

    /// How far into what was received a beginning of its plain text reaches.
    private func consumed(by beginning: Substring) -> Int {
        var low = position
        var high = received.count
        while low < high {
            let middle = (low + high) / 2
            if plainText(received[position..<middle]).utf8.count < beginning.utf8.count {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension TestDevice {
    /// Starts the field program on a terminal of its own.
    func atTerminal(
        _ words: String..., window: TerminalProgram.Window = .init(), environment: [String: String] = [:]
    ) throws -> TerminalProgram {
        try TerminalProgram(
            Program.ruhu.path, words, environment: ["RUHU_STORE": store].merging(environment) { $1 }, window: window,
            home: folder)
    }
}

/// What bytes for a terminal say, without escape sequences and carriage returns; a character cut in half waits for its
/// rest.
private func plainText(_ bytes: ArraySlice<UInt8>) -> String {
    var plain: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
        switch byte {
        case 0x1B: rest = afterEscape(rest)
        case 0x0D: break
        default: plain.append(byte)
        }
    }
    return String(decoding: plain, as: UTF8.self)
}

private func afterEscape(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    switch rest.popFirst() {
    case UInt8(ascii: "["):
        while let byte = rest.popFirst(), !(0x40...0x7E).contains(byte) {}
    case UInt8(ascii: "]"):
        while let byte = rest.popFirst(), byte != 0x07, byte != 0x1B {}
        if rest.first == UInt8(ascii: "\\") { rest.removeFirst() }
    default: break
    }
    return rest
}

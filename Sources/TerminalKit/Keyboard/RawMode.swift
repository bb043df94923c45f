import Glibc
import Synchronization

/// The way a terminal gives bytes as they are typed, and back to what a shell expects.
///
/// Whatever ends the process puts the terminal back, fatal signals too; only SIGKILL cannot be answered.
enum RawMode {
    /// - Parameters:
    ///   - input: The terminal that is read.
    ///   - output: The terminal that is written, the same one by another descriptor.
    /// - Returns: Whether there is a terminal.
    static func enter(input: Int32, output: Int32) -> Bool {
        var found = termios()
        guard tcgetattr(input, &found) == 0 else { return false }
        var settings = found
        cfmakeraw(&settings)
        // Output keeps turning line feeds into new lines: a message from elsewhere stays readable.
        settings.c_oflag = found.c_oflag | tcflag_t(OPOST)
        // A program that was killed here left the terminal raw; what is put back must serve a shell.
        found.c_lflag |= tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        found.c_iflag |= tcflag_t(ICRNL)
        found.c_oflag |= tcflag_t(OPOST | ONLCR)
        keep(found)
        guard tcsetattr(input, TCSADRAIN, &settings) == 0 else { return false }
        rawOutput.store(output, ordering: .sequentiallyConsistent)
        rawInput.store(input, ordering: .sequentiallyConsistent)
        return true
    }

    /// Keeps what is to be put back where a signal handler finds it: in memory that is never given back.
    private static func keep(_ settings: termios) {
        if let kept = UnsafeMutablePointer<termios>(bitPattern: savedSettings.load(ordering: .sequentiallyConsistent)) {
            kept.pointee = settings
            return
        }
        let pointer = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        pointer.initialize(to: settings)
        savedSettings.store(UInt(bitPattern: pointer), ordering: .sequentiallyConsistent)
    }

    static func leave() { putBack() }

    /// Puts the terminal back when the process dies of its own fault.
    static func guardAgainstCrashes() {
        atexit { putBack() }
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT] {
            signal(number) { number in
                putBack()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}

private let rawInput = Atomic<Int32>(-1)
private let rawOutput = Atomic<Int32>(-1)
private let savedSettings = Atomic<UInt>(0)

/// Called from signal handlers too: write(2) and tcsetattr(3) only (signal-safety(7)).
private func putBack() {
    let input = rawInput.exchange(-1, ordering: .sequentiallyConsistent)
    guard input >= 0,
        let settings = UnsafePointer<termios>(bitPattern: savedSettings.load(ordering: .sequentiallyConsistent))
    else { return }
    leaveSequence.withUTF8Buffer {
        _ = write(rawOutput.load(ordering: .sequentiallyConsistent), $0.baseAddress, $0.count)
    }
    tcsetattr(input, TCSADRAIN, settings)
}

private let leaveSequence: StaticString = "\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[0m\u{1B}[?1049l"

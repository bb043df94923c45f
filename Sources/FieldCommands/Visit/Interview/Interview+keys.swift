internal import TerminalKit

/// Keys and lines, given to the page or the overlay that they are for.
extension Interview {
    /// Takes a key.
    ///
    /// - Returns: What is to be done now.
    mutating func press(_ key: Key) -> [InterviewEffect] {
        defer { effects = [] }
        switch key {
        case .control("c"): effects = [.interrupt]
        case .control("z"): effects = [.suspend]
        case .pageUp: scroll -= max(1, size.rows / 2)
        case .pageDown: scroll += max(1, size.rows / 2)
        default:
            message = nil
            take(key)
        }
        return effects
    }

    /// Takes a whole line, from a terminal that cannot do better.
    ///
    /// - Returns: What is to be done now.
    mutating func enter(line: String) -> [InterviewEffect] {
        defer { effects = [] }
        message = nil
        editor = LineEditor(line)
        take(.enter)
        return effects
    }

    private mutating func take(_ key: Key) {
        if case .note = overlay { return takeNote(key) }
        if case .sections(let sections) = overlay { return take(key, among: sections) }
        if overlay == .help {
            overlay = nil
            return
        }
        if let command = InterviewCommand(key) { return run(command) }
        if key == .control("d"), editor.isEmpty { return run(.quit) }
        switch page {
        case .door: takeAtDoor(key)
        case .appointment: takeAppointment(key)
        case .ending: takeAtEnding(key)
        case .form: takeAtForm(key)
        case .review: takeAtReview(key)
        case .offer: takeAtOffer(key)
        }
    }
}

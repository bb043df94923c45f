internal import Standards
internal import SyncProtocol
internal import Values

/// What an inspector typed at a question of the walk.
enum InspectionEntry: Equatable {
    case answer(JSONValue)
    /// An empty line: leave it as it is and go on.
    case keep
    /// Take the recorded value back.
    case clear
    case help
    case back
    case skip
    case quit
    case jump(String)
    case note(String)
    case exempt(String)
    case position(String)
    /// Nothing that the question takes.
    case unclear

    /// Reads a line. Commands begin with a colon; single letters do without one where no text is asked for.
    ///
    /// - Parameters:
    ///   - line: The line without its end; full-width digits and signs count as plain ones.
    ///   - question: What was asked.
    /// - Returns: What the line means.
    static func read(_ line: String, for question: InspectionQuestion) -> InspectionEntry {
        let text = line.trimmed
        if text.isEmpty { return .keep }
        let plain = text.halfwidth
        if plain == "?" { return .help }
        if plain == "-" { return .clear }
        if plain.first == ":" { return command(String(plain.dropFirst())) ?? .unclear }
        if question.answer != .text, let command = command(plain) { return command }
        return answer(text, plain: plain, question) ?? .unclear
    }

    private static func command(_ text: String) -> InspectionEntry? {
        let (word, behind) = text.firstWord
        let rest = behind.trimmed
        switch (word.lowercased(), rest.isEmpty) {
        case ("b", true): return .back
        case ("s", true): return .skip
        case ("q", true): return .quit
        case ("g", false): return .jump(rest)
        case ("n", false): return .note(rest)
        case ("x", false): return .exempt(rest)
        case ("p", false): return .position(rest)
        default: return nil
        }
    }

    private static func answer(_ text: String, plain: String, _ question: InspectionQuestion) -> InspectionEntry? {
        switch question.answer {
        case .boolean: return Bool(typed: plain).map { .answer(.boolean($0)) }
        case .integer: return Int64(plain).map { .answer(.integer($0)) }
        case .number:
            if let number = Int64(plain) { return .answer(.integer(number)) }
            return ExactDecimal(plain).map { .answer(.number($0.description)) }
        case .choice(let choices):
            if let number = Int(plain), choices.indices.contains(number - 1) {
                return .answer(.string(choices[number - 1].code))
            }
            let choice = choices.first { $0.code == plain || $0.title.zh == text || $0.title.en == plain }
            return choice.map { .answer(.string($0.code)) }
        case .date: return CalendarDate(plain).map { .answer(.string($0.description)) }
        case .text: return .answer(.string(text))
        }
    }
}

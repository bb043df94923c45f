internal import CommandKit
internal import TerminalKit
internal import Values

/// Keys where one key, or one line, is asked for.
extension Interview {
    /// The key as a letter.
    ///
    /// A whole line, which is what a terminal gives that cannot give keys, must be one letter or a word that stands for
    /// one: what begins like a choice may mean something else.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - words: What may be written out here, beside the names of commands.
    /// - Returns: The letter, `\n` for Enter; `nil` while a command is being typed, and for what means nothing here.
    mutating func single(_ key: Key, words: [String: Character] = [:]) -> Character? {
        if editor.isEmpty {
            switch key {
            case .enter: return "\n"
            case .character(let character):
                guard let plain = DisplayWidth.halfwidth(String(character)).lowercased().first else { return nil }
                if plain != ":" { return plain }
                editor.insert(":")
            case .escape: break
            default: wish(.ring)
            }
            return nil
        }
        guard let line = line(key) else { return nil }
        let plain = DisplayWidth.halfwidth(line).lowercased()
        if plain.count == 1 { return plain.first }
        if let letter = words[plain] ?? InterviewCommand(word: plain)?.letter { return letter }
        say(
            .red, "这里没有“\(line)”，没有做任何事。请只输入一个数字或字母。",
            "There is no \(line) here; nothing was done. Type one number or letter.")
        return nil
    }

    /// Yes and no, written out.
    static let yesNoWords: [String: Character] = ["yes": "y", "no": "n", "不要": "n", "不用": "n", "要": "y"]

    /// The line that Enter ends, commands taken out; `nil` while it is being typed.
    mutating func line(_ key: Key) -> String? {
        switch key {
        case .enter: break
        case .escape:
            editor = LineEditor()
            return nil
        default:
            if !editor.press(key) { wish(.ring) }
            return nil
        }
        let line = editor.text.trimmed
        editor = LineEditor()
        guard let first = DisplayWidth.halfwidth(line).first, first == ":" else { return line }
        run(line: String(line.dropFirst()))
        return nil
    }
}

extension Character {
    /// The digit that this is; `nil` for other numerals, such as 三, which are words.
    var asciiDigit: Int? { isASCII ? wholeNumberValue : nil }
}

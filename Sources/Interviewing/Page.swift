internal import TerminalKit
internal import Values

/// What the window is about at one moment: what keys mean there, and what is shown. A page holds what belongs to it alone;
/// what others need too is the visit's.
protocol Page {
    var window: PageWindow { get set }

    /// In the window's second line.
    func title(_ visit: OngoingVisit) -> String

    /// Whether keys are never commands here.
    var takesEveryKey: Bool { get }

    /// Takes a key that is no command everywhere.
    mutating func take(_ key: Key, _ visit: inout OngoingVisit)

    /// Runs a command, wherever it was given. The argument is the text of a note, or the beginning of a group's title;
    /// empty when it is to be asked for.
    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit)

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit)
}

/// What every page has of the window.
struct PageWindow {
    /// What is being typed.
    var editor = LineEditor()
    /// The first line of the body that is shown.
    var scroll = 0
}

extension Page {
    var takesEveryKey: Bool { false }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        visit.run(command, argument)
    }

    // Keys where one key, or one line, is asked for.

    /// The key as a letter, `\n` for Enter; `nil` while a command is being typed, and for what means nothing here. A whole
    /// line, which is what a terminal gives that cannot give keys, must be one letter or a word that stands for one,
    /// here or as a command: what begins like a choice may mean something else.
    mutating func letter(
        _ key: Key, _ visit: inout OngoingVisit, meaning: (String) -> Character? = { _ in nil }
    ) -> Character? {
        if window.editor.isEmpty {
            switch key {
            case .enter: return "\n"
            case .character(let character):
                guard let plain = DisplayWidth.halfwidth(String(character)).lowercased().first else { return nil }
                if plain != ":" { return plain }
                window.editor.insert(":")
            case .escape: break
            default: visit.wish(.ring)
            }
            return nil
        }
        guard let line = line(key, &visit) else { return nil }
        let plain = DisplayWidth.halfwidth(line).lowercased()
        if plain.count == 1 { return plain.first }
        if let letter = meaning(plain) ?? InterviewCommand(word: plain)?.letter { return letter }
        visit.say(
            .red, "这里没有“\(line)”，没有做任何事。请只输入一个数字或字母。",
            "There is no \(line) here; nothing was done. Type one number or letter.")
        return nil
    }

    /// The same where the answer is yes or no, `y` and `n` then, or the first and the second choice.
    mutating func yesOrNo(_ key: Key, _ visit: inout OngoingVisit) -> Character? {
        let meaning = { (word: String) -> Character? in TypedAnswer.flag(word).map { $0 ? "y" : "n" } }
        return letter(key, &visit, meaning: meaning).map { meaning(String($0)) ?? $0 }
    }

    /// The line that Enter ends, commands taken out; `nil` while it is being typed.
    mutating func line(_ key: Key, _ visit: inout OngoingVisit) -> String? {
        switch key {
        case .enter: break
        case .escape:
            window.editor = LineEditor()
            return nil
        default:
            edit(key, &visit)
            return nil
        }
        let line = window.editor.text.trimmed
        window.editor = LineEditor()
        guard DisplayWidth.halfwidth(line).first == ":" else { return line }
        let (typed, rest) = line.dropFirst().trimmed.firstWord
        let word = DisplayWidth.halfwidth(typed)
        if let command = InterviewCommand(word: word) {
            run(command, rest, &visit)
        } else {
            visit.say(.red, "没有命令“:\(word)”；:? 显示帮助。", "There is no command :\(word); :? shows help.")
        }
        return nil
    }

    /// Changes what is being typed, if the key is one that edits.
    mutating func edit(_ key: Key, _ visit: inout OngoingVisit) {
        guard !window.editor.press(key) else { return }
        visit.wish(.ring)
        guard case .paste = key else { return }
        visit.say(
            .red, "粘贴的文字含有控制符，或不是 UTF-8，没有采用；请直接输入。",
            "What was pasted holds control signs or is not UTF-8, and was not taken; type it.")
    }

    /// A letter as a command.
    mutating func runOrRing(_ letter: Character, _ visit: inout OngoingVisit) {
        guard let command = InterviewCommand(word: String(letter)) else { return visit.wish(.ring) }
        run(command, "", &visit)
    }
}

extension Character {
    /// The digit that this is; `nil` for other numerals, such as 三, which are words.
    var asciiDigit: Int? { isASCII ? wholeNumberValue : nil }
}

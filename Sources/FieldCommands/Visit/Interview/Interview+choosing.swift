internal import CommandKit
internal import Questionnaires
internal import TerminalKit
internal import Values

/// What the keys mean at a question that is answered by choosing.
extension Interview {
    mutating func takeChoice(_ key: Key, _ view: QuestionView) {
        let all = choices(of: view)
        if editor.isEmpty {
            switch key {
            case .left: return run(.back)
            case .right: return finishChoice(view)
            case .backspace, .delete: return run(.clear)
            case .character(let character):
                let plain = DisplayWidth.halfwidth(String(character)).lowercased()
                if plain == " " { return view.takesSeveral ? takeHighlighted(view) : wish(.ring) }
                // At a question of yes and no, n is no; a note is Ctrl-T there.
                if Int(plain) == nil, view.isYesNo, let flag = TypedAnswer.flag(plain) { return take(flag, of: view) }
                if all.count <= Self.digitChoicesMax {
                    if let number = Int(plain) { return take(number: number, of: view) }
                    if let command = InterviewCommand(word: plain) { return run(command) }
                } else if plain == "?" || plain == "-", let command = InterviewCommand(word: plain) {
                    return run(command)
                }
            default: break
            }
        }
        switch key {
        case .up: return move(-1, view)
        case .down: return move(1, view)
        case .enter: return enterChoice(view)
        default: break
        }
        if line(key) == nil { relight(view) }
    }

    private mutating func take(_ flag: Bool, of view: QuestionView) {
        let wanted = flag ? ["true", "1", "yes"] : ["false", "0", "no"]
        guard let choice = choices(of: view).first(where: { wanted.contains($0.name) }) else { return wish(.ring) }
        take(choice, of: view)
    }

    private mutating func take(number: Int, of view: QuestionView) {
        guard let choice = choices(of: view).first(where: { $0.number == number }) else {
            return say(.red, "没有第 \(number) 项。", "There is no choice \(number).")
        }
        take(choice, of: view)
    }

    /// Enter: what was typed decides, else what is lit.
    private mutating func enterChoice(_ view: QuestionView) {
        let typed = DisplayWidth.halfwidth(editor.text).trimmed
        if typed.isEmpty {
            if view.takesSeveral { return finishChoice(view) }
            return takeHighlighted(view)
        }
        if typed.first == ":" {
            _ = line(.enter)
            return
        }
        let shown = shownChoices(of: view)
        if isNumbers(typed) { return take(numbers: typed, of: view) }
        // A terminal that gives whole lines only gives commands so too.
        if typed.count == 1, typed.allSatisfy(\.isASCII),
            shown.isEmpty || choices(of: view).count <= Self.digitChoicesMax
        {
            editor = LineEditor()
            if view.isYesNo, let flag = TypedAnswer.flag(typed) { return take(flag, of: view) }
            return runOrRing(Character(typed.lowercased()))
        }
        let lit = highlight.flatMap { light in shown.first { $0.number == light + 1 } }
        let exact = shown.first { $0.name == typed || $0.label == editor.text.trimmed }
        guard let choice = exact ?? lit ?? (shown.count == 1 ? shown[0] : nil) else {
            if shown.isEmpty { return say(.red, "没有含“\(editor.text)”的选项。", "No choice contains \(editor.text).") }
            return say(
                .yellow, "有 \(shown.count) 项符合，请用 ↓ 选择或继续输入。",
                "\(shown.count) choices fit: ↓ picks one, or type on.")
        }
        editor = LineEditor()
        take(choice, of: view)
    }

    private mutating func take(numbers typed: String, of view: QuestionView) {
        let numbers = numbers(typed)
        editor = LineEditor()
        guard view.takesSeveral || numbers.count == 1 else {
            return say(.red, "只能选一项。", "Only one can be chosen.")
        }
        for number in numbers { take(number: number, of: view) }
    }

    private mutating func takeHighlighted(_ view: QuestionView) {
        let shown = shownChoices(of: view)
        guard let highlight, let choice = shown.first(where: { $0.number == highlight + 1 }) else {
            return goOnWithoutAnswer(view)
        }
        take(choice, of: view)
    }
}

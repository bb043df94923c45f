internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// A choice as it is shown: its number stays the same whatever is filtered out.
struct NumberedChoice: Hashable {
    let number: Int
    let name: String
    let label: String
}

/// Questions that are answered by choosing.
extension Interview {
    /// Up to so many choices, one digit chooses at once.
    static let digitChoicesMax = 9

    /// All choices of a question; those of a question of yes and no, or of a mere confirmation, are ours.
    func choices(of view: QuestionView) -> [NumberedChoice] {
        let pairs: [(String, String)] =
            if view.question.control == .trigger {
                [("OK", t("确认", "Confirm"))]
            } else if view.question.type == .boolean {
                [("1", t("是", "Yes")), ("0", t("否", "No"))]
            } else {
                view.choices.map { ($0.name, $0.label) }
            }
        return pairs.enumerated().map { NumberedChoice(number: $0 + 1, name: $1.0, label: $1.1) }
    }

    /// The choices that what is being typed leaves: all of them while it is a number or a command.
    func shownChoices(of view: QuestionView) -> [NumberedChoice] {
        let all = choices(of: view)
        let typed = DisplayWidth.halfwidth(editor.text).trimmed.lowercased()
        guard let first = typed.first, first != ":", !isNumbers(typed) else { return all }
        return all.filter {
            DisplayWidth.halfwidth($0.label).lowercased().contains(typed) || $0.name.lowercased().contains(typed)
        }
    }

    /// `3`, `1 3 5` or `1,3`.
    private func isNumbers(_ text: String) -> Bool { text.allSatisfy { $0.isNumber || $0 == " " || $0 == "," } }

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
        let numbers = typed.split { $0 == " " || $0 == "," }.compactMap { Int($0) }
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

    private mutating func take(_ choice: NumberedChoice, of view: QuestionView) {
        highlight = choice.number - 1
        guard view.takesSeveral else { return submit(.text(choice.name)) }
        if let place = picked.firstIndex(of: choice.name) {
            picked.remove(at: place)
        } else {
            picked.append(choice.name)
        }
        commitPicked(view, stays: true)
    }

    /// Tries what is ticked. The form may want more ticks, or fewer: it says so, and the ticks stay to be changed.
    private mutating func commitPicked(_ view: QuestionView, stays: Bool) {
        // Choices are kept in the form's order, unless their order is the answer.
        let order = Dictionary(
            choices(of: view).map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
        if view.question.control != .rank { picked.sort { order[$0] ?? 0 < order[$1] ?? 0 } }
        let isRankOpen = view.question.control == .rank && picked.count < order.count && !picked.isEmpty
        if stays, isRankOpen { return }
        let ticked = picked
        if let violation = walk?.answer(ticked.isEmpty ? FormAnswer.none : .choices(ticked)) {
            return tell(violation)
        }
        picked = ticked
        wish(.keep)
        if !stays { goOn() }
    }

    /// Goes on from a question with several choices.
    private mutating func finishChoice(_ view: QuestionView) {
        guard view.takesSeveral else { return goOnWithoutAnswer(view) }
        let held: [String] = if case .choices(let names) = walk?.view?.value { names } else { [] }
        if picked == held { return goOnWithoutAnswer(walk?.view ?? view) }
        commitPicked(view, stays: false)
    }

    private mutating func move(_ step: Int, _ view: QuestionView) {
        let shown = shownChoices(of: view)
        guard !shown.isEmpty else { return wish(.ring) }
        let place = highlight.flatMap { light in shown.firstIndex { $0.number == light + 1 } }
        let next = place.map { min(max(0, $0 + step), shown.count - 1) } ?? (step > 0 ? 0 : shown.count - 1)
        highlight = shown[next].number - 1
    }

    /// Lights the first choice that fits what is typed.
    private mutating func relight(_ view: QuestionView) {
        let typed = DisplayWidth.halfwidth(editor.text).trimmed
        guard let first = typed.first, first != ":" else { return }
        scroll = 0
        if isNumbers(typed) {
            let number = typed.split { $0 == " " || $0 == "," }.last.flatMap { Int($0) } ?? 0
            highlight = number >= 1 && number <= choices(of: view).count ? number - 1 : nil
        } else {
            highlight = shownChoices(of: view).first.map { $0.number - 1 }
        }
    }
}

extension QuestionView {
    var takesSeveral: Bool { question.control == .selectMultiple || question.control == .rank }

    /// Whether the choices are yes and no.
    var isYesNo: Bool {
        if question.type == .boolean { return true }
        let names = Set(choices.map(\.name))
        return question.control == .selectOne && (names == ["true", "false"] || names == ["yes", "no"])
    }
}

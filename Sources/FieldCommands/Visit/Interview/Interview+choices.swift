internal import CommandKit
internal import Questionnaires
internal import TerminalKit
internal import Values

/// A choice as it is shown: its number stays the same whatever is filtered out.
struct NumberedChoice: Hashable {
    let number: Int
    let name: String
    let label: String
}

/// Which choices there are, which of them what is typed leaves, and which is lit.
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

    /// `3`, `1 3 5`, `1,3` or `1、3`. `三` is none: it begins names. So do more digits than any choice's number has.
    func isNumbers(_ text: String) -> Bool { !numbers(text).isEmpty }

    /// The numbers that were typed; none when anything else was.
    func numbers(_ text: String) -> [Int] {
        let words = text.split { " ,、".contains($0) }
        let areNumbers = words.allSatisfy { $0.count <= Self.numberDigitsMax && $0.allSatisfy { $0.asciiDigit != nil } }
        return areNumbers ? words.compactMap { Int($0) } : []
    }

    private static let numberDigitsMax = 5

    mutating func move(_ step: Int, _ view: QuestionView) {
        let shown = shownChoices(of: view)
        guard !shown.isEmpty else { return wish(.ring) }
        let place = highlight.flatMap { light in shown.firstIndex { $0.number == light + 1 } }
        let next = place.map { min(max(0, $0 + step), shown.count - 1) } ?? (step > 0 ? 0 : shown.count - 1)
        highlight = shown[next].number - 1
    }

    /// Lights the first choice that fits what is typed.
    mutating func relight(_ view: QuestionView) {
        let typed = DisplayWidth.halfwidth(editor.text).trimmed
        guard let first = typed.first, first != ":" else { return }
        scroll = 0
        if isNumbers(typed) {
            let number = numbers(typed).last ?? 0
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

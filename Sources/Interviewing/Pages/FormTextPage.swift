internal import Questionnaires
internal import TerminalKit

/// A stop that only tells something.
struct FormTextPage: StopPage {
    var window = PageWindow()
    var removalAsked: String?

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        if window.editor.isEmpty {
            if key == .left { return run(.back, "", &visit) }
            if key == .right || key == .character(" ") { return visit.goOn() }
        }
        guard let letter = letter(key, &visit) else { return }
        if letter == "\n" { visit.goOn() } else { runOrRing(letter, &visit) }
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        guard let view = visit.view else { return }
        layout.add(view, visit)
        if let value = AnswerText.shown(view, language: visit.language) { layout.add(value, .green) }
        layout.keys = [visit.t("回车 继续", "Enter goes on"), visit.t("b 返回", "b back"), visit.t("? 帮助", "? help")]
    }
}

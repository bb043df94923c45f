internal import Questionnaires
internal import TerminalKit

/// A choice that is made: the answer itself, or a tick among several.
extension Interview {
    mutating func take(_ choice: NumberedChoice, of view: QuestionView) {
        highlight = choice.number - 1
        guard view.takesSeveral else {
            submit(.text(choice.name))
            return
        }
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
        let ticked = picked
        keepPicked(view)
        if stays, isRankOpen { return }
        if let violation = walk?.answer(ticked.isEmpty ? FormAnswer.none : .choices(ticked)) {
            return tell(violation)
        }
        picked = ticked
        let lost = walk?.lost ?? []
        if !stays { goOn() }
        tell(lost: lost)
        wish(.keep)
    }

    /// Keeps what is ticked apart from the answer for as long as the form has not taken it.
    private mutating func keepPicked(_ view: QuestionView) {
        let ticked = picked
        guard walk?.picks[view.path] != ticked else { return }
        walk?.picks[view.path] = ticked
        wish(.keep)
    }

    /// Goes on from a question with several choices.
    mutating func finishChoice(_ view: QuestionView) {
        guard view.takesSeveral else { return goOnWithoutAnswer(view) }
        let held: [String] = if case .choices(let names) = walk?.view?.value { names } else { [] }
        if picked == held {
            walk?.picks[view.path] = nil
            return goOnWithoutAnswer(walk?.view ?? view)
        }
        commitPicked(view, stays: false)
    }
}

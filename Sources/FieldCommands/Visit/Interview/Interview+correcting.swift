internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// Passing a question over, and taking an answer away again.
extension Interview {
    mutating func skip() {
        guard page == .form, let view = walk?.view else { return page == .form ? goOn() : wish(.ring) }
        let isMissing = view.isRequired && view.value == nil && !view.isReadonly
        walk?.skip()
        arriveAtStop()
        wish(.keep)
        if isMissing {
            say(
                .yellow, "已跳过必答题“\(view.label)”，最后会再提醒。",
                "Skipped a question that must be answered: \(view.label). The review will remind you.")
        }
    }

    mutating func undo() {
        guard walk?.undo() == true else {
            return say(.yellow, "没有可以撤销的答案。", "There is no answer to take back.")
        }
        arriveAtStop()
        say(.green, "已撤销上一个答案。", "The last answer is taken back.")
        wish(.keep)
    }

    mutating func clear() {
        guard page == .form, let view = walk?.view, !view.isReadonly else { return wish(.ring) }
        if let violation = walk?.clear() { return tell(violation) }
        let lost = walk?.lost ?? []
        arrive()
        if view.isRequired {
            say(
                .green, "已清除答案。此题必答，最后会再提醒。",
                "The answer is cleared. It must be given in the end; the review will remind you.")
        } else {
            say(.green, "已清除答案。", "The answer is cleared.")
        }
        tell(lost: lost)
        wish(.keep)
    }
}

internal import CommandKit
internal import Questionnaires
internal import TerminalKit

/// A stop of the form: what the keys mean there.
extension Interview {
    mutating func takeAtForm(_ key: Key) {
        guard let walk else { return }
        switch walk.step {
        case .end: arriveAtStop()
        case .addEntry: takeAtEntry(key)
        default:
            guard let view = walk.view else { return goOn() }
            if view.isReadonly {
                takeAtNote(key)
            } else if view.asksForChoice {
                takeChoice(key, view)
            } else {
                takeText(key, view)
            }
        }
    }

    /// Goes to the next stop.
    mutating func goOn() {
        walk?.forward()
        arriveAtStop()
    }

    /// Shows the stop that was reached: behind the last one, the review. Where one stands is kept too.
    mutating func arriveAtStop() {
        openStop()
        wish(.keep)
    }

    mutating func openStop() { open(walk?.isAtEnd ?? true ? .review : .form) }

    /// Passes over what only tells something.
    private mutating func takeAtNote(_ key: Key) {
        if key == .left, editor.isEmpty { return run(.back) }
        if key == .right || key == .character(" "), editor.isEmpty { return goOn() }
        guard let letter = single(key) else { return }
        if letter == "\n" { return goOn() }
        runOrRing(letter)
    }

    /// A letter as a command.
    mutating func runOrRing(_ letter: Character) {
        guard let command = InterviewCommand(word: String(letter)) else { return wish(.ring) }
        run(command)
    }
}

extension QuestionView {
    /// Whether the answer is taken from choices, yes and no among them.
    var asksForChoice: Bool {
        switch question.control {
        case .selectOne, .selectMultiple, .rank, .trigger: true
        default: question.type == .boolean
        }
    }
}

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

    /// Shows the stop that was come to: behind the last one, the review.
    mutating func arriveAtStop() {
        open(walk?.isAtEnd ?? true ? .review : .form)
    }

    /// Passes over what only tells something.
    private mutating func takeAtNote(_ key: Key) {
        if key == .left, editor.isEmpty { return run(.back) }
        if key == .right || key == .character(" "), editor.isEmpty { return goOn() }
        guard let letter = single(key) else { return }
        if letter == "\n" { return goOn() }
        runOrRing(letter)
    }

    private mutating func takeAtEntry(_ key: Key) {
        if key == .left, editor.isEmpty { return run(.back) }
        guard let letter = single(key) else { return }
        let wasAsked = awaitsConfirmation
        awaitsConfirmation = false
        switch letter {
        case "y", "1", "是": addEntry()
        case "n", "2", "否", "\n": goOn()
        case "x": if wasAsked { removeEntry() } else { askToRemove() }
        default: runOrRing(letter)
        }
    }

    /// A letter as a command.
    mutating func runOrRing(_ letter: Character) {
        guard let command = InterviewCommand(word: String(letter)) else { return wish(.ring) }
        run(command)
    }

    private mutating func addEntry() {
        do throws(FormViolation) {
            try walk?.addEntry()
            arriveAtStop()
            wish(.keep)
        } catch {
            tell(error)
        }
    }

    private mutating func askToRemove() {
        guard let last = walk?.lastEntry else { return wish(.ring) }
        awaitsConfirmation = true
        say(
            .yellow, "再按 x 删除第 \(last.number) 条及其全部答案。",
            "Press x again to remove entry \(last.number) and all its answers.")
    }

    mutating func removeEntry() {
        guard let last = walk?.lastEntry else { return wish(.ring) }
        do throws(FormViolation) {
            try walk?.removeLastEntry()
            arriveAtStop()
            say(.green, "已删除第 \(last.number) 条。", "Entry \(last.number) is removed.")
            wish(.keep)
        } catch {
            tell(error)
        }
    }

    // Questions that are answered by typing.

    private mutating func takeText(_ key: Key, _ view: QuestionView) {
        let isText = view.question.type == .string || view.question.type == .file
        if editor.isEmpty {
            switch key {
            case .up: return edit()
            case .left: return run(.back)
            case .right: return goOnWithoutAnswer(view)
            case .character(let character) where !isText:
                let plain = DisplayWidth.halfwidth(String(character)).lowercased()
                // A minus begins a number here; the other letters of commands begin no answer.
                if plain != "-", let command = InterviewCommand(word: plain) { return run(command) }
            default: break
            }
        }
        guard let line = line(key) else { return }
        if line.isEmpty { return goOnWithoutAnswer(view) }
        // A terminal that gives whole lines only gives commands so too.
        if !isText, line.count == 1, line != "-", let command = InterviewCommand(word: DisplayWidth.halfwidth(line)) {
            return run(command)
        }
        if line == "-", view.value != nil || isText { return clear() }
        submit(TypedAnswer.read(line, for: view.question, today: today), typed: line)
    }

    /// Keeps the answer that is there and goes on; a required question without one says so.
    mutating func goOnWithoutAnswer(_ view: QuestionView) {
        guard view.value == nil, view.isRequired else { return goOn() }
        if let violation = walk?.answer(FormAnswer.none) { tell(violation) }
    }

    /// Gives an answer to the form. A refused one stays in the line, to be mended.
    mutating func submit(_ answer: FormAnswer, typed: String = "") {
        if let violation = walk?.answer(answer) {
            editor = LineEditor(typed)
            return tell(violation)
        }
        goOn()
        wish(.keep)
    }

    /// Says why the form does not take an answer, in its own words where it has any.
    mutating func tell(_ violation: FormViolation) {
        message = Message(text: violation.formMessage ?? t(violation.message), style: .red)
    }

    // Commands at a question.

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
        if let violation = walk?.answer(FormAnswer.none) { return tell(violation) }
        arrive()
        say(.green, "已清除答案。", "The answer is cleared.")
        wish(.keep)
    }

    /// Puts the present answer into the line, to be changed.
    mutating func edit() {
        guard page == .form, let view = walk?.view, !view.asksForChoice, let value = view.value else {
            return wish(.ring)
        }
        editor = LineEditor(AnswerText.typed(value))
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

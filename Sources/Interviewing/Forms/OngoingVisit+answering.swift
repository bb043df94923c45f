internal import CommunityModel
internal import Questionnaires
internal import TerminalKit
internal import Values

/// Going through the form that is being filled, and answering it.
extension OngoingVisit {
    /// The page for where one stands: behind the last stop, the review.
    mutating func openStop() {
        guard let form, !form.isAtEnd else { return open(ReviewPage(self)) }
        guard let view = form.view else { return open(AnotherEntryPage()) }
        if view.isReadonly {
            open(FormTextPage())
        } else if view.asksForChoice {
            open(ChoicePage(view, ticked: form.picks[view.path]))
        } else {
            open(TextPage())
        }
    }

    /// Shows the stop that was reached, and keeps where one stands.
    mutating func arriveAtStop() {
        openStop()
        wish(.keep)
    }

    /// Goes to the next stop.
    mutating func goOn() {
        form?.forward()
        arriveAtStop()
    }

    mutating func goBack() {
        if form?.back() == true {
            arriveAtStop()
        } else if isInPublicity, fields.outcome == .nobodyHome {
            open(EndingPage())
        } else if isInPublicity, survey != nil {
            isInPublicity = false
            open(ReviewPage(self))
            wish(.keep)
        } else {
            open(DoorPage())
        }
    }

    mutating func skip() {
        guard let form, !form.isAtEnd else { return wish(.ring) }
        guard let view else { return goOn() }
        self.form?.skip()
        arriveAtStop()
        guard view.isRequired, view.value == nil, !view.isReadonly else { return }
        say(
            .yellow, "已跳过必答题“\(view.label)”，最后会再提醒。",
            "Skipped a question that must be answered: \(view.label). The review will remind you.")
    }

    mutating func goToFirstOpen() {
        form?.goToFirstOpen()
        arriveAtStop()
    }

    mutating func undo() {
        guard form?.undo() == true else {
            return say(.yellow, "没有可以撤销的答案。", "There is no answer to take back.")
        }
        arriveAtStop()
        say(.green, "已撤销上一个答案。", "The last answer is taken back.")
    }

    mutating func clear() {
        guard let view, !view.isReadonly else { return wish(.ring) }
        if let violation = form?.clear() { return tell(violation) }
        arriveAtStop()
        if view.isRequired {
            say(
                .green, "已清除答案。此题必答，最后会再提醒。",
                "The answer is cleared. It must be given in the end; the review will remind you.")
        } else {
            say(.green, "已清除答案。", "The answer is cleared.")
        }
        tellLost()
    }

    /// Gives an answer to the form and goes on.
    ///
    /// - Returns: Whether the form took it; if not, the person is told why.
    mutating func answer(_ answer: FormAnswer) -> Bool {
        if let violation = form?.answer(answer) {
            tell(violation)
            return false
        }
        goOn()
        tellLost()
        return true
    }

    /// Keeps the answer that is there and goes on; a required question without one says so.
    mutating func goOnWithoutAnswer(_ view: QuestionView) {
        guard view.value == nil, view.isRequired else { return goOn() }
        if let violation = form?.answer(FormAnswer.none) { tell(violation) }
    }

    // What is told of answers.

    /// Says why the form does not take an answer, in its own words where it has any.
    mutating func tell(_ violation: FormViolation) { message = (reason(violation), .red) }

    /// Why the form does not take an answer, as a sentence of its own.
    func reason(_ violation: FormViolation) -> String {
        if let message = violation.formMessage { return message }
        // The engine's messages go on behind the name of a question in the errors of `visit add`.
        let message = text(violation.message)
        return message.prefix(1).uppercased() + message.dropFirst()
    }

    /// Says which answers went because another was changed.
    mutating func tellLost() {
        guard let labels = form?.lost, !labels.isEmpty else { return }
        let list = labels.joined(separator: language == .chinese ? "”“" : "; ")
        say(
            .yellow, "这一改动去掉了不再适用的答案：“\(list)”。z（:z）撤销。",
            "This took away answers that fit no more: \(list). z (:z) takes it back.")
    }
}

internal import Questionnaires
internal import TerminalKit

/// A page at a stop of the form, or behind the last one.
protocol StopPage: Page {
    /// The entry of a repeat that was asked to go: asked once more, it goes.
    var removalAsked: String? { get set }

    /// Puts the present answer into the line, to be changed.
    mutating func editAnswer(_ visit: inout OngoingVisit)
}

extension StopPage {
    func title(_ visit: OngoingVisit) -> String { visit.form?.heading.joined(separator: " · ") ?? "" }

    mutating func editAnswer(_ visit: inout OngoingVisit) { visit.wish(.ring) }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        runAtStop(command, argument, &visit)
    }

    mutating func runAtStop(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        if command != .remove { removalAsked = nil }
        switch command {
        case .back: visit.goBack()
        case .skip: visit.skip()
        case .sections:
            guard let form = visit.form else { return visit.wish(.ring) }
            let sections = SectionsPage(form)
            if argument.isEmpty { visit.turn = .cover(sections) } else { sections.go(to: argument, &visit) }
        case .firstOpen: visit.goToFirstOpen()
        case .undo: visit.undo()
        case .clear: visit.clear()
        case .edit: editAnswer(&visit)
        case .remove: removeEntry(&visit)
        case .help, .identity, .language, .note, .quit: visit.run(command, argument, notesOn: visit.view?.path)
        }
    }

    /// Takes away the entry that one stands in, or the last one where another is asked for; asked for twice, because its
    /// answers do not come back.
    private mutating func removeEntry(_ visit: inout OngoingVisit) {
        guard let entry = visit.form?.removableEntry else { return visit.wish(.ring) }
        guard removalAsked == entry.path else {
            removalAsked = entry.path
            let key = visit.view?.takesAnyText == true ? ":x" : "x"
            return visit.say(
                .yellow, "再输入一次 \(key)，删除第 \(entry.number) 条及其全部答案和备注。",
                "\(key) once more removes entry \(entry.number) with all its answers and notes.")
        }
        do throws(FormViolation) {
            try visit.form?.remove(entry)
            visit.arriveAtStop()
            visit.say(.green, "已删除第 \(entry.number) 条。", "Entry \(entry.number) is removed.")
        } catch {
            visit.tell(error)
        }
    }
}

extension PageLayout {
    /// Adds the question itself, with what was noted on it.
    mutating func add(_ view: QuestionView, _ visit: OngoingVisit) {
        // The star does not stand alone on a line.
        add(view.label + (view.isRequired && !view.isReadonly ? "\u{A0}*" : ""), .bold)
        if !view.hint.isEmpty { add(view.hint, .dim) }
        for note in visit.form?.notes ?? [] where note.path == view.path {
            add(visit.t("备注：", "Note: ") + note.text, .cyan)
        }
        skipLine()
    }

    /// Adds the keys of the commands, each behind a colon where letters are answers.
    mutating func addCommandKeys(_ visit: OngoingVisit, colon: String, note: String) {
        let t = visit.t
        keys += [
            "\(colon)? \(t("帮助", "help"))", "\(colon)b \(t("返回", "back"))", "\(colon)s \(t("跳过", "skip"))",
            "\(colon)g \(t("分组", "groups"))", "\(colon)q \(t("退出", "quit"))", "\(note) \(t("备注", "note"))",
            "\(colon)l \(t("English", "中文"))", "\(colon)z \(t("撤销", "undo"))",
        ]
    }
}

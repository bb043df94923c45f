internal import CommandKit
internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Commands, wherever they are given.
extension Interview {
    /// Runs a command line without its colon: a letter or a name, and for notes and groups what follows.
    mutating func run(line: String) {
        let (typed, rest) = line.trimmed.firstWord
        let word = DisplayWidth.halfwidth(typed)
        guard let command = InterviewCommand(word: word) else {
            return say(.red, "没有命令“:\(word)”；:? 显示帮助。", "There is no command :\(word); :? shows help.")
        }
        editor = LineEditor()
        run(command, rest)
    }

    /// - Parameters:
    ///   - command: The command.
    ///   - argument: The text of a note, or the beginning of a group's title; empty when it is to be asked for.
    mutating func run(_ command: InterviewCommand, _ argument: String = "") {
        if command != .remove { removalAsked = nil }
        switch command {
        case .help: overlay = .help
        case .quit: leave()
        case .language: switchLanguage()
        case .back: goBack()
        case .identity: showIdentity()
        case .note:
            editor = LineEditor(argument)
            overlay = .note
            if !argument.isEmpty { takeNote(.enter) }
        case .skip, .sections, .firstOpen, .undo, .clear, .edit, .remove:
            guard page == .form || page == .review, walk != nil else { return wish(.ring) }
            runAtForm(command, argument)
        }
    }

    private mutating func runAtForm(_ command: InterviewCommand, _ argument: String) {
        switch command {
        case .skip: skip()
        case .sections: openSections(argument)
        case .firstOpen:
            walk?.goToFirstOpen()
            arriveAtStop()
        case .undo: undo()
        case .clear: clear()
        case .edit: edit()
        case .remove: removeEntry()
        default: wish(.ring)
        }
    }

    /// Leaves. An ending that was chosen is saved with it: a refusal is one key, whatever comes after.
    private mutating func leave() { wish(page == .ending ? .submit : .leave) }

    private mutating func switchLanguage() {
        language = language == .chinese ? .english : .chinese
        let typed = editor
        let lit = highlight
        let ticked = picked
        speak()
        if page == .review { open(.review) }
        (editor, highlight, picked) = (typed, lit, ticked)
        wish(.keep)
    }

    mutating func showIdentity() {
        fields.isIdentityShown.toggle()
        if fields.isIdentityShown {
            say(.green, "已记录：出示了证件。", "Noted: identity was shown.")
        } else {
            say(.yellow, "已取消：出示证件。", "Taken back: identity shown.")
        }
        wish(.keep)
    }

    private mutating func goBack() {
        editor = LineEditor()
        switch page {
        case .door: wish(.ring)
        case .appointment, .ending:
            fields.outcome = nil
            if fields.consent == false { fields.consent = nil }
            fields.refusalReason = nil
            fields.isNotToContact = false
            fields.appointment = nil
            open(.door)
            wish(.keep)
        case .form:
            if walk?.back() == true {
                arriveAtStop()
            } else if isInPublicity, fields.outcome == .nobodyHome {
                open(.ending)
            } else if isInPublicity, survey != nil {
                isInPublicity = false
                open(.review)
                wish(.keep)
            } else {
                open(.door)
            }
        case .review:
            _ = walk?.back()
            open(.form)
            wish(.keep)
        case .offer: open(.review)
        }
    }

    // Notes.

    /// The note goes with the question that is asked; elsewhere it is a remark on the visit.
    private var notedPath: String? { page == .form ? walk?.view?.path : nil }

    mutating func takeNote(_ key: Key) {
        switch key {
        case .enter:
            let text = editor.text.trimmed
            overlay = nil
            editor = LineEditor()
            guard !text.isEmpty else { return }
            keepNote(text)
        case .escape, .control("b"):
            overlay = nil
            editor = LineEditor()
        default: if !editor.press(key) { wish(.ring) }
        }
    }

    private mutating func keepNote(_ text: String) {
        if let path = notedPath {
            let note = QuestionNote(path: path, text: text)
            if isInPublicity { publicityNotes.append(note) } else { surveyNotes.append(note) }
        } else {
            let joined = fields.remarks.isEmpty ? text : fields.remarks + "\n" + text
            guard joined.count <= Self.remarksMax else {
                return say(
                    .red, "备注合起来超过 \(Self.remarksMax) 字，没有添加。",
                    "All remarks together would exceed \(Self.remarksMax) characters; it was not added.")
            }
            fields.remarks = joined
        }
        say(.green, "已添加备注。", "Noted.")
        wish(.keep)
    }

    /// As the visit's field `remarks` allows.
    private static let remarksMax = 500
}

internal import CommunityModel
internal import Questionnaires
internal import TerminalKit
internal import Values

/// What all pages of an interview share: the household, what was said so far, the forms and the language; and what the
/// turn under way leads to.
public struct OngoingVisit {
    let briefing: HouseholdBriefing
    let today: CalendarDate
    let utcOffsetMinutes: Int
    var hasFile: (String) -> Bool
    var now: () -> Instant?
    var language: Language

    /// What the person noted about the visit itself.
    public internal(set) var fields: VisitFields
    /// The questionnaire; `nil` for a visit that only records publicity.
    public internal(set) var survey: FormNavigator?
    /// The publicity record, when one was begun.
    public internal(set) var publicity: FormNavigator?
    /// Which of the two forms one stands in.
    public internal(set) var isInPublicity: Bool

    /// Says what became of the last key.
    var message: (text: String, style: Style)?
    /// What the turn under way wants done to the world, each thing once.
    var effects: [InterviewEffect] = []
    /// Where the turn under way leads, if it leaves the page.
    var turn: Turn?

    enum Turn {
        /// The page takes the place of all.
        case open(any Page)
        /// The page lies over the present one for a moment.
        case cover(any Page)
        case uncover
    }

    /// The form that is being filled.
    var form: FormNavigator? {
        get { isInPublicity ? publicity : survey }
        set { if isInPublicity { publicity = newValue } else { survey = newValue } }
    }

    /// The question that one stands at.
    var view: QuestionView? { form?.view }

    mutating func wish(_ effect: InterviewEffect) {
        if !effects.contains(effect) { effects.append(effect) }
    }

    mutating func open(_ page: any Page) { turn = .open(page) }

    mutating func say(_ style: Style, _ zh: String, _ en: String) { message = (t(zh, en), style) }

    func t(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    func text(_ text: Localized) -> String { t(text.zh, text.en) }

    /// Asks in the language of the interface, as far as the forms know it.
    mutating func speak() {
        if let form = survey?.session.form { survey?.speak(form.language(for: language.rawValue)) }
        if let form = publicity?.session.form { publicity?.speak(form.language(for: language.rawValue)) }
    }

    // Commands that mean the same everywhere.

    /// Runs a command. A note goes with the question at the path, or else is a remark on the visit; without a text it is
    /// asked for.
    mutating func run(_ command: InterviewCommand, _ argument: String, notesOn path: String? = nil) {
        switch command {
        case .help: turn = .cover(HelpPage())
        case .quit: wish(.leave)
        case .language:
            language = language == .chinese ? .english : .chinese
            speak()
            wish(.keep)
        case .identity: showIdentity()
        case .note: if argument.isEmpty { turn = .cover(NotePage(path: path)) } else { note(argument, on: path) }
        default: wish(.ring)
        }
    }

    private mutating func showIdentity() {
        fields.isIdentityShown.toggle()
        if fields.isIdentityShown {
            say(.green, "已记录：出示了证件。", "Noted: identity was shown.")
        } else {
            say(.yellow, "已取消：出示证件。", "Taken back: identity shown.")
        }
        wish(.keep)
    }

    /// Keeps a note on a question, or a remark on the visit.
    mutating func note(_ text: String, on path: String?) {
        if let path {
            form?.notes.append(FormNavigator.Note(path: path, text: text))
        } else {
            let joined = fields.remarks.isEmpty ? text : fields.remarks + "\n" + text
            guard joined.count <= VisitFields.remarksMax else {
                return say(
                    .red, "备注合起来超过 \(VisitFields.remarksMax) 字，没有添加。",
                    "All remarks together would exceed \(VisitFields.remarksMax) characters; it was not added.")
            }
            fields.remarks = joined
        }
        say(.green, "已添加备注。", "Noted.")
        wish(.keep)
    }
}

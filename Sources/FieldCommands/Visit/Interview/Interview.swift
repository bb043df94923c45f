internal import CommandKit
internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// A visit as a conversation: keys go in, what the window shows and what is to be done to the world come out.
///
/// It knows no terminal, no store and no clock but what it is given, so that every turn of it can be tested.
struct Interview {
    /// What the window is about.
    enum Page: Hashable {
        /// At the door: may we?
        case door
        /// When to come again.
        case appointment
        /// The visit ends without a questionnaire.
        case ending
        /// A question of the form.
        case form
        /// All questions are passed: what is missing, and what now.
        case review
        /// Whether to record the publicity of the visit too.
        case offer
    }

    /// What lies over a page for a moment.
    enum Overlay: Hashable {
        case help
        case sections([FormSection])
        case note
    }

    /// A line that says what became of the last key.
    struct Message: Hashable {
        let text: String
        let style: Style
    }

    let doorstep: HouseholdBriefing
    /// The local day, for dates typed without a year.
    let today: CalendarDate
    /// Local time's distance from UTC.
    let utcOffsetMinutes: Int
    /// Whether a path leads to a file, for answers that name one.
    var hasFile: (String) -> Bool = { _ in true }
    /// The clock, where one can be asked.
    var now: () -> Instant? = { nil }

    var language: Language
    var fields: VisitFields
    var page: Page
    var overlay: Overlay?
    var survey: FormNavigator?
    var publicity: FormNavigator?
    var isInPublicity = false
    /// Remarks on questions, by path.
    var surveyNotes: [QuestionNote] = []
    var publicityNotes: [QuestionNote] = []
    var editor = LineEditor()
    var highlight: Int?
    /// What is ticked of several choices, before the form has taken it.
    var picked: [String] = []
    /// What is still wrong or missing, as of the review.
    var missing: [FormViolation] = []
    var message: Message?
    /// The entry of a repeat that was asked to go: asked once more, it goes.
    var removalAsked: String?
    /// The time to come again that wants confirming, as it was typed: given once more, it holds.
    var appointmentAsked: String?
    /// The first line of the body that is shown.
    var scroll = 0
    var size = WindowSize(columns: 80, rows: 24)
    /// What the turn under way wants done.
    var effects: [InterviewEffect] = []

    struct QuestionNote: Hashable {
        let path: String
        let text: String
    }

    /// - Parameters:
    ///   - doorstep: What is known of the household.
    ///   - fields: What the draft holds already.
    ///   - survey: The questionnaire; `nil` for a visit that only records publicity.
    ///   - publicity: The publicity record, when one was begun.
    ///   - wasInPublicity: Which of the two forms one stood in; `nil` for the publicity record where there is one.
    ///   - language: Of the interface and of the questions.
    ///   - today: The local day.
    ///   - utcOffsetMinutes: Local time's distance from UTC.
    init(
        doorstep: HouseholdBriefing, fields: VisitFields, survey: FormNavigator?, publicity: FormNavigator?,
        wasInPublicity: Bool? = nil, language: Language, today: CalendarDate, utcOffsetMinutes: Int
    ) {
        self.doorstep = doorstep
        self.fields = fields
        self.survey = survey
        self.publicity = publicity
        self.language = language
        self.today = today
        self.utcOffsetMinutes = utcOffsetMinutes
        isInPublicity = survey == nil || (publicity != nil && wasInPublicity ?? true)
        page = .door
        speak()
        if let outcome = fields.outcome, outcome != .completed, outcome != .partial {
            page = .ending
        } else if fields.consent == true {
            // Behind the last question stands the review.
            openStop()
        }
    }

    /// The form that is being filled.
    var walk: FormNavigator? {
        get { isInPublicity ? publicity : survey }
        set { if isInPublicity { publicity = newValue } else { survey = newValue } }
    }

    // What the pages are written with.

    /// Asks for something to be done, once a turn.
    mutating func wish(_ effect: InterviewEffect) {
        if !effects.contains(effect) { effects.append(effect) }
    }

    mutating func open(_ page: Page) {
        self.page = page
        overlay = nil
        if page == .review { missing = walk?.session.validateAll() ?? [] }
        arrive()
    }

    /// Begins anew at a stop: nothing typed, nothing highlighted.
    mutating func arrive() {
        editor = LineEditor()
        scroll = 0
        removalAsked = nil
        appointmentAsked = nil
        highlight = nil
        picked = []
        guard let view = walk?.view else { return }
        switch view.value {
        case .choice(let name): highlight = view.choices.firstIndex { $0.name == name }
        case .choices(let names): picked = names
        default: break
        }
        if let ticked = walk?.picks[view.path] {
            let names = Set(view.choices.map(\.name))
            picked = ticked.filter(names.contains)
        }
    }

    mutating func say(_ style: Style, _ zh: String, _ en: String) { message = Message(text: t(zh, en), style: style) }

    func t(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    func t(_ text: Localized) -> String { text.text(in: language) }

    /// Asks in the language of the interface, as far as the forms know it.
    mutating func speak() {
        if let survey { self.survey?.speak(FormLanguage.name(of: language, in: survey.session.form)) }
        if let publicity { self.publicity?.speak(FormLanguage.name(of: language, in: publicity.session.form)) }
    }
}

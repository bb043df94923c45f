internal import CommunityModel
internal import Questionnaires
public import TerminalKit
public import Values

/// A visit as a conversation: keys go in, what the window shows and what is to be done to the world come out.
///
/// It knows no terminal, no store and no clock but what it is given, so that every turn of it can be tested. Whoever leads
/// it shows ``frame(_:)``, hands every key to ``press(_:)``, and does what that returns:
///
///     console.show(interview.frame(console.size))
///     for effect in interview.press(key) { ... }
public struct Interview {
    /// What was said so far, on all pages.
    public internal(set) var visit: OngoingVisit
    /// The page, and what lies over it for a moment.
    private(set) var pages: [any Page] = []
    private var size = WindowSize(columns: 80, rows: 24)

    /// Begins at the door, or where a draft was left.
    ///
    /// - Parameters:
    ///   - briefing: What is known of the household.
    ///   - fields: What the draft holds already.
    ///   - survey: The questionnaire; `nil` for a visit that only records publicity.
    ///   - publicity: The publicity record, when one was begun.
    ///   - wasInPublicity: Which of the two forms one stood in; `nil` for the publicity record where there is one.
    ///   - language: Of the interface and of the questions.
    ///   - today: The local day, for dates typed without a year.
    ///   - utcOffsetMinutes: Local time's distance from UTC.
    ///   - now: The clock, where one can be asked.
    ///   - hasFile: Whether a path leads to a file, for answers that name one.
    public init(
        briefing: HouseholdBriefing, fields: VisitFields, survey: FormNavigator?, publicity: FormNavigator?,
        wasInPublicity: Bool? = nil,
        language: Language, today: CalendarDate, utcOffsetMinutes: Int, now: @escaping () -> Instant? = { nil },
        hasFile: @escaping (String) -> Bool = { _ in true }
    ) {
        visit = OngoingVisit(
            briefing: briefing, today: today, utcOffsetMinutes: utcOffsetMinutes, hasFile: hasFile, now: now,
            language: language, fields: fields, survey: survey, publicity: publicity,
            isInPublicity: survey == nil || (publicity != nil && wasInPublicity ?? true))
        visit.speak()
        if let outcome = fields.outcome, outcome != .completed, outcome != .partial {
            visit.open(EndingPage())
        } else if fields.consent == true {
            // Behind the last question stands the review.
            visit.openStop()
        } else {
            visit.open(DoorPage())
        }
        turnPage()
    }

    /// Whether the visit has an ending that was chosen, and no questions any more.
    public var isEnding: Bool { pages.first is EndingPage }

    /// Whether the household refused: that is saved however one leaves, unless more was typed than the refusal's digit.
    public var isRefusal: Bool {
        guard let ending = pages.first as? EndingPage else { return false }
        return !ending.isDoubted && visit.fields.outcome == .refused
    }

    /// Whether what is typed now is not to be seen.
    public var isSecretAsked: Bool { pages.last is TextPage && visit.view?.question.control == .secret }

    // What goes in.

    /// Takes a key.
    ///
    /// - Returns: What is to be done now.
    public mutating func press(_ key: Key) -> [InterviewEffect] {
        defer { visit.effects = [] }
        switch key {
        case .control("c"): return [.interrupt]
        case .control("z"): return [.suspend]
        case .pageUp: pages[shown].window.scroll -= max(1, size.rows / 2)
        case .pageDown: pages[shown].window.scroll += max(1, size.rows / 2)
        default: take(key)
        }
        return visit.effects
    }

    /// Takes a whole line, from a terminal that cannot do better.
    ///
    /// - Returns: What is to be done now.
    public mutating func enter(line: String) -> [InterviewEffect] {
        defer { visit.effects = [] }
        pages[pages.count - 1].window.editor = LineEditor(line)
        take(.enter)
        return visit.effects
    }

    /// Goes on with the publicity form, once it is there.
    public mutating func begin(publicity form: FormNavigator) {
        visit.publicity = form
        visit.isInPublicity = true
        visit.speak()
        visit.openStop()
        turnPage()
    }

    /// Says why something could not be done to the world.
    public mutating func tell(_ failure: Localized) { visit.say(.red, failure.zh, failure.en) }

    private mutating func take(_ key: Key) {
        visit.message = nil
        let top = pages.count - 1
        if pages[top].takesEveryKey {
            pages[top].take(key, &visit)
        } else if let command = InterviewCommand(key) {
            pages[top].run(command, "", &visit)
        } else if key == .control("d"), pages[top].window.editor.isEmpty {
            pages[top].run(.quit, "", &visit)
        } else {
            pages[top].take(key, &visit)
        }
        turnPage()
    }

    private mutating func turnPage() {
        switch visit.turn.take() {
        case .open(let page): pages = [page]
        case .cover(let page): pages.append(page)
        case .uncover: pages.removeLast()
        case nil: break
        }
    }

    // What comes out.

    /// The page whose lines are shown: all but notes cover the window.
    private var shown: Int { pages.lastIndex { !($0 is NotePage) } ?? 0 }

    /// The window now.
    ///
    /// - Parameter size: Of the window.
    /// - Returns: All of it.
    public mutating func frame(_ size: WindowSize) -> Frame {
        self.size = size
        return layout(columns: PageLayout.columns(size)).frame(
            size, editor: pages[pages.count - 1].window.editor, mask: isSecretAsked ? "•" : nil,
            scroll: &pages[shown].window.scroll)
    }

    /// The page in lines of so many columns.
    public func layout(columns: Int) -> PageLayout {
        var layout = PageLayout(columns: columns, rows: size.rows)
        layout.head = head(columns: columns)
        for page in pages[shown...] {
            page.show(&layout, visit)
            if layout.prompt == nil, !page.window.editor.isEmpty { layout.prompt = "> " }
        }
        if let message = visit.message { layout.message = layout.wrapped(message.text, message.style) }
        return layout
    }

    /// The household on the left, how far one is on the right; below, where in the form one is.
    private func head(columns: Int) -> [Frame.Line] {
        let right = pages.first is any StopPage ? progress(columns: columns) : ""
        let room = columns - DisplayWidth.of(right) - (right.isEmpty ? 0 : 1)
        let address = DisplayWidth.truncate(DisplayWidth.printable(visit.briefing.address), to: max(0, room))
        let line = Frame.Line([
            Frame.Span(" "), Frame.Span(DisplayWidth.pad(address, to: room), .bold),
            Frame.Span(right.isEmpty ? "" : " "), Frame.Span(right, .cyan),
        ])
        let title = DisplayWidth.truncate(DisplayWidth.printable(pages[shown].title(visit)), to: columns)
        return [line, Frame.Line(" " + title, .cyan), Frame.Line("")]
    }

    /// `[12/43] ████░░░░ 28%`, shorter where there is less room.
    private func progress(columns: Int) -> String {
        guard let form = visit.form else { return "" }
        let count = form.count
        let place = pages.first is ReviewPage ? "" : "[\(count.number)/\(count.total)] "
        let done = form.progress
        let percent = done.questions == 0 ? 100 : done.answered * 100 / done.questions
        let width = columns >= 60 ? 12 : columns >= 34 ? 6 : 0
        guard width > 0 else { return place + "\(percent)%" }
        let full = percent * width / 100
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        return "\(place)\(bar) \(percent)%"
    }
}

/// What an interview wants done to the world.
public enum InterviewEffect: Hashable {
    /// Put the draft on the disk.
    case keep
    /// Open the publicity form.
    case openPublicity
    /// Save the visit with the outcome that it has.
    case submit
    /// Leave; all is kept.
    case leave
    /// Leave because Ctrl-C was pressed.
    case interrupt
    /// Stop, as Ctrl-Z does anywhere else.
    case suspend
    /// The key meant nothing here.
    case ring
}

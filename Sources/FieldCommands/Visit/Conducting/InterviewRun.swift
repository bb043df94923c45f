internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Glibc
internal import Interviewing
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Leads an interview at a terminal and does to the store what it wishes. After every answer the draft is on the disk.
struct InterviewRun {
    /// How it ended.
    enum End {
        case saved(AddedVisit)
        /// Everything is in the draft.
        case kept
        /// Because of Ctrl-C, a signal or a terminal that went away: a refusal is saved, and otherwise everything is in the
        /// draft, as far as nothing stood against it.
        case interrupted(saved: AddedVisit?, obstacle: Obstacle?)
        /// The household has asked meanwhile not to be contacted; everything is in the draft.
        case stopped(Failure)
    }

    /// Why something is not on the disk.
    enum Obstacle {
        /// Nor the last answers; those before are there, unless the draft is gone.
        case keeping(Failure)
        /// The draft is there, but the refusal could not be saved.
        case saving(Failure)
    }

    private let store: FieldStore
    private var draft: VisitDraft
    private var interview: Interview
    private let display: any InterviewDisplay
    /// The result of the last attempt to put something on the disk.
    private var obstacle: Obstacle?

    /// Throws ``Failure`` `form_unknown`, `draft_damaged`, `not_interactive`, and `StoreError`.
    init(_ draft: VisitDraft, store: FieldStore, output: Output) throws {
        self.store = store
        self.draft = draft
        let survey = try draft.questionnaire.map {
            FormNavigator($0, session: try store.drafts.session(for: $0, of: draft))
        }
        let publicity = try draft.publicity.map {
            FormNavigator($0, session: try store.drafts.session(for: $0, of: draft))
        }
        interview = Interview(
            briefing: try BriefingReading(store: store).briefing(of: draft), fields: VisitFields(draft), survey: survey,
            publicity: publicity, wasInPublicity: draft.isInPublicity,
            language: Self.language(of: draft, output), today: try store.campaign.today(),
            utcOffsetMinutes: LocalDay.offsetMinutes, now: { store.environment.now }, hasFile: Self.hasFile)
        display = try Self.display(output)
    }

    /// Looks for a file; `~` is the home folder.
    private static func hasFile(_ path: String) -> Bool {
        var path = path
        if path.hasPrefix("~/"), let home = getenv("HOME") { path = String(cString: home) + path.dropFirst() }
        return access(path, F_OK) == 0
    }

    /// The language that was asked for by name, else the one that the questions were asked in last, else that of the
    /// interface.
    private static func language(of draft: VisitDraft, _ output: Output) -> Language {
        if output.isLanguageChosen { return output.language }
        let name = (draft.publicity ?? draft.questionnaire)?.language ?? ""
        return Language.allCases.first { name == $0.rawValue || name.contains("(\($0.rawValue))") } ?? output.language
    }

    private static func display(_ output: Output) throws -> any InterviewDisplay {
        let terminal = output.story
        // Keys are read in UTF-8; where a hanzi is two bytes of another encoding, a line is read as a whole.
        guard terminal.redrawsLines, !TypedEncoding.current.writesInPairs else { return LineDisplay(terminal) }
        return try Console(output: terminal)
    }

    /// Asks until the person is done.
    ///
    /// - Throws: What the terminal throws when it is taken again. What was answered is kept whatever happens.
    mutating func run() throws -> End {
        defer { display.leave() }
        while true {
            // A terminal that cannot be written any more is gone.
            do { try display.show(&interview) } catch { return interrupted() }
            switch display.next() {
            case .changed: continue
            case .ended: return interrupted()
            case .line(.refused(let why)): interview.tell(why)
            case .line(.text(let line)):
                if let wish = wishMeanwhile() { return wish }
                if let end = try perform(interview.enter(line: line)) { return end }
            case .keys(let keys):
                if let wish = wishMeanwhile() { return wish }
                for key in keys {
                    if let end = try perform(interview.press(key)) { return end }
                }
            }
        }
    }

    /// Stops where the household has asked, at another door or device, to be left in peace: the key asks nothing more. Who
    /// stands at an ending asks nothing any more and may save it. What cannot be looked up is no reason to stop.
    private mutating func wishMeanwhile() -> End? {
        guard !interview.isEnding, let failure = try? store.visits.wishAgainst(draft), keep() else { return nil }
        return .stopped(failure)
    }

    private mutating func perform(_ effects: [InterviewEffect]) throws -> End? {
        for effect in effects {
            switch effect {
            case .keep: _ = keep()
            case .ring: display.ring()
            case .suspend: try display.suspend()
            case .openPublicity: openPublicity()
            case .submit:
                if let saved = submit() { return .saved(saved) }
            case .leave:
                if keep() { return .kept }
            case .interrupt: return interrupted()
            }
        }
        return nil
    }

    /// A refusal is one key, whatever comes after: it is saved.
    private mutating func interrupted() -> End {
        let isKept = keep()
        let notKept = obstacle
        if interview.isRefusal, let saved = submit() { return .interrupted(saved: saved, obstacle: nil) }
        return .interrupted(saved: nil, obstacle: isKept ? obstacle : notKept)
    }

    /// Puts the draft on the disk.
    ///
    /// - Returns: Whether it is there; if not, the person is told and stays.
    private mutating func keep() -> Bool {
        interview.write(to: &draft)
        do {
            try store.drafts.keep(&draft)
            obstacle = nil
            return true
        } catch {
            let failure = tell(error, Localized(zh: "没有写到磁盘上：", en: "It is not on the disk: "))
            obstacle = .keeping(failure)
            return false
        }
    }

    private mutating func submit() -> AddedVisit? {
        interview.write(to: &draft)
        do {
            return try store.visits.submit(draft.asItEnds)
        } catch {
            let failure = tell(error, Localized(zh: "没有保存：", en: "It was not saved: "))
            obstacle = .saving(failure)
            return nil
        }
    }

    private mutating func openPublicity() {
        do {
            let form = try draft.publicity ?? store.drafts.open(HeldForms.publicityForm, for: draft)
            draft.publicity = form
            interview.begin(publicity: FormNavigator(form, session: try store.drafts.session(for: form, of: draft)))
            _ = keep()
        } catch {
            _ = tell(error, Localized(zh: "不能打开宣传记录：", en: "The publicity record cannot be opened: "))
        }
    }

    private mutating func tell(_ error: any Error, _ what: Localized) -> Failure {
        let failure = FieldProgram.explain(error) ?? Failure(fault: "unexpected", ["error": "\(type(of: error))"])
        let why = failure.message.followed(by: failure.hint)
        interview.tell(Localized(zh: what.zh + why.zh, en: what.en + why.en))
        display.ring()
        return failure
    }
}

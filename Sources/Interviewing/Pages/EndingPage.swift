internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// The visit ends without a questionnaire.
struct EndingPage: Page {
    var window = PageWindow()
    /// Whether a key meant nothing here, so that more was meant than is shown, such as an address that began with the digit
    /// of this ending: then Enter has to be pressed once more.
    private(set) var isDoubted: Bool
    /// Whether that was said.
    private var isAskedAgain = false

    init(isDoubted: Bool = false) { self.isDoubted = isDoubted }

    func title(_ visit: OngoingVisit) -> String { visit.t("结束入户", "Ending the visit") }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        switch command {
        case .back: visit.goBackToDoor()
        // A refusal is one key, whatever comes after, unless more was meant. Every other ending counts as an attempt, and is saved by Enter alone.
        case .quit: visit.wish(visit.fields.outcome == .refused && !isDoubted ? .submit : .leave)
        default: visit.run(command, argument)
        }
    }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        if key == .escape, window.editor.isEmpty { return run(.quit, "", &visit) }
        guard let letter = letter(key, &visit), let outcome = visit.fields.outcome else { return }
        switch letter {
        case "\n" where isDoubted && !isAskedAgain:
            isAskedAgain = true
            return visit.say(
                .yellow, "要保存为“\(outcome.title.zh)”，请再按一次回车；b 返回。",
                "Enter once more saves it as \"\(outcome.title.en)\"; b goes back.")
        case "\n": return visit.wish(.submit)
        case "a" where outcome.takesAppointment: return visit.open(AppointmentPage())
        case "p" where outcome == .nobodyHome: return visit.wish(.openPublicity)
        case "d" where outcome == .refused: visit.fields.isNotToContact.toggle()
        default:
            let place = (letter.asciiDigit ?? 0) - 1
            guard outcome == .refused, !isDoubted || isAskedAgain, visit.briefing.refusalReasons.indices.contains(place)
            else {
                isDoubted = isDoubted || InterviewCommand(word: String(letter)) == nil
                return runOrRing(letter, &visit)
            }
            let code = visit.briefing.refusalReasons[place].code
            visit.fields.refusalReason = visit.fields.refusalReason == code ? nil : code
        }
        visit.wish(.keep)
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        guard let outcome = visit.fields.outcome else { return }
        let t = visit.t
        layout.add(visit.text(outcome.title), .bold)
        if let appointment = visit.fields.appointment {
            let local = appointment.text(offsetMinutes: visit.utcOffsetMinutes).prefix(16).replacing("T", with: " ")
            layout.add(t("预约：", "Appointment: ") + local, .green)
        }
        layout.addRemarks(visit)
        let told = visit.publicity?.progress.answered ?? 0
        if outcome != .refused, told > 0 { layout.add(t("宣传记录 ✓", "Publicity record ✓"), .green) }
        let answered = (visit.survey?.progress.answered ?? 0) + (outcome == .refused ? told : 0)
        if answered > 0, outcome != .appointment {
            layout.add(
                t("已答的 \(answered) 题不会保存；b 返回。", "The \(answered) answers given are not saved; b goes back."), .yellow)
        }
        layout.skipLine()
        if outcome == .refused { showRefusal(&layout, visit) }
        layout.add(t("回车保存。", "Enter saves."))
        layout.keys =
            [t("回车 保存", "Enter saves")]
            + (outcome.takesAppointment ? [t("a 约时间", "a appointment")] : [])
            + (outcome == .nobodyHome ? [t("p 留下资料", "p material left")] : [])
            + (outcome == .refused ? [t("1-7 原因", "1-7 reason"), t("d 不再打扰", "d do not contact")] : [])
            + [t("b 返回", "b back")] + (outcome == .refused ? [] : [t("q 退出，不保存", "q quit, unsaved")])
            + [t("n 备注", "n note"), t("i 证件", "i identity")]
    }

    /// All of it is optional: a refusal needs no reason.
    private func showRefusal(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let (t, fields) = (visit.t, visit.fields)
        layout.add(t("不需要原因。住户说了的话，可以记下：", "No reason is needed. If one was given, it may be noted:"), .dim)
        for (index, reason) in visit.briefing.refusalReasons.enumerated() {
            layout.addTicked(visit.text(reason.title), fields.refusalReason == reason.code, first: "  \(index + 1) ")
        }
        layout.addTicked(t("不再打扰这一户", "do not contact again"), fields.isNotToContact, first: "  d ")
        layout.skipLine()
    }
}

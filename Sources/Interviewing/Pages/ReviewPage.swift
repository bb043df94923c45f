internal import CommunityModel
internal import Questionnaires
internal import TerminalKit
internal import Values

/// Behind the last question: what is missing, the publicity record, and saving.
struct ReviewPage: StopPage {
    var window = PageWindow()
    var removalAsked: String?
    /// What is still wrong or missing.
    private var missing: [FormViolation]

    /// How many missing answers have a number key of their own.
    private static let missingShownMax = 9

    init(_ visit: OngoingVisit) { missing = visit.form?.session.validateAll() ?? [] }

    func title(_ visit: OngoingVisit) -> String { visit.t("检查", "Review") }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        runAtStop(command, argument, &visit)
        // The form's own words are in the other language now.
        if command == .language { missing = visit.form?.session.validateAll() ?? [] }
    }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        if key == .left, window.editor.isEmpty { return run(.back, "", &visit) }
        guard let letter = letter(key, &visit) else { return }
        if letter == "\n" { return finish(&visit) }
        if letter == "p", canRecordPublicity(visit) { return visit.wish(.openPublicity) }
        guard let number = letter.asciiDigit, number >= 1 else { return runOrRing(letter, &visit) }
        let paths = (missing.map(\.path) + unconfirmed(visit).map(\.path)).prefix(Self.missingShownMax)
        guard number <= paths.count, visit.form?.go(to: paths[number - 1]) == true else { return visit.wish(.ring) }
        visit.arriveAtStop()
    }

    private func finish(_ visit: inout OngoingVisit) {
        let outcome = outcome(visit)
        visit.fields.outcome = outcome
        visit.wish(.keep)
        if outcome.takesAppointment {
            visit.open(EndingPage())
        } else if canRecordPublicity(visit), visit.publicity == nil {
            visit.open(PublicityOfferPage())
        } else {
            visit.wish(.submit)
        }
    }

    /// The result of the visit as it stands: the form may say itself that there was nobody to ask.
    private func outcome(_ visit: OngoingVisit) -> VisitOutcome {
        let word = visit.survey?.session.answers().first { !$0.isAsked && $0.name == .outcome }?.text
        if let outcome = word.flatMap({ VisitOutcome(rawValue: $0) }) { return outcome }
        if isMaterialOnly(visit) { return .nobodyHome }
        let isSurveyComplete =
            visit.isInPublicity && visit.survey != nil ? visit.fields.outcome != .partial : missing.isEmpty
        return isSurveyComplete ? .completed : .partial
    }

    /// Whether nobody was there to be asked, and the publicity record tells what was left at the door.
    private func isMaterialOnly(_ visit: OngoingVisit) -> Bool {
        guard visit.survey == nil || visit.fields.consent != true else { return false }
        if visit.fields.outcome == .nobodyHome { return true }
        let answers = visit.publicity?.session.answers() ?? []
        return visit.survey == nil && answers.contains { $0.name == "left_material_only" && $0.text == "true" }
    }

    /// Questions with ticks that the form has not taken, beside those that are missing anyway.
    private func unconfirmed(_ visit: OngoingVisit) -> [QuestionView] {
        guard let form = visit.form else { return [] }
        let told = Set(missing.map(\.path))
        return form.picks.keys.filter { !told.contains($0) }.sorted().compactMap { form.session.view(at: $0) }
    }

    /// Whether a publicity record may still be begun, or looked at again.
    private func canRecordPublicity(_ visit: OngoingVisit) -> Bool {
        visit.survey != nil && !visit.isInPublicity && !outcome(visit).takesAppointment
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        if missing.isEmpty {
            layout.add(t("没有缺项 ✓", "Nothing is missing ✓"), .green)
        } else {
            layout.add(t("还缺 \(missing.count) 项：", "\(missing.count) still missing:"), .yellow)
        }
        for (index, violation) in missing.prefix(Self.missingShownMax).enumerated() {
            let label = visit.form?.session.view(at: violation.path)?.label ?? violation.path
            layout.add("\(label)  \(visit.reason(violation))", first: "  \(index + 1) ")
        }
        let more = missing.count - Self.missingShownMax
        if more > 0 {
            layout.add(t("还有 \(more) 项；o 到第一个未答的题。", "\(more) more; o goes to the first one."), .dim)
        }
        let unconfirmed = unconfirmed(visit)
        for (number, view) in zip((missing.count + 1)..., unconfirmed) {
            layout.add(
                t("\(view.label)  勾选还没有完成，不算答案。", "\(view.label)  The ticks are no answer yet."), .yellow,
                first: number <= Self.missingShownMax ? "  \(number) " : "", indent: 4)
        }
        layout.skipLine()
        if !visit.isInPublicity || visit.survey == nil {
            layout.add(t("结果：", "Outcome: ") + visit.text(outcome(visit).title), .bold)
        }
        if visit.publicity != nil, !visit.isInPublicity { layout.add(t("宣传记录 ✓", "Publicity record ✓"), .green) }
        layout.addRemarks(visit)
        layout.add(t("回车继续并保存。", "Enter goes on to saving."))
        layout.keys =
            [t("回车 继续", "Enter goes on")]
            + (missing.isEmpty && unconfirmed.isEmpty ? [] : [t("数字 到该题", "number goes there")])
            + (canRecordPublicity(visit) ? [t("p 宣传记录", "p publicity")] : [])
            + [t("b 返回", "b back"), t("g 分组", "g groups"), t("n 备注", "n note"), t("q 退出", "q quit")]
    }
}

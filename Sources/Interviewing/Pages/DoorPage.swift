internal import CommunityModel
internal import TerminalKit
internal import Values

/// At the door: may we?
struct DoorPage: Page {
    var window = PageWindow()
    /// Whether a key meant nothing here: see ``EndingPage``.
    private var isDoubted = false

    init() {}

    /// What may come of ringing the bell, in the order of its number keys.
    private enum Choice: CaseIterable {
        case agree, refuse, nobodyHome, appointment, vacant, addressNotFound, noAccess, later
    }

    func title(_ visit: OngoingVisit) -> String { visit.t("入户", "At the door") }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        guard let letter = letter(key, &visit, meaning: { Self.words[$0] }) else { return }
        switch letter {
        case "y": return choose(.agree, &visit)
        case "r": return choose(.refuse, &visit)
        case "\n": return visit.wish(.ring)
        default: break
        }
        if let number = letter.asciiDigit, Choice.allCases.indices.contains(number - 1) {
            return choose(Choice.allCases[number - 1], &visit)
        }
        isDoubted = isDoubted || InterviewCommand(word: String(letter)) == nil
        runOrRing(letter, &visit)
    }

    private static let words: [String: Character] = [
        "同意": "y", "yes": "y", "agree": "y", "agrees": "y", "拒绝": "r", "refuse": "r", "refuses": "r",
    ]

    private func choose(_ choice: Choice, _ visit: inout OngoingVisit) {
        switch choice {
        case .agree:
            visit.fields.consent = true
            visit.fields.outcome = nil
            visit.isInPublicity = visit.survey == nil
            visit.openStop()
        case .refuse: end(.refused, &visit)
        case .nobodyHome: end(.nobodyHome, &visit)
        case .appointment: return visit.open(AppointmentPage())
        case .vacant: end(.vacant, &visit)
        case .addressNotFound: end(.addressNotFound, &visit)
        case .noAccess: end(.noAccess, &visit)
        case .later: return visit.wish(.leave)
        }
        visit.wish(.keep)
    }

    private func end(_ outcome: VisitOutcome, _ visit: inout OngoingVisit) {
        visit.fields.consent = outcome == .refused ? false : nil
        visit.fields.outcome = outcome
        visit.open(EndingPage(isDoubted: isDoubted))
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        var about = layout.part
        for fact in visit.briefing.facts { about.add(visit.text(fact)) }
        for line in visit.briefing.history { about.add(visit.text(line), .dim) }
        about.addRemarks(visit)
        var question = layout.part
        question.add(t("住户同意接受访问吗？", "Does the household agree to the visit?"), .bold)
        for (index, choice) in Choice.allCases.enumerated() {
            question.add(visit.text(Self.title(choice)), first: "  \(index + 1) ")
        }
        for warning in visit.briefing.warnings { layout.add(visit.text(warning), .yellow, first: "! ") }
        let needed = layout.head.count + layout.body.count + about.body.count + question.body.count + 2
        // In a window too low for all of it, what is known stands below what is asked.
        let isLow = needed > layout.rows
        layout.body += (isLow ? question : about).body
        layout.skipLine()
        layout.body += (isLow ? about : question).body
        if isLow { layout.head.removeLast() }
        layout.keys = [
            "1-8", t("i 已出示证件", "i identity shown") + (visit.fields.isIdentityShown ? "✓" : ""),
            t("n 备注", "n note"), "l \(t("English", "中文"))", t("q 退出", "q quit"), t("? 帮助", "? help"),
        ]
    }

    private static func title(_ choice: Choice) -> Localized {
        switch choice {
        case .agree: Localized(zh: "同意，开始（y）", en: "agrees: begin (y)")
        case .refuse: Localized(zh: "拒绝（r）", en: "refuses (r)")
        case .nobodyHome: Localized(zh: "无人在家", en: "nobody home")
        case .appointment: Localized(zh: "另约时间", en: "another time: appointment")
        case .vacant: Localized(zh: "空置", en: "vacant")
        case .addressNotFound: Localized(zh: "地址不存在", en: "address not found")
        case .noAccess: Localized(zh: "无法进入", en: "no access")
        case .later: Localized(zh: "以后再说，全部保留", en: "later: keep all and leave")
        }
    }
}

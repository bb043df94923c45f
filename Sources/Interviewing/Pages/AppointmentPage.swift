internal import CommunityModel
internal import TerminalKit
internal import Values

/// When to come again.
struct AppointmentPage: Page {
    var window = PageWindow()
    /// The time that wants confirming, as it was typed: given once more, it holds.
    private var asked: String?

    /// How far ahead a day without a year may lie before one is asked whether that year is meant.
    private static let daysMax = 183

    init() {}

    func title(_ visit: OngoingVisit) -> String { visit.t("预约", "Appointment") }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        if command == .back { visit.goBackToDoor() } else { visit.run(command, argument) }
    }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        guard var line = line(key, &visit) else { return }
        // A terminal that gives whole lines only has nothing in the line that Enter could give once more.
        if line.isEmpty { line = asked ?? "" }
        // A refused line stays to be mended.
        window.editor = LineEditor(line)
        guard let moment = TypedMoment.read(line, today: visit.today, isToCome: true) else {
            return tellMissing(in: line, &visit)
        }
        guard let appointment = instant(moment, visit) else {
            return visit.say(.red, "时间最多精确到毫秒；写到分钟就够了。", "A time is kept to the millisecond; minutes are enough.")
        }
        guard visit.now().map({ appointment > $0 }) ?? (moment.day >= visit.today) else {
            return visit.say(.red, "这个时间已经过去：\(moment.text)。", "That is over: \(moment.text).")
        }
        let wasAsked = asked == line
        asked = nil
        if !wasAsked, let doubt = doubt(about: moment, typed: line, visit) {
            asked = line
            return visit.say(
                .yellow, "\(doubt.zh)。再按回车确认，或改成别的时间。", "\(doubt.en). Enter once more takes it; or change it.")
        }
        visit.fields.appointment = appointment
        if visit.fields.outcome == nil { visit.fields.outcome = .appointment }
        visit.open(EndingPage())
        visit.wish(.keep)
    }

    private mutating func tellMissing(in line: String, _ visit: inout OngoingVisit) {
        guard let day = TypedMoment.day(line, today: visit.today, isToCome: true) else {
            return visit.say(
                .red, "这不是日期和时间。例如 明天 10:30、周六 15:00 或 5月12日 15:00。",
                "That is no day and time. Such as tomorrow 10:30, sat 15:00 or 2026-05-12 15:00.")
        }
        window.editor = LineEditor(line + " ")
        visit.say(.yellow, "还缺时间，如 \(day) 10:30。", "The time of day is missing, as in \(day) 10:30.")
    }

    /// What makes it likely that another time was meant.
    private func doubt(about moment: TypedMoment.WrittenMoment, typed line: String, _ visit: OngoingVisit) -> Localized?
    {
        if let hours = visit.briefing.quietHours, let minute = moment.minute, hours.contains(minute) {
            return Localized(
                zh: "\(moment.text) 在不打扰时段（\(hours.text)）", en: "\(moment.text) is within quiet hours (\(hours.text))")
        }
        // A day without a year that is over is the next year's: or the day was mistyped.
        guard !DisplayWidth.halfwidth(line).contains("\(moment.day.year)"),
            moment.day.daysSince1970 - visit.today.daysSince1970 > Self.daysMax
        else { return nil }
        return Localized(zh: "这是 \(moment.text)", en: "That is \(moment.text)")
    }

    private func instant(_ moment: TypedMoment.WrittenMoment, _ visit: OngoingVisit) -> Instant? {
        let text = "\(moment.day)T\(moment.clock)Z"
        guard Instant.isKept(text), let asUTC = Instant(text) else { return nil }
        return Instant(milliseconds: asUTC.milliseconds - Int64(visit.utcOffsetMinutes) * 60_000)
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        layout.add(t("什么时候再来？", "When to come again?"), .bold)
        layout.add(t("例如 明天 10:30、5月12日 15:00", "Such as tomorrow 10:30 or 2026-05-12 15:00"), .dim)
        layout.prompt = "> "
        layout.keys = [t("回车 确认", "Enter confirms"), t(":b 返回", ":b back"), t(":q 退出", ":q quit")]
    }
}

extension OngoingVisit {
    /// Takes an ending back.
    mutating func goBackToDoor() {
        fields.outcome = nil
        if fields.consent == false { fields.consent = nil }
        fields.refusalReason = nil
        fields.isNotToContact = false
        fields.appointment = nil
        open(DoorPage())
        wish(.keep)
    }
}

extension TypedMoment.WrittenMoment {
    fileprivate var text: String { "\(day) \(clock)" }

    /// Minutes after midnight.
    fileprivate var minute: Int? {
        let parts = clock.split(separator: ":").prefix(2).compactMap { Int($0) }
        return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
    }
}

internal import CommandKit
internal import CommunityModel
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// When to come again.
extension Interview {
    /// How far ahead a day without a year may lie before one is asked whether that year is meant.
    private static let appointmentDaysMax: Int64 = 183

    mutating func takeAppointment(_ key: Key) {
        guard var line = line(key) else { return }
        // A terminal that gives whole lines only has nothing in the line that Enter could give once more.
        if line.isEmpty { line = appointmentAsked ?? "" }
        // A refused line stays to be mended.
        editor = LineEditor(line)
        guard let moment = TypedMoment.read(line, today: today, isToCome: true) else { return tellMissing(in: line) }
        guard let appointment = instant(moment) else {
            return say(
                .red, "时间最多精确到毫秒；写到分钟就够了。", "A time is kept to the millisecond; minutes are enough.")
        }
        guard !isOver(moment, appointment) else {
            return say(.red, "这个时间已经过去：\(moment.text)。", "That is over: \(moment.text).")
        }
        let wasAsked = appointmentAsked == line
        appointmentAsked = nil
        if !wasAsked, let doubt = doubt(about: moment, typed: line) {
            appointmentAsked = line
            return say(
                .yellow, "\(doubt.zh)。再按回车确认，或改成别的时间。", "\(doubt.en). Enter once more takes it; or change it.")
        }
        fields.appointment = appointment
        if fields.outcome == nil { fields.outcome = .appointment }
        open(.ending)
        wish(.keep)
    }

    private mutating func tellMissing(in line: String) {
        guard let day = TypedMoment.day(line, today: today, isToCome: true) else {
            return say(
                .red, "这不是日期和时间。例如 明天 10:30、周六 15:00 或 5月12日 15:00。",
                "That is no day and time. Such as tomorrow 10:30, sat 15:00 or 2026-05-12 15:00.")
        }
        editor = LineEditor(line + " ")
        say(.yellow, "还缺时间，如 \(day) 10:30。", "The time of day is missing, as in \(day) 10:30.")
    }

    private func isOver(_ moment: TypedMoment.Moment, _ appointment: Instant) -> Bool {
        if let now = now() { return appointment <= now }
        return moment.day < today
    }

    /// What makes it likely that another time was meant.
    private func doubt(about moment: TypedMoment.Moment, typed line: String) -> Localized? {
        let hours = doorstep.quietHours
        if let hours, let minute = moment.minute, hours.contains(minute) {
            return Localized(
                zh: "\(moment.text) 在不打扰时段（\(hours.text)）", en: "\(moment.text) is within quiet hours (\(hours.text))")
        }
        // A day without a year that is over is the next year's: or the day was mistyped.
        guard !DisplayWidth.halfwidth(line).contains("\(moment.day.year)"), moment.day > today,
            today.adding(days: Self.appointmentDaysMax).map({ moment.day > $0 }) == true
        else { return nil }
        return Localized(zh: "这是 \(moment.text)", en: "That is \(moment.text)")
    }

    private func instant(_ moment: TypedMoment.Moment) -> Instant? {
        let text = "\(moment.day)T\(moment.clock)Z"
        guard Instant.isKept(text), let asUTC = Instant(text) else { return nil }
        return Instant(milliseconds: asUTC.milliseconds - Int64(utcOffsetMinutes) * 60_000)
    }
}

extension TypedMoment.Moment {
    fileprivate var text: String { "\(day) \(clock)" }

    /// Minutes after midnight.
    fileprivate var minute: Int? {
        let parts = clock.split(separator: ":").prefix(2).compactMap { Int($0) }
        return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
    }
}

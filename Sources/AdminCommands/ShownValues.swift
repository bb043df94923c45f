internal import AdminProtocol
internal import CommandKit
internal import Glibc
internal import SyncProtocol
internal import Values

/// Values of fields, which travel as JSON text.
enum ShownValue {
    /// The value itself; a string when the text is not JSON.
    static func json(_ text: String) -> JSONValue {
        JSONValue(parsing: Array(text.utf8)) ?? .string(text)
    }

    /// The value for people.
    static func text(_ value: JSONValue, _ output: Output) -> String {
        switch value {
        case .null: output.text(Localized(zh: "（空）", en: "(empty)"))
        case .boolean(let flag):
            output.text(flag ? Localized(zh: "是", en: "yes") : Localized(zh: "否", en: "no"))
        case .integer(let number): String(number)
        case .number(let digits): digits
        case .string(let text): text
        case .array(let elements): elements.map { Self.text($0, output) }.joined(separator: ", ")
        case .object(let members):
            members.map { "\($0.name) \(Self.text($0.value, output))" }.joined(separator: ", ")
        }
    }
}

/// The values of a conflict for people.
struct CandidateText {
    private let conflict: ConflictRecord
    private let output: Output

    init(_ conflict: ConflictRecord, _ output: Output) {
        self.conflict = conflict
        self.output = output
    }

    /// One of the values; of a visit, what one has to know to choose it.
    func text(_ candidate: ConflictRecord.Candidate) -> String {
        guard let visit = candidate.visit else { return text(ShownValue.json(candidate.valueJSON)) }
        let environment = CommandEnvironment.variables
        let day = String(LocalTime.text(visit.startedAt, environment: environment).prefix(10))
        let id = ShownValue.text(ShownValue.json(candidate.valueJSON), output)
        let outcome = visit.outcomeTitle.map(output.text) ?? visit.outcome ?? ""
        let people = visit.enumerators.joined(separator: ", ")
        return output.text(
            Localized(
                zh: "\(outcome)，\(day)，\(people)，\(visit.answers) 个答案（\(id)）",
                en: "\(outcome), \(day), \(people), \(visit.answers) answers (\(id))"))
    }

    /// Any value of the conflict's field.
    func text(_ value: JSONValue) -> String {
        guard conflict.withheld != true else { return output.text(Localized(zh: "（不显示）", en: "(withheld)")) }
        return ShownValue.text(value, output)
    }
}

/// Beginnings of ids that are long enough to tell those of a list apart.
struct ShortIDs {
    /// Fewer digits would soon be taken by another record.
    private static let digitsMin = 8

    private let sorted: [String]

    init(_ ids: [String]) { sorted = ids.sorted() }

    /// The shortest beginning of an id that no other of the list shares, eight digits at least.
    subscript(id: String) -> String {
        guard let index = sorted.firstIndex(of: id) else { return id }
        let neighbours = [index - 1, index + 1].filter(sorted.indices.contains).map { sorted[$0] }
        let shared = neighbours.map { zip($0, id).prefix { $0 == $1 }.count }.max() ?? 0
        var short = id.prefix(max(Self.digitsMin, shared + 1))
        if short.last == "-" { short = id.prefix(short.count + 1) }
        return String(short)
    }
}

/// Moments as people read them: their own time, to the minute.
enum LocalTime {
    /// China has one time zone, eight hours east of UTC.
    private static let chinaMinutes = 480

    /// - Parameters:
    ///   - text: ISO 8601.
    ///   - environment: `TZ` is the person's zone; without it, China's.
    /// - Returns: `2026-11-21 17:30`; the text itself when it is no moment.
    static func text(_ text: String, environment: [String: String]) -> String {
        guard let instant = Instant(text) else { return text }
        let local = instant.text(offsetMinutes: offsetMinutes(instant, environment: environment))
        return String(local.prefix(16)).replacing("T")
    }

    /// A person's day, without signs between its parts: `20261121`.
    ///
    /// - Parameters:
    ///   - instant: When.
    ///   - environment: As for ``text(_:environment:)``.
    /// - Returns: Eight digits.
    static func day(of instant: Instant, environment: [String: String]) -> String {
        let local = instant.text(offsetMinutes: offsetMinutes(instant, environment: environment))
        return String(local.prefix(10).filter { $0 != "-" })
    }

    private static func offsetMinutes(_ instant: Instant, environment: [String: String]) -> Int {
        guard environment.text("TZ") != nil else { return chinaMinutes }
        var seconds = time_t(instant.milliseconds / 1_000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return chinaMinutes }
        return parts.tm_gmtoff / 60
    }
}

extension String {
    /// With a space in place of a letter.
    fileprivate func replacing(_ letter: Character) -> String {
        String(map { $0 == letter ? " " : $0 })
    }
}

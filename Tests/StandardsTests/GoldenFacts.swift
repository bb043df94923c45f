import Standards
import SyncProtocol
import Values

/// What a golden case knows of its subject.
struct GoldenFacts: Decodable {
    let date: String
    let recorded: [String: GoldenValue]?
    let decisions: [String: Bool]?
    let exemptions: [String: String]?
    let attributes: [String: GoldenValue]?
    let disputed: [String]?
    let previous: [Previous]?
    let queries: [Answer]?

    struct Previous: Decodable {
        let metric: String
        let vs: String
        let value: String
    }

    struct Answer: Decodable {
        let name: String
        let arguments: [String: String]
        let from: String?
        let to: String?
        let answer: String
    }

    struct Malformed: Error { let text: String }

    /// The same for the evaluator.
    func input() throws -> RecordedValues {
        guard let date = CalendarDate(date) else { throw Malformed(text: date) }
        var known = RecordedValues(
            date: date, values: try (recorded ?? [:]).mapValues { try $0.single() }, decisions: decisions ?? [:],
            exemptions: exemptions ?? [:], disputed: Set(disputed ?? []))
        for (name, value) in attributes ?? [:] {
            known.attributes[try Self.attribute(name)] = try value.known()
        }
        for entry in previous ?? [] {
            guard let against = Trend.Predecessor(rawValue: entry.vs) else { throw Malformed(text: entry.vs) }
            known.previousValues[.init(entry.metric, against)] = try Self.measured(entry.value)
        }
        for entry in queries ?? [] {
            let query = Query(name: entry.name, arguments: entry.arguments)
            known.answers[.init(query, days: try entry.days())] = try Self.measured(entry.answer)
        }
        return known
    }

    private static func attribute(_ name: String) throws -> Condition.Attribute {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Malformed(text: name) }
        return Condition.Attribute(subject: parts[0], name: parts[1])
    }

    /// Digits of a decimal, or `numerator/denominator`.
    static func fraction(_ text: String) throws -> ExactFraction {
        let parts = text.split(separator: "/").map(String.init)
        if parts.count == 2, let above = Int128(parts[0]), let below = Int128(parts[1]),
            let fraction = ExactFraction(numerator: above, denominator: below)
        {
            return fraction
        }
        guard let decimal = ExactDecimal(text) else { throw Malformed(text: text) }
        return ExactFraction(decimal)
    }

    private static func measured(_ text: String) throws -> Measured {
        Measured(number: try fraction(text), source: "golden")
    }
}

extension GoldenFacts.Answer {
    func days() throws -> ClosedRange<CalendarDate>? {
        guard let from, let to else { return nil }
        guard let first = CalendarDate(from), let last = CalendarDate(to), first <= last else {
            throw GoldenFacts.Malformed(text: "\(from) to \(to)")
        }
        return first...last
    }
}

/// A value in the notation of the vectors, or a set of words.
struct GoldenValue: Decodable {
    let boolean: Bool?
    let integer: String?
    let decimal: String?
    let text: String?
    let choice: String?
    let date: String?
    let set: [String]?

    func single() throws -> Value {
        if let boolean { return .boolean(boolean) }
        if let integer = integer.flatMap({ Int64($0) }) { return .integer(integer) }
        if let decimal = decimal.flatMap({ ExactDecimal($0) }) { return .decimal(decimal) }
        if let text { return .text(text) }
        if let choice { return .choice(choice) }
        if let date = date.flatMap({ CalendarDate($0) }) { return .date(date) }
        throw GoldenFacts.Malformed(text: "\(self)")
    }

    func known() throws -> KnownAttribute {
        if let set { return .set(set, from: "golden") }
        return .value(try single(), from: "golden")
    }
}

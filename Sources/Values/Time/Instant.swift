/// A moment, as people and JSON write it: ISO 8601 with a time zone.
public struct Instant: Hashable, Comparable, Encodable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z; any number is a moment.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment written as `2026-11-21T09:30:00Z`, `2026-11-21T17:30:00.250+08:00` or without seconds.
    ///
    /// - Returns: `nil` when `text` is no such moment; a time zone is demanded, because a wall clock without one is not
    ///   a moment.
    public init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= characters.count,
                characters[range].allSatisfy({ (48...57).contains($0) })
            else { return nil }
            return characters[range].reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard characters.count >= 17, characters[10] == UInt8(ascii: "T") || characters[10] == UInt8(ascii: " "),
            characters[13] == UInt8(ascii: ":"),
            let date = CalendarDate(String(decoding: characters[0..<10], as: UTF8.self)),
            let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60
        else { return nil }
        var position = 16
        var milliseconds = 0
        if characters[position] == UInt8(ascii: ":") {
            guard let second = number(17..<19), second < 60 else { return nil }
            milliseconds = second * 1_000
            position = 19
        }
        if position < characters.count, characters[position] == UInt8(ascii: ".") {
            let digits = characters[(position + 1)...].prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            let thousandths = (digits.prefix(3) + [48, 48, 48]).prefix(3)
            milliseconds += thousandths.reduce(0) { $0 * 10 + Int($1 - 48) }
            position += 1 + digits.count
        }
        guard position < characters.count else { return nil }
        var offsetMinutes = 0
        switch characters[position] {
        case UInt8(ascii: "Z") where position + 1 == characters.count: break
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard characters.count == position + 6, characters[position + 3] == UInt8(ascii: ":"),
                let hours = number(position + 1..<position + 3), let minutes = number(position + 4..<position + 6),
                hours < 24, minutes < 60
            else { return nil }
            offsetMinutes = (hours * 60 + minutes) * (characters[position] == UInt8(ascii: "-") ? -1 : 1)
        default: return nil
        }
        let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offsetMinutes
        self.milliseconds = Int64(minutes) * 60_000 + Int64(milliseconds)
    }

    /// Whether an instant says all that a text says, and can be written as a text again: no digits beyond milliseconds but
    /// zeros, and a year from 1 to 9999 in UTC.
    ///
    /// - Parameter text: A moment as ``init(_:)`` reads it.
    /// - Returns: Whether nothing gets lost; `false` for what is no moment.
    public static func isKept(_ text: some StringProtocol) -> Bool {
        guard let instant = Instant(text), Instant(instant.description) != nil else { return false }
        let fraction = text.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { (48...57).contains($0) }
        return fraction.dropFirst(3).allSatisfy { $0 == 48 }
    }

    /// ISO 8601 in UTC: `2026-11-21T09:30:00Z`, with milliseconds only when they are not zero.
    public var description: String { text(offsetMinutes: 0) + "Z" }

    /// In JSON as text.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }

    /// ISO 8601 without a zone, moved by a number of minutes east of UTC.
    public func text(offsetMinutes: Int) -> String {
        // A day is 86,400,000 ms; the remainders are taken towards minus infinity so that moments before 1970 work.
        let moved = milliseconds.addingReportingOverflow(Int64(offsetMinutes) * 60_000).partialValue
        let (day, rest) = Self.floorDivide(moved, by: 86_400_000)
        let seconds = rest / 1_000
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }.joined(separator: ":")
        let tail = rest % 1_000 == 0 ? "" : ".\((rest % 1_000).padded(to: 3))"
        return "\(CivilCalendar.text(daysSince1970: Int(day)))T\(time)\(tail)"
    }

    /// Earlier moments come first.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    private static func floorDivide(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

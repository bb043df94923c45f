/// Walks the readable state of a record where it lies: the members of one JSON object, as ranges of its bytes.
///
/// A hundred thousand records are read for one report; making values of what the report does not ask for would take
/// longer than the report.
public enum StoredObject {
    /// Walks the members of an object.
    ///
    /// - Parameters:
    ///   - json: JSON as the store writes it: valid, without blanks between its parts.
    ///   - start: Where the object begins.
    ///   - body: Is given the name, without its quotes, and the value as JSON writes it.
    /// - Returns: Whether the object is whole.
    @discardableResult
    public static func members(
        of json: Span<UInt8>, at start: Int = 0, _ body: (_ name: Range<Int>, _ value: Range<Int>) throws -> Void
    ) rethrows -> Bool {
        guard start < json.count, json[start] == UInt8(ascii: "{") else { return false }
        var position = start + 1
        while position < json.count, json[position] == UInt8(ascii: "\"") {
            let nameEnd = end(ofStringAt: position, in: json)
            guard nameEnd < json.count, json[nameEnd] == UInt8(ascii: ":") else { return false }
            let valueEnd = end(ofValueAt: nameEnd + 1, in: json)
            guard valueEnd < json.count else { return false }
            try body(position + 1..<nameEnd - 1, nameEnd + 1..<valueEnd)
            position = valueEnd
            guard json[position] == UInt8(ascii: ",") else { break }
            position += 1
        }
        return position < json.count && json[position] == UInt8(ascii: "}")
    }

    /// Whether bytes are a name that the schema gave: it has no characters that JSON escapes.
    public static func matches(_ range: Range<Int>, _ name: StaticString, in json: Span<UInt8>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { bytes in
            for index in range where json[index] != bytes[index - range.lowerBound] { return false }
            return true
        }
    }

    /// The text of a JSON string; `nil` for any other value.
    public static func text(_ value: Range<Int>, in json: Span<UInt8>) -> String? {
        guard !value.isEmpty, json[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        var hasEscapes = false
        for index in value where json[index] == UInt8(ascii: "\\") { hasEscapes = true }
        if !hasEscapes {
            let inner = value.dropFirst().dropLast()
            return String(unsafeUninitializedCapacity: inner.count) { buffer in
                for index in inner { buffer[index - inner.startIndex] = json[index] }
                return inner.count
            }
        }
        if case .string(let text)? = JSONValue(parsing: value.map { json[$0] }) { return text }
        return nil
    }

    /// The texts in a JSON array; none for any other value.
    public static func texts(_ value: Range<Int>, in json: Span<UInt8>) -> [String] {
        guard !value.isEmpty, json[value.lowerBound] == UInt8(ascii: "[") else { return [] }
        var found: [String] = []
        var position = value.lowerBound + 1
        while position < value.upperBound - 1 {
            let end = end(ofValueAt: position, in: json)
            if let text = text(position..<end, in: json) { found.append(text) }
            position = end + 1
        }
        return found
    }

    /// The value of a JSON boolean; `nil` for any other value.
    public static func flag(_ value: Range<Int>, in json: Span<UInt8>) -> Bool? {
        guard !value.isEmpty else { return nil }
        switch json[value.lowerBound] {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: return nil
        }
    }

    /// Milliseconds since 1970 of a JSON string that is a moment, as the store writes one: `2026-05-10T02:00:00Z`, or with
    /// milliseconds, `2026-05-10T02:00:00.123Z`.
    public static func moment(_ value: Range<Int>, in json: Span<UInt8>) -> Int64? {
        let start = value.lowerBound + 1
        func number(_ offset: Int, _ count: Int) -> Int? {
            var number = 0
            for index in start + offset..<start + offset + count {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(json[index]) else { return nil }
                number = number * 10 + Int(json[index] - UInt8(ascii: "0"))
            }
            return number
        }
        let isWhole = value.count == 22 && json[start + 19] == UInt8(ascii: "Z")
        let hasFraction =
            value.count == 26 && json[start + 19] == UInt8(ascii: ".") && json[start + 23] == UInt8(ascii: "Z")
        if isWhole || hasFraction, json[start + 10] == UInt8(ascii: "T"), let year = number(0, 4),
            let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2),
            let date = CalendarDate(year: year, month: month, day: day),
            let milliseconds = hasFraction ? number(20, 3) : 0
        {
            return Int64(((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + Int64(milliseconds)
        }
        return text(value, in: json).flatMap { Instant($0) }?.milliseconds
    }

    /// - Returns: The place after the closing quote.
    private static func end(ofStringAt start: Int, in json: Span<UInt8>) -> Int {
        var position = start + 1
        while position < json.count, json[position] != UInt8(ascii: "\"") {
            position += json[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position + 1
    }

    private static func end(ofValueAt start: Int, in json: Span<UInt8>) -> Int {
        var position = start
        var depth = 0
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "\""):
                position = end(ofStringAt: position, in: json)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return position
            default: break
            }
            position += 1
        }
        return position
    }
}

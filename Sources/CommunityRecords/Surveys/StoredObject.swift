internal import SyncProtocol

/// Walks the readable state of a record where it lies: the members of one JSON object, as ranges of its bytes.
///
/// A hundred thousand records are read for one report; making values of what the report does not ask for would take
/// longer than the report.
enum StoredObject {
    /// Walks the members of an object.
    ///
    /// - Parameters:
    ///   - json: JSON as the store writes it: valid, without blanks between its parts.
    ///   - start: Where the object begins.
    ///   - body: Is given the name, without its quotes, and the value as JSON writes it.
    static func members(
        of json: Span<UInt8>, at start: Int = 0, _ body: (_ name: Range<Int>, _ value: Range<Int>) throws -> Void
    ) rethrows {
        var position = start + 1
        while position < json.count, json[position] == UInt8(ascii: "\"") {
            let nameEnd = end(ofStringAt: position, in: json)
            let valueEnd = end(ofValueAt: nameEnd + 1, in: json)
            guard valueEnd <= json.count else { return }
            try body(position + 1..<nameEnd - 1, nameEnd + 1..<valueEnd)
            position = valueEnd
            guard position < json.count, json[position] == UInt8(ascii: ",") else { return }
            position += 1
        }
    }

    /// Whether bytes are a name that the schema gave: it has no characters that JSON escapes.
    static func matches(_ range: Range<Int>, _ name: StaticString, in json: Span<UInt8>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { bytes in range.indices.allSatisfy { json[$0] == bytes[$0 - range.lowerBound] } }
    }

    /// The text of a JSON string; `nil` for any other value.
    static func text(_ value: Range<Int>, in json: Span<UInt8>) -> String? {
        guard !value.isEmpty, json[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        let bytes = value.map { json[$0] }
        if !bytes.contains(UInt8(ascii: "\\")) { return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self) }
        if case .string(let text)? = JSONValue(parsing: bytes) { return text }
        return nil
    }

    /// The texts in a JSON array; none for any other value.
    static func texts(_ value: Range<Int>, in json: Span<UInt8>) -> [String] {
        guard case .array(let elements)? = JSONValue(parsing: value.map({ json[$0] })) else { return [] }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The value of a JSON boolean; `nil` for any other value.
    static func flag(_ value: Range<Int>, in json: Span<UInt8>) -> Bool? {
        guard !value.isEmpty else { return nil }
        switch json[value.lowerBound] {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: return nil
        }
    }

    /// The id of a JSON string that is one; `nil` for any other value.
    static func id(_ value: Range<Int>, in json: Span<UInt8>) -> RecordID? {
        guard value.count == 38 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var high: UInt8?
        for index in value.dropFirst().dropLast() where json[index] != UInt8(ascii: "-") {
            guard let digit = digit(json[index]) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return RecordID(bytes: bytes)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
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

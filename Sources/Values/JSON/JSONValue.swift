internal import FoundationEssentials

/// A JSON value that keeps the order of keys and the digits of numbers (RFC 8259).
///
/// ```swift
/// JSONValue(parsing: Array(#"{"b": 1.50, "a": null}"#.utf8))?["b"]  // .number("1.50")
/// ```
public enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// A number with a fraction or exponent, or too large for an integer: the digits of its plain form.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A key of an object with its value.
    public struct Member: Hashable, Sendable {
        /// Without quotes and escapes.
        public let name: String
        /// Any value, objects too.
        public let value: JSONValue

        /// A key and its value.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a key of an object.
    public subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    /// JSON text on one line.
    public var text: String {
        var text = ""
        append(to: &text)
        return text
    }

    private func append(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let digits): text += digits
        case .string(let string): Self.append(quoted: string, to: &text)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.append(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.append(quoted: member.name, to: &text)
                text += ":"
                member.value.append(to: &text)
            }
            text += "}"
        }
    }

    /// Appends a string with the quotes and escapes that JSON demands.
    public static func append(quoted string: String, to text: inout String) {
        text += "\""
        if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
            text += string
        } else {
            for scalar in string.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\r": text += "\\r"
                case "\t": text += "\\t"
                case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }

    /// Reads JSON text (RFC 8259): keys keep their order, numbers their digits.
    ///
    /// It is `nil` when the bytes are not one JSON value, when an object has a key twice, or when it is nested
    /// deeper than ``ValueLimits/jsonDepthMax``.
    ///
    /// - Parameter bytes: UTF-8 without a byte order mark.
    public init?(parsing bytes: [UInt8]) {
        var reading = JSONReading(bytes)
        guard let value = reading.whole() else { return nil }
        self = value
    }
}

extension JSONValue {
    /// Where a text stops being JSON, from 1 and in characters, so that a person can mend it; `nil` when it is JSON.
    public static func fault(in bytes: [UInt8]) -> (line: Int, column: Int)? {
        var reading = JSONReading(bytes)
        guard reading.whole() == nil else { return nil }
        let lines = String(decoding: bytes.prefix(reading.position), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return (max(1, lines.count), (lines.last?.count ?? 0) + 1)
    }
}

extension JSONValue: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Objects are read with their keys ascending, because the decoder does not keep the order of the text.
    public init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            self = .object(
                try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
                    Member(key.stringValue, try object.decode(JSONValue.self, forKey: key))
                })
        } else if var array = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !array.isAtEnd { elements.append(try array.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let flag = try? value.decode(Bool.self) {
                self = .boolean(flag)
            } else if let number = try? value.decode(Int64.self) {
                self = .integer(number)
            } else if let number = try? value.decode(Decimal.self) {
                self = .number(number.description)
            } else {
                self = .string(try value.decode(String.self))
            }
        }
    }

    /// The value as any encoder writes it; whether keys keep their order is the encoder's to say.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var object = encoder.container(keyedBy: Key.self)
            for member in members { try object.encode(member.value, forKey: Key(stringValue: member.name)) }
        case .array(let elements):
            var array = encoder.unkeyedContainer()
            for element in elements { try array.encode(element) }
        default:
            var value = encoder.singleValueContainer()
            switch self {
            case .boolean(let flag): try value.encode(flag)
            case .integer(let number): try value.encode(number)
            case .number(let digits): try value.encode(Decimal(string: digits))
            case .string(let text): try value.encode(text)
            case .null, .array, .object: try value.encodeNil()
            }
        }
    }
}

import SyncProtocol
import Values

/// A value as the vectors write it: an object with one key, its type.
struct ValueNotation: Decodable {
    let value: Value

    private enum Kind: String, CodingKey {
        case null, boolean, integer, decimal, text, date, instant, reference, choice, tuple
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
            throw Self.fault(decoder, "a value has exactly one type")
        }
        func text() throws -> String { try container.decode(String.self, forKey: kind) }
        let read: Value? =
            switch kind {
            case .null: .null
            case .boolean: .boolean(try container.decode(Bool.self, forKey: kind))
            case .integer: Int64(try text()).map(Value.integer)
            case .decimal: ExactDecimal(try text()).map(Value.decimal)
            case .text: .text(try text())
            case .date: CalendarDate(try text()).map(Value.date)
            case .instant: Int64(try text()).map(Value.instant)
            case .reference: RecordID(try text()).map(Value.reference)
            case .choice: .choice(try text())
            case .tuple: .tuple(try container.decode([ValueNotation].self, forKey: kind).map(\.value))
            }
        guard let read else { throw Self.fault(decoder, "not a \(kind.rawValue)") }
        value = read
    }

    private static func fault(_ decoder: any Decoder, _ text: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: text))
    }
}

/// Bytes as the vectors write them.
struct Hex: Decodable, Hashable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Hexadecimal.bytes(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
        }
        self.bytes = bytes
    }
}

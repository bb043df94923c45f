@_spi(_Unicode) import Swift
internal import Values

/// The canonical bytes of a value: a tag, then the one form its type has. Specification: section "Values".
extension Value {
    private enum Tag {
        static let null: UInt8 = 0
        static let boolean: UInt8 = 1
        static let integer: UInt8 = 2
        static let decimal: UInt8 = 3
        static let text: UInt8 = 4
        static let date: UInt8 = 5
        static let instant: UInt8 = 6
        static let reference: UInt8 = 7
        static let choice: UInt8 = 8
        static let tuple: UInt8 = 9
    }

    /// The canonical bytes; empty for ``erased``, which has none.
    public var encoded: [UInt8] {
        switch self {
        case .erased: return []
        case .null: return [Tag.null]
        case .boolean(let flag): return [Tag.boolean, flag ? 1 : 0]
        case .integer(let number): return Self.word(Tag.integer, number)
        case .decimal(let number): return [Tag.decimal] + Array(number.description.utf8)
        case .text(let text): return [Tag.text] + text.normalizedUTF8
        case .date(let date): return [Tag.date] + Array(date.description.utf8)
        case .instant(let milliseconds): return Self.word(Tag.instant, milliseconds)
        case .reference(let id): return [Tag.reference] + id.bytes
        case .choice(let code): return [Tag.choice] + code.normalizedUTF8
        case .tuple(let members):
            var bytes = [Tag.tuple]
            for member in members {
                let encoded = member.encoded
                bytes.append(bigEndian: UInt32(encoded.count))
                bytes += encoded
            }
            return bytes
        }
    }

    /// The value that `bytes` writes.
    ///
    /// - Returns: `nil` when `bytes` is not the canonical form of any value. Nothing is repaired: two replicas that
    ///   mended the same bytes differently would never agree again.
    public init?(encoded bytes: [UInt8]) {
        self.init(encoded: bytes[...])
    }

    /// The value that a part of an array writes.
    public init?(encoded bytes: ArraySlice<UInt8>) {
        guard let tag = bytes.first else { return nil }
        let rest = bytes.dropFirst()
        switch tag {
        case Tag.null where rest.isEmpty: self = .null
        case Tag.boolean where rest.count == 1 && (rest.first ?? 2) < 2: self = .boolean(rest.first == 1)
        case Tag.integer:
            guard let number = Self.number(rest) else { return nil }
            self = .integer(number)
        case Tag.instant:
            guard let number = Self.number(rest) else { return nil }
            self = .instant(number)
        case Tag.decimal:
            guard let text = Self.normalized(rest), let number = ExactDecimal(text), number.description == text
            else { return nil }
            self = .decimal(number)
        case Tag.text:
            guard let text = Self.normalized(rest) else { return nil }
            self = .text(text)
        case Tag.choice:
            guard let text = Self.normalized(rest) else { return nil }
            self = .choice(text)
        case Tag.date:
            guard let text = Self.normalized(rest), let date = CalendarDate(text) else { return nil }
            self = .date(date)
        case Tag.reference:
            guard let id = RecordID(bytes: rest) else { return nil }
            self = .reference(id)
        case Tag.tuple:
            guard let members = Self.members(Array(rest)) else { return nil }
            self = .tuple(members)
        default: return nil
        }
    }

    private static func word(_ tag: UInt8, _ number: Int64) -> [UInt8] {
        var bytes = [tag]
        bytes.append(bigEndian: UInt64(bitPattern: number))
        return bytes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard bytes.count == 8 else { return nil }
        return Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }

    private static func normalized(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self), text.isNormalized else { return nil }
        return text
    }

    private static func members(_ bytes: [UInt8]) -> [Value]? {
        var members: [Value] = []
        var position = 0
        while position < bytes.count {
            guard bytes.count - position >= 4 else { return nil }
            let count = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            position += 4
            // A member is never a group itself, so hostile nesting ends here.
            guard count <= bytes.count - position, bytes[position..<position + count].first != Tag.tuple,
                let member = Value(encoded: bytes[position..<position + count])
            else { return nil }
            members.append(member)
            position += count
        }
        return members
    }
}

extension String {
    /// Whether the text is in normalisation form C (Unicode Standard Annex #15).
    fileprivate var isNormalized: Bool {
        if unicodeScalars.allSatisfy(\.isNeverComposed) { return true }
        var normalized = String.UnicodeScalarView()
        normalized.append(contentsOf: _nfc)
        return normalized.elementsEqual(unicodeScalars)
    }

    /// UTF-8 of the text in normalisation form C.
    var normalizedUTF8: [UInt8] {
        if unicodeScalars.allSatisfy(\.isNeverComposed) { return Array(utf8) }
        var normalized = String.UnicodeScalarView()
        normalized.append(contentsOf: _nfc)
        return Array(String(normalized).utf8)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar stands for itself in form C beside any other scalar of which this is true: Latin below the
    /// combining marks, CJK ideographs and punctuation, and full-width forms. Nearly all text is made of these, and
    /// looking at them costs a tenth of normalising (DerivedNormalizationProps.txt: NFC_QC=Yes, ccc=0).
    fileprivate var isNeverComposed: Bool {
        switch value {
        case 0..<0x300, 0x3001...0x3029, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFFEE: true
        default: false
        }
    }
}

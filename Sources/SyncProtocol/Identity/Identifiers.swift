/// The name of a store that writes changes: 16 random bytes. A store that was copied or restored takes a new one.
public struct ReplicaID: FixedBytes {
    /// 16 bytes, as all of its kind have.
    public static let byteCount = 16
    let words: Bytes16

    /// `nil` for any other number of bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes16(bytes: bytes) else { return nil }
        self.words = words
    }

    /// A new random name.
    public init(using generator: inout some RandomNumberGenerator) {
        words = Bytes16(high: generator.next(), low: generator.next())
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) {
        body(words.high)
        body(words.low)
    }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

/// The content identity of a change: SHA-256 as ``ChangeHash/change(prelude:operations:)`` computes it.
public struct ChangeID: FixedBytes {
    /// 32 bytes, as all of its kind have.
    public static let byteCount = 32
    let words: Bytes32

    /// `nil` for any other number of bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        self.words = words
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) { words.forEachWord(body) }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

/// One write: an operation of a change.
public struct Dot: Hashable, Comparable, Sendable {
    /// The change that holds the operation.
    public let change: ChangeID
    /// Index of the operation in its change, from 0.
    public let operation: UInt32

    /// An operation by its place.
    public init(change: ChangeID, operation: UInt32) {
        self.change = change
        self.operation = operation
    }

    /// By change, then by place.
    public static func < (left: Self, right: Self) -> Bool {
        left.change != right.change ? left.change < right.change : left.operation < right.operation
    }
}

/// The name of a record: a UUID, version 7 when this software makes it (RFC 9562, section 5.7).
public struct RecordID: FixedBytes {
    /// 16 bytes, as all of its kind have.
    public static let byteCount = 16
    let words: Bytes16

    /// `nil` for any other number of bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes16(bytes: bytes) else { return nil }
        self.words = words
    }

    /// A new id.
    ///
    /// - Parameters:
    ///   - milliseconds: Wall clock, milliseconds since 1970-01-01T00:00:00Z; the low 48 bits are used.
    ///   - generator: Source of the 74 random bits.
    public init(milliseconds: Int64, using generator: inout some RandomNumberGenerator) {
        let time = UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF
        let random: UInt64 = generator.next()
        let tail: UInt64 = generator.next()
        words = Bytes16(
            high: time << 16 | 0x7000 | random & 0x0FFF,
            low: 0x8000_0000_0000_0000 | tail & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The smallest id that a record made at a moment can have.
    ///
    /// - Parameter milliseconds: Wall clock, milliseconds since 1970-01-01T00:00:00Z; the low 48 bits are used.
    /// - Returns: An id that no record has, for comparing.
    public static func lowest(at milliseconds: Int64) -> RecordID {
        RecordID(words: Bytes16(high: (UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF) << 16, low: 0))
    }

    init(words: Bytes16) { self.words = words }

    /// The id with these 16 bytes, most significant first.
    ///
    /// - Parameters:
    ///   - high: The first eight.
    ///   - low: The last eight.
    public init(high: UInt64, low: UInt64) { words = Bytes16(high: high, low: low) }

    /// When the record was made, by the clock of the device that made it: milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// `nil` for an id of another version than 7: one that follows from the record's content holds a hash in its place.
    public var milliseconds: Int64? { words.high >> 12 & 0xF == 7 ? Int64(words.high >> 16) : nil }

    /// The id written as a UUID, with or without hyphens, in either case.
    ///
    /// - Returns: `nil` when `text` is not 32 hexadecimal digits, grouped 8-4-4-4-12 if grouped at all.
    public init?(_ text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        guard groups == [32] || groups == [8, 4, 4, 4, 12] else { return nil }
        self.init(hex: String(text.filter { $0 != "-" }))
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) {
        body(words.high)
        body(words.low)
    }

    /// The usual text of a UUID: lower case, grouped 8-4-4-4-12.
    public var description: String {
        let hex = Array(hex.utf8)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: hex[$0], as: UTF8.self) }
        return parts.joined(separator: "-")
    }

    /// The last byte, which is random in version 7: `verify` sorts records into 256 buckets by it.
    public var bucket: UInt8 { UInt8(truncatingIfNeeded: words.low) }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

/// A record by id and type number. Two types never share a record, so that no change can turn one into the other.
public struct RecordKey: Hashable, Comparable, Sendable {
    /// What names the record.
    public let id: RecordID
    /// What kind of record it is.
    public let type: TypeNumber

    /// A record of a type.
    public init(id: RecordID, type: TypeNumber) {
        self.id = id
        self.type = type
    }

    /// By id, then by type.
    public static func < (left: Self, right: Self) -> Bool {
        left.id != right.id ? left.id < right.id : left.type < right.type
    }
}

extension RecordID {
    /// The id of a record that follows from its content: a UUID of version 8 (RFC 9562, section 5.8). Specification:
    /// section "Identity".
    ///
    /// Whoever makes the same record anew, on whatever replica, makes it under the same id, and a record whose content
    /// does not give its id is not the one that was made.
    ///
    /// - Parameters:
    ///   - purpose: ASCII; a word for each kind of record, with a version.
    ///   - parts: The content.
    /// - Returns: The first 16 bytes of their hash, with the version and the variant in their places.
    public static func derived(_ purpose: StaticString, from parts: [[UInt8]]) -> RecordID {
        let words = ChangeHash.hash(purpose, parts).words.words
        return RecordID(
            words: Bytes16(
                high: words.0 & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
                low: words.1 & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000))
    }
}

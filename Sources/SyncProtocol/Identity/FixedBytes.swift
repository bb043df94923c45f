/// An identifier of a fixed number of bytes, kept in machine words so that hashing and comparing it costs little.
///
/// The order is that of the bytes, read from the first to the last.
public protocol FixedBytes: Hashable, Comparable, Encodable, Sendable, CustomStringConvertible {
    /// How many bytes the identifier has.
    static var byteCount: Int { get }

    /// The identifier with these bytes.
    ///
    /// - Returns: `nil` when `bytes` does not have exactly ``byteCount`` bytes.
    init?(bytes: UnsafeRawBufferPointer)

    /// Calls `body` once with each machine word, most significant first.
    func forEachWord(_ body: (UInt64) -> Void)
}

extension FixedBytes {
    /// The identifier with these bytes.
    ///
    /// - Returns: `nil` when `bytes` does not have exactly ``byteCount`` bytes.
    public init?(bytes: some Collection<UInt8>) {
        let inPlace = bytes.withContiguousStorageIfAvailable { Self(bytes: UnsafeRawBufferPointer($0)) }
        guard let read = inPlace ?? Array(bytes).withUnsafeBytes({ Self(bytes: $0) }) else { return nil }
        self = read
    }

    /// Calls `body` with the bytes, first to last, where they lie in memory meanwhile.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { bytes in
            var offset = 0
            forEachWord { word in
                bytes.storeBytes(of: word.bigEndian, toByteOffset: offset, as: UInt64.self)
                offset += 8
            }
            return try body(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The bytes, first to last.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        append(to: &bytes)
        return bytes
    }

    /// Appends the bytes, first to last.
    public func append(to bytes: inout [UInt8]) {
        forEachWord { bytes.append(bigEndian: $0) }
    }

    /// Lower-case hexadecimal digits, two a byte.
    public var hex: String { Hexadecimal.text(bytes) }

    /// As ``hex``, unless the kind is written otherwise.
    public var description: String { hex }

    /// In JSON as people see it.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }

    /// The identifier written as hexadecimal digits of either case.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }
}

/// Sixteen bytes: record ids and replica ids.
public struct Bytes16: Hashable, Comparable, Sendable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(high: bytes.bigEndian(0), low: bytes.bigEndian(1))
    }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

/// Thirty-two bytes: change ids, conflict ids and digests.
public struct Bytes32: Hashable, Comparable, Sendable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        self.init(digest: bytes)
    }

    /// - Parameter bytes: The 32 bytes of a hash.
    init(digest bytes: UnsafeRawBufferPointer) {
        words = (bytes.bigEndian(0), bytes.bigEndian(1), bytes.bigEndian(2), bytes.bigEndian(3))
    }

    func forEachWord(_ body: (UInt64) -> Void) {
        body(words.0)
        body(words.1)
        body(words.2)
        body(words.3)
    }

    /// All 32 bytes are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.words == right.words
    }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.words < right.words
    }

    /// All four words.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension UnsafeRawBufferPointer {
    /// A machine word, most significant byte first.
    fileprivate func bigEndian(_ index: Int) -> UInt64 {
        UInt64(bigEndian: loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
}

extension [UInt8] {
    mutating func append(bigEndian word: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }

    mutating func append(bigEndian word: UInt32) {
        for shift in stride(from: 24, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
}

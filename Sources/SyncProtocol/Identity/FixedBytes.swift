/// An identifier of a fixed number of bytes, kept in machine words so that hashing and comparing it costs little.
///
/// The order is that of the bytes, read from the first to the last.
public protocol FixedBytes: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many bytes the identifier has.
    static var byteCount: Int { get }

    /// The identifier with these bytes.
    ///
    /// - Returns: `nil` when `bytes` does not have exactly ``byteCount`` bytes.
    init?(bytes: some Collection<UInt8>)

    /// Calls `body` once with each machine word, most significant first.
    func forEachWord(_ body: (UInt64) -> Void)
}

extension FixedBytes {
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

    public var description: String { hex }

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

    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words = BigEndianWords(bytes)
        self.init(high: words.next(), low: words.next())
    }

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

    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var reader = BigEndianWords(bytes)
        words = (reader.next(), reader.next(), reader.next(), reader.next())
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.words == right.words
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.words < right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

/// Reads machine words from bytes, most significant byte first.
struct BigEndianWords<Bytes: Collection<UInt8>> {
    private var iterator: Bytes.Iterator

    init(_ bytes: Bytes) {
        iterator = bytes.makeIterator()
    }

    mutating func next() -> UInt64 {
        var word: UInt64 = 0
        for _ in 0..<8 { word = word << 8 | UInt64(iterator.next() ?? 0) }
        return word
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

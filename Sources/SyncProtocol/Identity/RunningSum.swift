/// A sum of hashes modulo 2^256: the same for the same multiset in any order, and cheap to keep as elements come and go.
public struct RunningSum: FixedBytes {
    /// 32 bytes, as all of its kind have.
    public static let byteCount = 32
    /// The sum of nothing.
    public static let zero = RunningSum()
    private var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    private init() {}

    /// The sum written as 32 big-endian bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        limbs = words.words
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) { Bytes32(limbs).forEachWord(body) }

    /// Adds a hash as a number of 256 bits; what does not fit is dropped.
    public static func += (sum: inout Self, digest: Digest) {
        sum.add(digest.words.words)
    }

    /// Adds the sum of other hashes.
    public static func += (sum: inout Self, other: Self) {
        sum.add(other.limbs)
    }

    /// Takes the sum of other hashes out again.
    public static func -= (sum: inout Self, other: Self) {
        // Adding the two's complement: invert, then one more.
        sum.add((~other.limbs.0, ~other.limbs.1, ~other.limbs.2, ~other.limbs.3))
        sum.add((0, 0, 0, 1))
    }

    private mutating func add(_ other: (UInt64, UInt64, UInt64, UInt64)) {
        func column(_ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
            let (partial, first) = left.addingReportingOverflow(right)
            let (total, second) = partial.addingReportingOverflow(carry)
            carry = first || second ? 1 : 0
            return total
        }
        var carry: UInt64 = 0
        limbs.3 = column(limbs.3, other.3, &carry)
        limbs.2 = column(limbs.2, other.2, &carry)
        limbs.1 = column(limbs.1, other.1, &carry)
        limbs.0 = column(limbs.0, other.0, &carry)
    }

    /// Sums of the same hashes are equal, in whatever order they were added.
    public static func == (left: Self, right: Self) -> Bool { left.limbs == right.limbs }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.limbs < right.limbs }

    /// All four words.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(limbs.0)
        hasher.combine(limbs.3)
    }
}

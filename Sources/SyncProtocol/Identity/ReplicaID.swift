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

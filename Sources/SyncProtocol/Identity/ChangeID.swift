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

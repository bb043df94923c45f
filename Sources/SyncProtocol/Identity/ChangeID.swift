/// The content identity of a change: SHA-256 as ``ChangeHash/change(prelude:operations:)`` computes it.
public struct ChangeID: FixedBytes {
    public static let byteCount = 32
    let words: Bytes32

    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        self.words = words
    }

    public func forEachWord(_ body: (UInt64) -> Void) { words.forEachWord(body) }

    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

/// One write: an operation of a change.
public struct Dot: Hashable, Comparable, Sendable {
    public let change: ChangeID
    /// Index of the operation in its change, from 0.
    public let operation: UInt32

    public init(change: ChangeID, operation: UInt32) {
        self.change = change
        self.operation = operation
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.change != right.change ? left.change < right.change : left.operation < right.operation
    }
}

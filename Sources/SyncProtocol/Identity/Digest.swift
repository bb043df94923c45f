import Crypto

/// A SHA-256 hash.
public struct Digest: FixedBytes {
    /// 32 bytes, as all of its kind have.
    public static let byteCount = 32
    let words: Bytes32

    /// `nil` for any other number of bytes.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        self.words = words
    }

    init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes(Bytes32.init(digest:))
    }

    /// SHA-256 of `bytes`.
    public static func of(_ bytes: [UInt8]) -> Digest {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(hasher.finalize())
    }

    /// Most significant first.
    public func forEachWord(_ body: (UInt64) -> Void) { words.forEachWord(body) }

    /// In the order of the bytes.
    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

import Crypto

/// A SHA-256 hash.
public struct Digest: FixedBytes {
    public static let byteCount = 32
    let words: Bytes32

    public init?(bytes: some Collection<UInt8>) {
        guard let words = Bytes32(bytes: bytes) else { return nil }
        self.words = words
    }

    init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { raw in
            Bytes32(
                (
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                    UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
                ))
        }
    }

    /// SHA-256 of `bytes`.
    public static func of(_ bytes: [UInt8]) -> Digest {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(hasher.finalize())
    }

    public func forEachWord(_ body: (UInt64) -> Void) {
        body(words.words.0)
        body(words.words.1)
        body(words.words.2)
        body(words.words.3)
    }

    public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

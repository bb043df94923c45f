internal import SyncProtocol
internal import Values

/// Tokens and their hashes.
enum Secret {
    /// 32 random bytes as hexadecimal digits, which no shell, URL or header needs to quote.
    static func token(_ random: AnyRandomSource) -> String { Hexadecimal.text(random.bytes(32)) }

    /// SHA-256. A token has 256 random bits, so that no slow hash is needed against guessing.
    static func hash(_ secret: String) -> Digest { Digest.of(Array(secret.utf8)) }
}

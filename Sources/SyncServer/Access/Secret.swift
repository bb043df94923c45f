internal import SyncProtocol

/// Tokens and their hashes.
enum Secret {
    /// 32 random bytes as hexadecimal digits, which no shell, URL or header needs to quote.
    static func token() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// SHA-256. A token has 256 random bits, so that no slow hash is needed against guessing.
    static func hash(_ secret: String) -> Digest { Digest.of(Array(secret.utf8)) }
}

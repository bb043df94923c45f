internal import SyncProtocol
internal import Values

/// Tokens and their hashes.
enum Secret {
    /// 32 random bytes as hexadecimal digits, which no shell, URL or header needs to quote.
    static func token(_ random: AnyRandomSource) -> String { Hexadecimal.text(random.bytes(32)) }

    /// SHA-256. A token has 256 random bits, so that no slow hash is needed against guessing.
    static func hash(_ secret: String) -> Digest { Digest.of(Array(secret.utf8)) }
}

/// How an enrolment code is written: ten characters of Crockford's base 32 (crockford.com/base32.html), fifty random
/// bits, shown in two groups. Letters that look like digits are left out, and read as the digit when typed.
enum CodeText {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 10

    /// A new code as people see it: `ABCDE-FGHJK`.
    static func new(_ random: AnyRandomSource) -> String {
        var generator = random
        let characters = (0..<length).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }
        return String(characters[..<5]) + "-" + String(characters[5...])
    }

    /// The one form that is hashed.
    ///
    /// - Returns: `nil` when the text cannot be a code.
    static func canonical(_ typed: String) -> String? {
        var code = ""
        for character in typed.uppercased() where !character.isWhitespace && character != "-" {
            switch character {
            case "O": code.append("0")
            case "I", "L": code.append("1")
            case _ where alphabet.contains(character): code.append(character)
            default: return nil
            }
            if code.count > length { return nil }
        }
        return code.count == length ? code : nil
    }
}

/// A name that people give to a server, a user or a device.
enum DisplayName {
    /// The name without white space around it.
    ///
    /// - Returns: `nil` when nothing that is seen is left, it is too long, or it holds control characters, or signs that turn the
    ///   direction of what stands beside it: a name could look like another.
    static func read(_ text: String) -> String? {
        let name = text.trimmed
        guard (1...ServerLimits.nameCharactersMax).contains(name.count), !name.isBlank,
            name.unicodeScalars.allSatisfy({ scalar in
                let category = scalar.properties.generalCategory
                return category != .control && category != .lineSeparator && category != .paragraphSeparator
                    && !scalar.properties.isBidiControl
            })
        else { return nil }
        return name
    }
}

internal import Values

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

/// Yams stops at the first mapping that has a key twice. So that a file tells all its faults at once, the first of the
/// two is written in characters of the private use area, of which nothing is left once the second is told.
struct RepeatedKeys {
    /// The keys that are hidden, and where they stand.
    private(set) var hidden: [(key: String, place: StandardFile.Position)] = []
    private var originals: [String: String] = [:]

    /// Hides a key.
    ///
    /// - Parameters:
    ///   - key: As YAML reads it.
    ///   - place: Where it stands.
    ///   - text: The file.
    /// - Returns: The file with the key hidden; `nil` when the key is not written there letter by letter, or when
    ///   enough keys are hidden.
    mutating func hide(_ key: String, at place: StandardFile.Position, in text: String) -> String? {
        let scalars = text.unicodeScalars
        guard !key.isEmpty, hidden.count < YAMLLimits.repeatedKeysMax, var start = Self.index(of: place, in: scalars)
        else { return nil }
        if let quote = scalars[start...].first, quote == "\"" || quote == "'" { start = scalars.index(after: start) }
        guard scalars[start...].starts(with: key.unicodeScalars), let cover = cover(for: key, in: text) else {
            return nil
        }
        let end = scalars.index(start, offsetBy: key.unicodeScalars.count)
        originals[String(cover)] = key
        hidden.append((key, place))
        return String(scalars[..<start]) + String(cover) + String(scalars[end...])
    }

    /// As many characters as the key has, so that all that follows stays in its column.
    private func cover(for key: String, in text: String) -> String.UnicodeScalarView? {
        var cover = String.UnicodeScalarView()
        guard let first = Unicode.Scalar(0xE000 + UInt32(hidden.count)) else { return nil }
        for _ in key.unicodeScalars { cover.append(first) }
        return text.unicodeScalars.contains(first) ? nil : cover
    }

    /// A text as the file has it.
    func original(of text: String) -> String { originals.isEmpty ? text : originals[text] ?? text }

    /// libyaml counts columns in characters of Unicode, and takes these for the ends of lines.
    private static func index(of place: StandardFile.Position, in scalars: String.UnicodeScalarView) -> String.Index? {
        var (line, column) = (1, 1)
        var before: Unicode.Scalar = "\n"
        for index in scalars.indices {
            if line == place.line, column == place.column { return index }
            let scalar = scalars[index]
            switch scalar {
            case "\n" where before == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": (line, column) = (line + 1, 1)
            default: column += 1
            }
            before = scalar
        }
        return nil
    }
}

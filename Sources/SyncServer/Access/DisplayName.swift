internal import Values

/// A name that people give to a server, a user or a device.
enum DisplayName {
    /// The name without white space around it.
    ///
    /// - Returns: `nil` when nothing is left, it is too long, or it holds control characters.
    static func read(_ text: String) -> String? {
        let name = text.trimmed
        guard (1...ServerLimits.nameCharactersMax).contains(name.count),
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        return name
    }
}

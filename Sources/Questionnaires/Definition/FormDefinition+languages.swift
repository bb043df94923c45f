extension FormDefinition {
    /// The form's own name of a language.
    ///
    /// Forms write it freely, by XLSForm's convention with the code of BCP 47 in parentheses: `中文 (zh)`, `English (en)`.
    ///
    /// - Parameter code: Such as `zh` or `en`.
    /// - Returns: The name of the language, else of the default language; empty for a form with only one.
    public func language(for code: String) -> String {
        let tags = { (name: String) -> [Substring] in
            let lowered = name.lowercased()
            let inner = lowered.split(separator: "(").last?.split(separator: ")").first ?? ""
            return [
                Substring(lowered), inner, inner.split(separator: "-").first ?? "",
                inner.split(separator: "_").first ?? "",
            ]
        }
        let names = Self.names[code] ?? []
        return languages.first { tags($0).contains(Substring(code)) }
            ?? languages.first { language in names.contains { language.lowercased().contains($0) } }
            ?? defaultLanguage
    }

    private static let names = ["zh": ["中文", "汉语", "chinese"], "en": ["english", "英文", "英语"]]
}

internal import Values

extension Localized {
    /// Two sentences one after the other: each ends as one, and English has a blank between them.
    ///
    /// - Parameter next: The second; `nil` for none.
    /// - Returns: Both.
    func followed(by next: Localized?) -> Localized {
        guard let next else { return self }
        return Localized(
            zh: Self.ended(zh, "。", among: "。！？；：") + next.zh, en: Self.ended(en, ".", among: ".!?;:") + " " + next.en)
    }

    private static func ended(_ text: String, _ mark: String, among marks: String) -> String {
        text.last.map(marks.contains) ?? true ? text : text + mark
    }
}

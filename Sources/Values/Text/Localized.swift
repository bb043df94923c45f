/// A text for people in both languages of the product; leaving one out does not compile.
public struct Localized: Codable, Hashable, Sendable {
    /// Chinese and English.
    public let zh, en: String

    /// A text in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The same in both languages, such as a code or a name from the records.
    public init(_ text: String) { self.init(zh: text, en: text) }

    /// Yes or no.
    public init(_ flag: Bool) { self.init(zh: flag ? "是" : "否", en: flag ? "yes" : "no") }

    /// The text in one of the languages.
    public func text(isChinese: Bool) -> String { isChinese ? zh : en }

    /// As it stands within a sentence: in English without the capital of a title.
    public var lowercased: Localized { Localized(zh: zh, en: en.lowercased()) }

    /// Two sentences one after the other: each ends as one, and English has a blank between them.
    ///
    /// - Parameter next: The second; `nil` for none.
    /// - Returns: Both.
    public func followed(by next: Localized?) -> Localized {
        guard let next else { return self }
        return Localized(
            zh: Self.ended(zh, "。", among: "。！？；：") + next.zh, en: Self.ended(en, ".", among: ".!?;:") + " " + next.en)
    }

    private static func ended(_ text: String, _ mark: String, among marks: String) -> String {
        text.last.map(marks.contains) ?? true ? text : text + mark
    }
}

extension Sequence<Localized> {
    /// One after the other.
    ///
    /// - Parameters:
    ///   - zh: What stands between two in Chinese.
    ///   - en: The same in English.
    /// - Returns: The whole.
    public func joined(zh: String, en: String) -> Localized {
        Localized(zh: map(\.zh).joined(separator: zh), en: map(\.en).joined(separator: en))
    }
}

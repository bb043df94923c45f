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

    /// The text in one of the languages.
    public func text(isChinese: Bool) -> String { isChinese ? zh : en }
}

internal import Values

/// What is wrong at one place of a file that was sent to be imported.
public struct FileFault: Codable, Hashable, Sendable {
    /// From 1; `nil` when the place is not known by line.
    public var line: Int?
    public var column: Int?
    /// Stable.
    public var code: String
    /// Where in the document, such as `items[3].threshold.op`; empty for the whole.
    public var path: String
    /// What is wrong and what to do, for people.
    public var zh: String
    public var en: String

    public init(line: Int? = nil, column: Int? = nil, code: String, path: String, zh: String, en: String) {
        self.line = line
        self.column = column
        self.code = code
        self.path = path
        self.zh = zh
        self.en = en
    }
}

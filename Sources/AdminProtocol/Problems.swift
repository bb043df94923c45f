public import Values

/// A refusal, with what is wrong in which row where rows were sent, or where in the file where one was.
public struct AdminProblem: Codable, Hashable, Sendable, Error {
    /// What is wrong with one row.
    public struct RowFault: Codable, Hashable, Sendable {
        /// Index of the row in the batch, from 0.
        public var row: Int
        /// The column that is at fault, by its name, and a stable code.
        public var field, code: String
        /// What is wrong, without the place, in English.
        public var text: String
        /// The same in Chinese; `nil` where the server has no words for it.
        public var zh: String?
        /// What the sentence says in figures and codes, such as `{"limit":18}`.
        public var parameters: JSONValue?

        /// A fault of one cell, or of a row that lacks one.
        public init(
            row: Int, field: String, code: String, text: String, zh: String? = nil, parameters: JSONValue? = nil
        ) {
            self.row = row
            self.field = field
            self.code = code
            self.text = text
            self.zh = zh
            self.parameters = parameters
        }
    }

    /// Stable; and English words for logs.
    public var code, text: String
    /// Empty where no rows were sent.
    public var rows: [RowFault]
    /// What is wrong with a file that was sent whole, all of it; `nil` where none was.
    public var faults: [FileFault]?

    /// A refusal of the whole request.
    public init(code: String, text: String, rows: [RowFault] = [], faults: [FileFault]? = nil) {
        self.code = code
        self.text = text
        self.rows = rows
        self.faults = faults
    }
}

/// What is wrong at one place of a file that was sent to be imported.
public struct FileFault: Codable, Hashable, Sendable {
    /// From 1; `nil` when the place is not known by line.
    public var line, column: Int?
    /// Stable.
    public var code: String
    /// Where in the document, such as `items[3].threshold.op`; empty for the whole.
    public var path: String
    /// What is wrong and what to do, for people.
    public var zh, en: String

    /// A fault, at a line and column where they are known.
    public init(line: Int? = nil, column: Int? = nil, code: String, path: String, zh: String, en: String) {
        self.line = line
        self.column = column
        self.code = code
        self.path = path
        self.zh = zh
        self.en = en
    }
}

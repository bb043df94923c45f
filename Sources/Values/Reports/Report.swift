/// A table of figures in which every row leads to the records it was computed from.
///
/// The same value is computed on a device and on a server, travels as JSON, and is shown as a table, JSON or CSV.
public struct Report: Codable, Sendable, Hashable {
    /// Such as `compliance`.
    public let name: String
    /// What people call it.
    public let title: Localized
    /// What the figures were restricted to, in the order people would say it.
    public let settings: [Setting]
    /// From left to right.
    public let columns: [Column]
    /// Each has a cell a column.
    public let rows: [Row]
    /// What a reader must know to read the figures right.
    public let remarks: [Localized]

    /// A report that is whole: nothing is added to it later.
    public init(
        name: String, title: Localized, settings: [Setting], columns: [Column], rows: [Row], remarks: [Localized] = []
    ) {
        self.name = name
        self.title = title
        self.settings = settings
        self.columns = columns
        self.rows = rows
        self.remarks = remarks
    }

    /// One restriction, such as the area.
    public struct Setting: Codable, Sendable, Hashable {
        /// The key in JSON, and what it was set to.
        public let name, value: String

        /// A restriction by its key.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One column.
    public struct Column: Codable, Sendable, Hashable {
        /// Key of the JSON rows and header of the CSV file.
        public let name: String
        /// The head for people.
        public let title: Localized
        /// What its cells are, which decides how they are written and aligned.
        public let kind: Kind
        /// 1 is never left out of a narrow terminal; of the others the largest goes first.
        public let priority: Int

        /// What the cells of a column are.
        public enum Kind: String, Codable, Sendable, Hashable {
            case text
            case number
            /// Hundredths; shown with a percent sign.
            case percent
            /// With one decimal place.
            case mean
            /// Percentage points, with a sign.
            case points
        }

        /// A column by its key and its head in both languages.
        public init(_ name: String, zh: String, en: String, kind: Kind = .text, priority: Int = 1) {
            self.name = name
            self.title = Localized(zh: zh, en: en)
            self.kind = kind
            self.priority = priority
        }
    }

    /// One row: a cell a column, and what it rests on.
    public struct Row: Codable, Sendable, Hashable {
        /// One for each column.
        public let cells: [Cell]
        /// What each figure of the row rests on.
        public let sources: [Source]
        /// Whether the row sums up others.
        public let isTotal: Bool

        /// A row, and what its figures rest on.
        public init(_ cells: [Cell], sources: [Source] = [], isTotal: Bool = false) {
            self.cells = cells
            self.sources = sources
            self.isTotal = isTotal
        }
    }

    /// A record that a figure counts or was computed from.
    public struct Source: Codable, Sendable, Hashable {
        /// Name of the column with the figure.
        public let column: String
        /// The record's id.
        public let record: String
        /// What it contributed.
        public let words: Localized

        /// A record behind the figure in a column.
        public init(_ column: String, record: String, _ words: Localized) {
            self.column = column
            self.record = record
            self.words = words
        }
    }
}

extension Report {
    /// The report as a CSV file.
    ///
    /// - Parameter isChinese: The language of titles and words.
    /// - Returns: The file's bytes, see ``DelimitedText/write(header:rows:)``. A share is a percentage with one decimal
    ///   place; no data is an empty cell.
    public func csv(isChinese: Bool) -> [UInt8] {
        DelimitedText.write(
            header: columns.map { $0.title.text(isChinese: isChinese) },
            rows: rows.map { row in row.cells.map { Self.cell($0, isChinese: isChinese) } })
    }

    private static func cell(_ cell: Cell, isChinese: Bool) -> DelimitedText.Cell {
        switch cell {
        case .none: .text("")
        case .text(let words): .text(words.text(isChinese: isChinese))
        case .number(let number): .figure(String(number))
        case .share(let part, let whole): .figure(Cell.percent(part, of: whole))
        case .mean(let total, let count): .figure(Cell.mean(total, of: count))
        case .points(let part, let whole): .figure(Cell.points(part, of: whole))
        case .suppressed: .text(isChinese ? "隐去" : "suppressed")
        }
    }
}

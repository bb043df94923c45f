public import TerminalKit
public import Values

/// A column of a list: its head, and what stands in it of each row.
public struct ListedColumn<Row> {
    let column: (zh: String, en: String, alignment: Alignment, priority: Int, minimumWidth: Int)
    let text: (Row) throws -> String

    /// - Parameters:
    ///   - zh: The head in Chinese.
    ///   - en: The head in English.
    ///   - alignment: Figures stand to the right.
    ///   - priority: The greater, the sooner the column is left out of a narrow table; 1 for what stays.
    ///   - minimumWidth: Cells of the terminal below which the column is not narrowed.
    ///   - text: What stands in the column.
    public init(
        _ zh: String, _ en: String, alignment: Alignment = .left, priority: Int = 1, minimumWidth: Int = 4,
        _ text: @escaping (Row) throws -> String
    ) {
        column = (zh, en, alignment, priority, minimumWidth)
        self.text = text
    }
}

extension Output {
    /// Prints a list: an array of all rows as JSON, a table for people.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - none: What people are told where there are no rows; `nil` for a list that always has some.
    ///   - columns: The columns of the table.
    /// - Throws: What writing throws.
    public func show<Row: Encodable>(
        _ rows: [Row], none: Localized? = nil, columns: [ListedColumn<Row>]
    ) throws {
        try show(rows) { if rows.isEmpty, let none { text(none) + "\n" } else { try table(rows, columns) } }
    }

    /// A table of rows, as ``table(_:_:)`` lays one out.
    ///
    /// - Throws: What a column throws.
    public func table<Row>(_ rows: [Row], _ columns: [ListedColumn<Row>]) throws -> String {
        table(
            columns.map { listed in
                let (zh, en, alignment, priority, width) = listed.column
                return Table.Column(
                    title: text(Localized(zh: zh, en: en)), alignment: alignment, priority: priority,
                    minimumWidth: width)
            },
            try rows.map { row in try columns.map { try $0.text(row) } })
    }
}

/// Beginnings of ids that are long enough to tell those of a list apart.
public struct ShortIDs {
    /// Fewer digits would soon be taken by another record.
    private static let digitsMin = 8

    private let sorted: [String]

    /// - Parameter ids: All of the list.
    public init(_ ids: [String]) { sorted = ids.sorted() }

    /// The shortest beginning of an id that no other of the list shares, eight digits at least.
    public subscript(id: String) -> String {
        guard let index = sorted.firstIndex(of: id) else { return id }
        let neighbours = [index - 1, index + 1].filter(sorted.indices.contains).map { sorted[$0] }
        let shared = neighbours.map { zip($0, id).prefix { $0 == $1 }.count }.max() ?? 0
        var short = id.prefix(max(Self.digitsMin, shared + 1))
        if short.last == "-" { short = id.prefix(short.count + 1) }
        return String(short)
    }
}

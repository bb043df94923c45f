internal import TerminalKit
public import Values

/// A report for people, for scripts and for spreadsheets.
public struct ReportText {
    /// What is printed.
    public let report: Report
    /// Where it is printed.
    public let output: Output

    /// The report as `output` asks for it: as JSON or a table, in its language.
    public init(_ report: Report, output: Output) {
        self.report = report
        self.output = output
    }

    /// Prints the report, or what says where it was written.
    ///
    /// - Parameters:
    ///   - csv: Path of the CSV file to write; `-` for standard output; `nil` for none.
    ///   - written: Paths of files that hold the report already.
    ///   - explains: Whether to list the records below the table.
    /// - Throws: ``Failure`` `file_unwritable` (65), and what writing to the terminal throws.
    public func show(csv: String?, written: [String] = [], explains: Bool) throws {
        let isChinese = output.language == .chinese
        var written = written
        if let csv, csv != "-" {
            try WholeFile.writeNamed(report.csv(isChinese: isChinese), to: csv)
            written.append(csv)
        }
        if csv == "-" {
            try output.result.write(String(decoding: report.csv(isChinese: isChinese), as: UTF8.self))
        } else if !written.isEmpty {
            try output.show(json: json) { "" }
        }
        for path in written { output.tell(Localized(zh: "已写入 \(path)。", en: "Written to \(path)."), .green) }
        if csv != nil || !written.isEmpty { return }
        try output.show(json: json) { table + (explains ? explanation : "") }
        for remark in report.remarks { output.tell(remark, .dim) }
        if report.rows.isEmpty { output.tell(Localized(zh: "没有数据。", en: "There are no data.")) }
    }

    /// Contract: Protocol/json-output.md, section "Reports".
    public var json: JSONValue {
        .object(
            [JSONValue.Member("report", .string(report.name))]
                + report.settings.map { JSONValue.Member($0.name, .string($0.value)) }
                + [JSONValue.Member("rows", .array(report.rows.map(json)))])
    }

    private func json(_ row: Report.Row) -> JSONValue {
        var members = zip(report.columns, row.cells).map { column, cell in JSONValue.Member(column.name, json(cell)) }
        if !row.sources.isEmpty {
            members.append(
                JSONValue.Member(
                    "sources",
                    .array(
                        row.sources.map { source in
                            .object([
                                JSONValue.Member("column", .string(source.column)),
                                JSONValue.Member("record", .string(source.record)),
                                JSONValue.Member("text", .string(text(source.words))),
                            ])
                        })))
        }
        return .object(members)
    }

    /// Words are written in English in JSON: they are keys rather than prose.
    private func json(_ cell: Report.Cell) -> JSONValue {
        switch cell {
        case .none: .null
        case .text(let words): .string(words.en)
        case .number(let number): .integer(Int64(number))
        case .share(let part, let whole):
            .object([
                JSONValue.Member("part", .integer(Int64(part))), JSONValue.Member("of", .integer(Int64(whole))),
                JSONValue.Member("percent", .string(Report.Cell.percent(part, of: whole))),
            ])
        case .mean(let total, let count):
            .object([
                JSONValue.Member("total", .integer(Int64(total))), JSONValue.Member("count", .integer(Int64(count))),
                JSONValue.Member("mean", .string(Report.Cell.mean(total, of: count))),
            ])
        case .points(let part, let whole):
            .object([JSONValue.Member("points", .string(Report.Cell.points(part, of: whole)))])
        case .suppressed: .object([JSONValue.Member("suppressed", .boolean(true))])
        }
    }

    private var table: String {
        guard !report.rows.isEmpty else { return "" }
        let columns = report.columns.map { column in
            // Seven Chinese characters, or two English words, of what a row is about; less of what may be left out.
            let isText = column.kind == .text
            return Table.Column(
                title: text(column.title), alignment: isText ? .left : .right, priority: column.priority,
                minimumWidth: isText ? (column.priority == 1 ? 14 : 10) : 4)
        }
        return output.table(columns, report.rows.map { $0.cells.map(shown) })
    }

    private func shown(_ cell: Report.Cell) -> String {
        switch cell {
        case .none: "–"
        case .text(let words): text(words)
        case .number(let number): String(number)
        case .share(let part, let whole): Report.Cell.percent(part, of: whole) + "%"
        case .mean(let total, let count): Report.Cell.mean(total, of: count)
        case .points(let part, let whole): Report.Cell.points(part, of: whole)
        case .suppressed: output.text(Localized(zh: "隐去", en: "suppressed"))
        }
    }

    private var explanation: String {
        var lines: [String] = []
        for row in report.rows where !row.sources.isEmpty {
            lines.append("")
            lines.append(
                output.result.styled(
                    DisplayWidth.printable(row.cells.prefix(3).map(shown).joined(separator: "  ")), .bold))
            for source in row.sources {
                let title = report.columns.first { $0.name == source.column }.map { text($0.title) } ?? source.column
                lines.append(DisplayWidth.printable("  \(title)  \(text(source.words))  \(source.record)"))
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func text(_ words: Localized) -> String { output.text(words) }
}

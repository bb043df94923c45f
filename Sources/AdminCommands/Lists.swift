internal import AdminProtocol
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// A column of a list: its head, and what stands in it of each row.
struct ListedColumn<Row> {
    let title: Localized
    let alignment: Alignment
    let priority: Int
    let minimumWidth: Int
    let text: (Row) -> String

    init(
        _ zh: String, _ en: String, alignment: Alignment = .left, priority: Int = 1, minimumWidth: Int = 4,
        _ text: @escaping (Row) -> String
    ) {
        title = Localized(zh: zh, en: en)
        self.alignment = alignment
        self.priority = priority
        self.minimumWidth = minimumWidth
        self.text = text
    }
}

extension Output {
    /// Prints a list: an array of all rows as JSON, a table for people.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - json: A row as JSON.
    ///   - none: What people are told where there are no rows; `nil` for a list that always has some.
    ///   - columns: The columns of the table.
    /// - Throws: What writing throws.
    func show<Row>(
        _ rows: [Row], json: (Row) -> JSONValue, none: Localized? = nil, columns: [ListedColumn<Row>]
    ) throws {
        try show(json: .array(rows.map(json))) {
            if rows.isEmpty, let none { return text(none) + "\n" }
            return table(
                columns.map {
                    Table.Column(
                        title: text($0.title), alignment: $0.alignment, priority: $0.priority,
                        minimumWidth: $0.minimumWidth)
                },
                rows.map { row in columns.map { $0.text(row) } })
        }
    }

    /// When a version was published, or that it is not used because somebody changed its record.
    func published(_ moment: String?, isDamaged: Bool) -> String {
        guard !isDamaged else { return text(Localized(zh: "已被改动，不可用", en: "changed by somebody; not used")) }
        return moment.map { LocalTime.text($0, environment: CommandEnvironment.variables) } ?? ""
    }
}

extension PublishingOutcome {
    /// What became of a version that was to be published, in words.
    ///
    /// - Parameter name: The document's id and its version.
    /// - Returns: A sentence without its full stop.
    func words(for name: String) -> Localized {
        switch self {
        case .published: Localized(zh: "已发布 \(name)", en: "Published \(name)")
        case .unchanged:
            Localized(
                zh: "\(name) 早已发布，内容相同，未作改动", en: "\(name) is published already with this content; nothing to do")
        case .restored:
            Localized(zh: "\(name) 的记录被人改过，现已恢复", en: "The record of \(name) had been changed; it is whole again")
        case .valid: Localized(zh: "\(name) 没有错误，可以发布；没有保存", en: "\(name) has no faults; nothing was published")
        }
    }
}

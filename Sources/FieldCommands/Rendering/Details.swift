internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// A record as lines of "title: value", the titles aligned.
struct Details {
    private var rows: [(title: String, value: String)] = []

    mutating func add(_ title: String, _ value: String) {
        // Values of several lines, such as remarks, stay below their title.
        for (index, line) in value.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            rows.append((index == 0 ? title : "", DisplayWidth.printable(String(line))))
        }
    }

    var text: String {
        let width = rows.map { DisplayWidth.of($0.title) }.max() ?? 0
        return rows.map { title, value in
            let pad = String(repeating: " ", count: width - DisplayWidth.of(title))
            return title + pad + "  " + value + "\n"
        }.joined()
    }
}

/// Ids as people see them.
struct IDText {
    /// Rows beyond which looking up how short each id may be takes longer than reading them would save.
    private static let shortenedMax = 2_000

    private let store: FieldStore
    private let shortens: Bool

    init(_ store: FieldStore, rows: Int = 1) {
        self.store = store
        shortens = rows <= Self.shortenedMax
    }

    func text(_ id: RecordID) throws -> String { shortens ? try store.shortID(id) : id.description }
}

/// What people are told of an edit beside the record: that it changed nothing, or what it took out.
struct EditOutcome {
    let isUnchanged: Bool
    let removed: [JSONValue.Member]

    /// - Parameters:
    ///   - output: Where it is told.
    ///   - words: What people call a field and its values.
    func tell(_ output: Output, words: (String, JSONValue) -> (title: String, value: String)) {
        for member in removed {
            let (title, value) = words(member.name, member.value)
            output.tell(
                Localized(
                    zh: "从“\(title)”中去掉了：\(value)。要保留，用 \(member.name)+=值 添加。",
                    en: "Taken out of \(title): \(value). To keep it, add with \(member.name)+=VALUE."), .yellow)
        }
        if isUnchanged {
            output.tell(
                Localized(zh: "没有变化：已经是这样，没有保存任何内容。", en: "Unchanged: it says so already, and nothing was saved."))
        } else {
            output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
        }
    }
}

internal import TerminalKit

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

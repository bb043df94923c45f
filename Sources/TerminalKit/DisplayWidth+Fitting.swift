/// Which edge of its column a text keeps to.
public enum Alignment: Sendable {
    case left
    case right
}

extension DisplayWidth {
    /// Shortens a text to at most `columns` columns, ending in `…` when something was cut off.
    public static func truncate(_ text: String, to columns: Int) -> String {
        if of(text) <= columns { return text }
        return columns < 1 ? "" : prefix(text, columns: columns - 1) + "…"
    }

    /// Fills a text up with spaces to `columns` columns; a wider text stays as it is.
    public static func pad(_ text: String, to columns: Int, alignment: Alignment = .left) -> String {
        let blank = String(repeating: " ", count: max(0, columns - of(text)))
        return switch alignment {
        case .left: text + blank
        case .right: blank + text
        }
    }
}

/// Decides which columns of a table are shown and how wide. Pure arithmetic on widths.
enum TableLayout {
    /// A column that is shown.
    struct Slot: Equatable {
        var column: Int
        var width: Int
    }

    /// The blank columns between two cells.
    static let gap = 2

    /// What a column takes, in columns of the terminal.
    struct Widths: Equatable {
        /// All of it side by side.
        var natural: Int
        /// Where it wraps between words only.
        var betweenWords: Int
        /// Where words are broken that may be.
        var least: Int
    }

    /// Fits the columns into `width`, or returns `nil` when even the indispensable ones at their least do not fit.
    static func fit(_ columns: [Table.Column], _ widths: [Widths], into width: Int?) -> [Slot]? {
        let natural = columns.indices.map { Slot(column: $0, width: widths[$0].natural) }
        guard let width else { return natural }
        var shown = natural
        while true {
            if let fitted = wrap(shown, least: widths.map(\.betweenWords), into: width) { return fitted }
            // The last of the least important columns goes; the others start again from their natural widths.
            let droppable = shown.indices.filter { columns[shown[$0].column].priority > 1 }
            let importance = { (index: Int) in (columns[shown[index].column].priority, index) }
            guard let dropped = droppable.max(by: { importance($0) < importance($1) }) else { break }
            shown.remove(at: dropped)
        }
        return wrap(shown, least: widths.map(\.least), into: width)
    }

    /// Takes columns from the widest cell, one at a time, until the slots fit or all are at their minimum.
    private static func wrap(_ slots: [Slot], least: [Int], into width: Int) -> [Slot]? {
        var slots = slots
        var excess = slots.reduce(gap * (slots.count - 1)) { $0 + $1.width } - width
        while excess > 0 {
            let wrappable = slots.indices.filter { slots[$0].width > least[slots[$0].column] }
            guard let widest = wrappable.max(by: { slots[$0].width < slots[$1].width }) else { return nil }
            // Down to the next widest at a stroke, so that a very long cell costs no more steps than a short one.
            let others = wrappable.filter { $0 != widest }.map { slots[$0].width }.max() ?? 0
            let floor = max(least[slots[widest].column], others)
            let step = max(1, min(excess, slots[widest].width - floor))
            slots[widest].width -= step
            excess -= step
        }
        return slots
    }
}

extension Table {
    /// Header, rule and rows side by side in the slots of a layout.
    ///
    /// The rule is drawn in ASCII: `─` is of ambiguous width, and terminals set up for Chinese may draw it two columns
    /// wide.
    func grid(_ slots: [TableLayout.Slot]) -> [String] {
        if slots.isEmpty { return [] }
        let gap = String(repeating: " ", count: TableLayout.gap)
        let rule = slots.map { String(repeating: "-", count: $0.width) }.joined(separator: gap)
        return lines(of: columns.map(\.title), in: slots) + [rule] + rows.flatMap { lines(of: $0, in: slots) }
    }

    private func lines(of cells: [String], in slots: [TableLayout.Slot]) -> [String] {
        let wrapped = slots.map { slot in
            let cell = cells[slot.column]
            return DisplayWidth.of(cell) <= slot.width ? [cell] : DisplayWidth.wrap(cell, columns: slot.width)
        }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { line in
            zip(slots, wrapped).map { slot, cellLines in
                let text = line < cellLines.count ? cellLines[line] : ""
                return DisplayWidth.pad(text, to: slot.width, alignment: columns[slot.column].alignment)
            }.joined(separator: String(repeating: " ", count: TableLayout.gap))
        }
    }

    /// One block a row, for widths at which no columns fit side by side: every column as "title: value", wrapped, and
    /// an empty line between two rows. Nothing is left out, for height is not what is lacking.
    func blocks(width: Int?) -> [String] {
        let blocks = rows.map { row in
            zip(columns, row).flatMap { column, cell in
                let line = "\(column.title): \(cell)"
                return width.map { DisplayWidth.wrap(line, columns: $0) } ?? [line]
            }
        }
        return Array(blocks.joined(separator: [""]))
    }
}

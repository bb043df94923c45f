/// Turns frames into what a terminal must be sent, as little as will do: a keystroke on a slow line stays quick.
public struct ScreenPainter: Sendable {
    /// Into the other screen, without wrapping at the edge, with pastes in brackets. ``RawMode`` takes it all back.
    static let enter = "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?2004h\u{1B}[2J"

    private let usesColour: Bool
    private var shown: [Frame.Line] = []
    private var size = WindowSize(columns: 0, rows: 0)

    /// - Parameter usesColour: Whether lines may have looks.
    public init(usesColour: Bool) { self.usesColour = usesColour }

    /// Forgets what the window shows, so that the next frame is drawn whole.
    public mutating func forget() { size = WindowSize(columns: 0, rows: 0) }

    /// - Parameters:
    ///   - frame: What the window is to show; what does not fit is left out.
    ///   - size: Of the window now.
    /// - Returns: What to write.
    public mutating func paint(_ frame: Frame, size: WindowSize) -> String {
        // Terminals that know synchronised output (mode 2026) show the frame at once; the others ignore it.
        var text = "\u{1B}[?2026h\u{1B}[?25l"
        if size != self.size {
            self.size = size
            shown = []
            text += "\u{1B}[0m\u{1B}[2J"
        }
        let lines = Array(frame.lines.prefix(size.rows))
        for row in 0..<max(lines.count, shown.count) {
            let line = row < lines.count ? lines[row] : Frame.Line("")
            if row < shown.count, shown[row] == line { continue }
            text += "\u{1B}[\(row + 1);1H" + drawn(line, columns: size.columns)
        }
        shown = lines
        if let cursor = frame.cursor, cursor.row < size.rows {
            text += "\u{1B}[\(cursor.row + 1);\(min(cursor.column, size.columns - 1) + 1)H\u{1B}[?25h"
        }
        return text + "\u{1B}[?2026l"
    }

    private func drawn(_ line: Frame.Line, columns: Int) -> String {
        var text = ""
        var used = 0
        for span in line.spans {
            let fitting = DisplayWidth.prefix(span.text, columns: columns - used)
            used += DisplayWidth.of(fitting)
            if let style = span.style, usesColour, !fitting.isEmpty {
                text += "\u{1B}[\(style.code)m\(fitting)\u{1B}[0m"
            } else {
                text += fitting
            }
            if fitting.count < span.text.count { break }
        }
        // Behind a full line the cursor stands on its last column, and erasing would take that away.
        return used < columns ? text + "\u{1B}[K" : text
    }
}

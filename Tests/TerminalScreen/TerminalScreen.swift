import Glibc

/// A terminal's window as a person sees it, from the bytes that a program sent: what an xterm makes of them, as far as the
/// programs here use one. Widths are wcwidth(3)'s, not the program's own.
public struct TerminalScreen {
    public let columns: Int
    public let rows: Int
    /// Characters by row and column; a wide one is followed by an empty cell.
    private var cells: [[String]]
    private var saved: (cells: [[String]], row: Int, column: Int)?
    public private(set) var row = 0
    public private(set) var column = 0
    public private(set) var isCursorShown = true
    public private(set) var pastesInBrackets = false
    /// Whether the program draws on the other screen and will leave this one as it was.
    public var isOnOtherScreen: Bool { saved != nil }
    /// Sequences that this model does not know, and wide characters of which one half was drawn over.
    public private(set) var surprises: [String] = []
    /// How often the program has drawn a frame to its end.
    public private(set) var frames = 0
    private var wraps = true
    private var wrapsNext = false
    private var pending: [UInt8] = []

    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Self.blank(columns, rows)
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    private static func blank(_ columns: Int, _ rows: Int) -> [[String]] {
        Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// The lines of the window, without trailing blanks.
    public var lines: [String] {
        cells.map { line in
            var text = line.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    public var text: String { lines.joined(separator: "\n") }

    /// The column at which a text begins on a line; `nil` when it is not there.
    public func column(of text: String, row: Int) -> Int? {
        (0..<columns).first { cells[row][$0...].joined().hasPrefix(text) }
    }

    /// The window again after the program was told of another size: empty, as after its clearing.
    public mutating func resize(columns: Int, rows: Int) {
        var other = TerminalScreen(columns: columns, rows: rows)
        other.saved = saved.map { _ in (Self.blank(columns, rows), 0, 0) }
        other.isCursorShown = isCursorShown
        other.wraps = wraps
        other.pastesInBrackets = pastesInBrackets
        other.surprises = surprises
        other.frames = frames
        self = other
    }

    /// Takes in what the program sent; sequences may be cut anywhere.
    public mutating func take(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        while let count = next() { pending.removeFirst(count) }
    }

    /// Obeys the first thing that is pending. `nil` when more bytes must come.
    private mutating func next() -> Int? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x1B: return escape()
        case 0x0D:
            column = 0
            wrapsNext = false
        case 0x0A: lineFeed()
        case 0x08: column = max(0, column - 1)
        case 0x07, 0x00: break
        case 0x20...0x7E, 0x80...: return character(first)
        default: surprises.append("control \(first)")
        }
        return 1
    }

    private mutating func character(_ first: UInt8) -> Int? {
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard pending.count >= length else { return nil }
        guard let text = String(validating: pending.prefix(length), as: UTF8.self),
            let scalar = text.unicodeScalars.first
        else {
            surprises.append("no UTF-8")
            return 1
        }
        put(text, width: Self.width(of: scalar))
        return length
    }

    /// wcwidth(3), which Swift's view of wchar.h lacks, by its name in the C library.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        typealias Function = @convention(c) (wchar_t) -> CInt
        guard let symbol = dlsym(nil, "wcwidth") else { return 1 }
        return Int(unsafeBitCast(symbol, to: Function.self)(wchar_t(bitPattern: scalar.value)))
    }

    private mutating func put(_ text: String, width: Int) {
        if width <= 0 {
            // A combining mark joins the character before.
            var place = column - 1
            while place > 0, cells[row][place].isEmpty { place -= 1 }
            if place >= 0 { cells[row][place] += text }
            return
        }
        if wrapsNext || column + width > columns {
            if wraps {
                column = 0
                lineFeed()
            } else {
                column = columns - width
            }
        }
        wrapsNext = false
        for place in column..<column + width { clearCell(place) }
        cells[row][column] = text
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        if column >= columns {
            column = columns - 1
            wrapsNext = true
        }
    }

    /// Empties a cell, and the other half of a wide character that lies in it.
    private mutating func clearCell(_ place: Int) {
        if cells[row][place].isEmpty, place > 0 {
            surprises.append("half of \(cells[row][place - 1])")
            cells[row][place - 1] = " "
        } else if place + 1 < columns, cells[row][place + 1].isEmpty {
            cells[row][place + 1] = " "
        }
        cells[row][place] = " "
    }

    private mutating func lineFeed() {
        wrapsNext = false
        if row + 1 < rows {
            row += 1
        } else {
            cells.removeFirst()
            cells.append(Array(repeating: " ", count: columns))
        }
    }

    private mutating func escape() -> Int? {
        guard pending.count > 1 else { return nil }
        guard pending[1] == UInt8(ascii: "[") else {
            surprises.append("ESC \(pending[1])")
            return 2
        }
        guard let end = pending[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
        let parameters = String(decoding: pending[2..<end], as: UTF8.self)
        obey(parameters, Character(Unicode.Scalar(pending[end])))
        return end + 1
    }

    private mutating func obey(_ parameters: String, _ final: Character) {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        switch (final, parameters) {
        case ("m", _): break
        case ("H", _):
            row = min(rows, max(1, (numbers.first ?? nil) ?? 1)) - 1
            column = min(columns, max(1, (numbers.count > 1 ? numbers[1] : nil) ?? 1)) - 1
            wrapsNext = false
        case ("J", "2"): cells = Self.blank(columns, rows)
        case ("K", ""), ("K", "0"):
            if cells[row][column].isEmpty { clearCell(column) }
            for place in column..<columns { cells[row][place] = " " }
        case ("h", "?25"): isCursorShown = true
        case ("l", "?25"): isCursorShown = false
        case ("h", "?2026"): break
        case ("l", "?2026"): frames += 1
        case ("h", "?7"): wraps = true
        case ("l", "?7"): wraps = false
        case ("h", "?2004"): pastesInBrackets = true
        case ("l", "?2004"): pastesInBrackets = false
        case ("h", "?1049"):
            if saved == nil { saved = (cells, row, column) }
        case ("l", "?1049"):
            if let saved { (cells, row, column) = saved }
            saved = nil
        default: surprises.append("ESC [ \(parameters)\(final)")
        }
    }
}

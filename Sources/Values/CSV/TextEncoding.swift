/// Finds out how a file's text is encoded, and turns it into UTF-8.
enum TextEncoding {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Valid UTF-8 without a byte order mark.
    ///
    /// Text that is not UTF-8 is taken as GB18030, which Chinese editions of spreadsheets write.
    /// - Throws: `csv_not_text` for workbooks and UTF-16, `csv_encoding` for damaged text.
    static func utf8(of bytes: [UInt8]) throws(DelimitedFault) -> [UInt8] {
        // A workbook is a ZIP archive ("PK"), an old one an OLE file; UTF-16 is what "Unicode text" exports are.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw .workbook
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .wideText }
        let isMarked = bytes.starts(with: byteOrderMark)
        let text = isMarked ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
        let survey = Survey(text)
        guard let fault = survey.firstFault else { return text }
        let line = 1 + text[..<fault].count { $0 == UInt8(ascii: "\n") }
        if isMarked || survey.looksLikeDamagedUTF8 { throw .encoding(line: line) }
        return try fromGB18030(text)
    }

    /// How much of a text is UTF-8.
    private struct Survey {
        private(set) var firstFault: Int?
        private var faults = 0
        private var longSequences = 0

        init(_ bytes: [UInt8]) {
            var position = 0
            while position < bytes.count {
                if bytes[position] < 0x80 {
                    position += 1
                    continue
                }
                let length = Self.sequenceLength(bytes, at: position)
                if length == 0 {
                    if firstFault == nil { firstFault = position }
                    faults += 1
                    position += 1
                } else {
                    longSequences += 1
                    position += length
                }
            }
        }

        /// Few faults among much that is UTF-8: a damaged file, which GB18030 would turn into wrong characters
        /// silently. Text in GB18030 has about as many faults as characters.
        var looksLikeDamagedUTF8: Bool { longSequences >= 10 * faults }

        /// The length of the well-formed sequence of two to four bytes at a position; 0 when there is none
        /// (Unicode 16, table 3-7).
        private static func sequenceLength(_ bytes: [UInt8], at position: Int) -> Int {
            let lead = bytes[position]
            let second: ClosedRange<UInt8>
            let length: Int
            switch lead {
            case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return 0
            }
            guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
            for index in position + 2..<position + length where !(0x80...0xBF).contains(bytes[index]) { return 0 }
            return length
        }
    }

    private static func fromGB18030(_ bytes: [UInt8]) throws(DelimitedFault) -> [UInt8] {
        let (text, read) = Iconv.utf8(of: bytes, in: "GB18030")
        guard let text else { throw .encoding(line: 1 + bytes[..<read].count { $0 == UInt8(ascii: "\n") }) }
        return text
    }
}

import Testing

@testable import TerminalKit

@Suite("DisplayWidth") struct DisplayWidthTests {
    // swift-format-ignore
    static let samples: [(String, Int)] = [
        ("", 0), ("ruhu", 4), ("栋", 2), ("3栋2单元501", 11), ("入户", 4), ("，。（）", 8), ("０１２３", 8),
        ("Ａ", 2), ("ｱ", 1), ("𠀀", 2), ("𪚥", 2), ("𰻞", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("ひらがな", 8), ("䷀", 2), ("\u{3000}", 2), ("é", 1), ("e\u{301}", 1), ("o\u{302}\u{323}", 1),
        ("栋\u{301}", 2), ("\u{301}", 0), ("ü", 1), ("Ω", 1), ("я", 1), ("a\u{200B}b", 2), ("a\u{200D}b", 2),
        ("\u{FEFF}a", 1), ("葛\u{E0100}", 2), ("“”…—×·", 6), ("㎡", 2), ("℃", 1), ("①", 1), ("🙂", 2),
        ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇨🇳", 2), ("🫨", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("❤\u{FE0E}", 1),
        ("1\u{FE0F}\u{20E3}", 2), ("✅", 2), ("✓", 1), ("─", 1), ("ä\u{AD}", 2),
    ]

    @Test("a text takes as many columns as Unicode 17 and wcwidth say", arguments: samples)
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("controls take no columns")
    func controls() {
        #expect(DisplayWidth.of("\u{1B}\t\r\n\u{7F}\u{9B}\u{0}") == 0)
    }

    @Test("a prefix never splits a wide character or parts it from its accents")
    func prefix() {
        #expect(DisplayWidth.prefix("3栋2单元", columns: 4) == "3栋2")
        #expect(DisplayWidth.prefix("3栋2单元", columns: 5) == "3栋2")
        #expect(DisplayWidth.prefix("e\u{301}e\u{301}", columns: 1) == "e\u{301}")
        #expect(DisplayWidth.prefix("栋", columns: 1) == "")
        #expect(DisplayWidth.prefix("栋", columns: -1) == "")
    }

    @Test("a text that fits is not truncated; one that does not ends in an ellipsis within the columns")
    func truncate() {
        #expect(DisplayWidth.truncate("朝阳小区", to: 8) == "朝阳小区")
        #expect(DisplayWidth.truncate("朝阳小区", to: 7) == "朝阳小…")
        #expect(DisplayWidth.truncate("朝阳小区", to: 6) == "朝阳…")
        #expect(DisplayWidth.truncate("朝阳小区", to: 1) == "…")
        #expect(DisplayWidth.truncate("朝阳小区", to: 0) == "")
    }

    @Test("padding counts columns, keeps to the edge asked for, and leaves a wider text alone")
    func pad() {
        #expect(DisplayWidth.pad("栋", to: 4) == "栋  ")
        #expect(DisplayWidth.pad("栋", to: 4, alignment: .right) == "  栋")
        #expect(DisplayWidth.pad("朝阳小区", to: 4) == "朝阳小区")
    }
}

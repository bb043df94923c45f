import Testing
import Values

@Suite struct WritingTests {
    private func written(_ cell: DelimitedText.Cell) -> String {
        let bytes = DelimitedText.write(header: ["h"], rows: [[cell]])
        return String(decoding: bytes.dropFirst(3).dropFirst("h\r\n".utf8.count).dropLast(2), as: UTF8.self)
    }

    @Test func `the file starts with a byte order mark and ends its lines as RFC 4180 says`() {
        let bytes = DelimitedText.write(header: ["a", "b"], rows: [[.figure("1"), .text("户")]])
        #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("a,b\r\n1,户\r\n".utf8))
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("c\"d", "\"c\"\"d\""), ("e\nf", "\"e\nf\""), ("g", "g"), ("a,\u{301}b", "\"a,\u{301}b\""),
        ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
    ])
    func `commas, quotes and line ends are quoted`(text: String, line: String) {
        #expect(written(.text(text)) == line)
    }

    @Test(arguments: [
        "=1+1", "+cmd", "-x", "@SUM", "\t=1", " =1+1", "＝HYPERLINK(1)", "＋x", "－x", "＠SUM", "+", "-1.", "--", "-",
        "　=1", "=\u{301}1",
    ])
    func `a text that a spreadsheet would run gets an apostrophe`(text: String) {
        #expect(written(.text(text)) == "'" + text)
    }

    @Test(arguments: [
        "440605011001", "0101", "3", "3-1", "1/2", "12:30", "1e5", "2E3", "50%", "-5", "+8613800138000", "-3.5", "１２",
        "1.50",
        "-1-1", "--1", "2026-11-21 10:00", "-.5",
    ])
    func `a text that a spreadsheet would take for a figure or a time stays text by a tab`(text: String) {
        #expect(written(.text(text)) == text + "\t")
    }

    @Test(arguments: ["3栋", "2026-11-21", "a=b", "", "A-1", "e", "12号", "1室"])
    func `words and days stay as they are`(text: String) {
        #expect(written(.text(text)) == text)
    }

    @Test(arguments: ["-7", "66.7", "+33.3", "0"])
    func `a figure stays one`(digits: String) {
        #expect(written(.figure(digits)) == digits)
    }

    @Test func `a header that would be run is guarded too`() {
        let text = String(decoding: DelimitedText.write(header: ["=1"], rows: []).dropFirst(3), as: UTF8.self)
        #expect(text == "'=1\r\n")
    }

    @Test func `whatever was written is read back`() throws {
        let rows = [
            ["a,b", "c\"d"], ["e\r\nf", "广东"], ["0101", "=1+1"], ["'quoted'", "＝x"], ["440605011001", "-"],
        ]
        let file = try DelimitedFile.read(
            DelimitedText.write(header: ["x", "y"], rows: rows.map { $0.map(DelimitedText.Cell.text) }))
        #expect(file.header == ["x", "y"])
        #expect(file.rows.map { $0.cells.map(DelimitedText.plain) } == rows)
    }

    @Test func `a report's names, codes and rooms arrive as they are, and its figures as figures`() throws {
        let report = Report(
            name: "test", title: Localized("t"), settings: [],
            columns: [
                Report.Column("area", zh: "区域", en: "area"), Report.Column("room", zh: "房号", en: "room"),
                Report.Column("name", zh: "名称", en: "name"), Report.Column("n", zh: "数", en: "n", kind: .number),
                Report.Column("rate", zh: "率", en: "rate", kind: .percent),
                Report.Column("change", zh: "变化", en: "change", kind: .points),
            ],
            rows: [
                Report.Row([
                    .word("440605011001"), .word("0101"), .word("＝HYPERLINK(\"x\")"), .number(-7),
                    .share(part: 2, of: 3), .points(part: 1, of: 3),
                ]),
                Report.Row([
                    .none, .suppressed, .text(Localized(zh: "甲", en: "a")), .none, .none, .points(part: -1, of: 3),
                ]),
            ])
        let lines = String(decoding: report.csv(isChinese: false).dropFirst(3), as: UTF8.self)
        #expect(
            lines == "area,room,name,n,rate,change\r\n"
                + "440605011001\t,0101\t,\"'＝HYPERLINK(\"\"x\"\")\",-7,66.7,+33.3\r\n,suppressed,a,,,-33.3\r\n")
    }
}

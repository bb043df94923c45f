import DelimitedText
import Testing

@Suite struct WritingTests {
    private func written(_ cells: String...) -> String {
        let bytes = DelimitedText.write(header: cells, rows: [])
        return String(decoding: bytes.dropFirst(3).dropLast(2), as: UTF8.self)
    }

    @Test func `the file starts with a byte order mark and ends its lines as RFC 4180 says`() {
        let bytes = DelimitedText.write(header: ["a", "b"], rows: [["1", "户"]])
        #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("a,b\r\n1,户\r\n".utf8))
    }

    @Test func `commas, quotes and line ends are quoted`() {
        #expect(written("a,b", "c\"d", "e\nf", "g") == "\"a,b\",\"c\"\"d\",\"e\nf\",g")
    }

    @Test(arguments: ["=1+1", "+cmd", "-x", "@SUM", "\t=1", " =1", "＝1", "-1-1", "+", "-1.", "--1"])
    func `what a spreadsheet would run gets an apostrophe`(cell: String) {
        #expect(written(cell) == "\"'\(cell)\"")
    }

    @Test(arguments: ["-1", "+86", "-3.50", "0301", "a=b", "", "12-3"])
    func `numbers and plain text stay as they are`(cell: String) {
        #expect(written(cell) == cell)
    }

    @Test func `what was written is read back`() throws {
        let rows = [["a,b", "c\"d"], ["e\r\nf", "广东"]]
        let file = try DelimitedFile.read(DelimitedText.write(header: ["x", "y"], rows: rows))
        #expect(file.header == ["x", "y"])
        #expect(file.rows.map(\.cells) == rows)
    }
}

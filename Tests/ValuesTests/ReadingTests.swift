import Testing
import Values

private func read(_ text: String) throws -> DelimitedFile { try DelimitedFile.read(Array(text.utf8)) }

/// The fault that a text has; `nil` when it has none.
func faultFound(in bytes: [UInt8]) -> DelimitedFault? {
    do throws(DelimitedFault) {
        _ = try DelimitedFile.read(bytes)
        return nil
    } catch {
        return error
    }
}

@Suite struct ReadingTests {
    @Test(arguments: ["\n", "\r\n", "\r"])
    func `rows end with any kind of line end, the last with or without one`(end: String) throws {
        for tail in ["", end] {
            let file = try read("a,b\(end)1,2\(end)3,4\(tail)")
            #expect(file.header == ["a", "b"])
            #expect(file.rows.map(\.cells) == [["1", "2"], ["3", "4"]])
            #expect(file.rows.map(\.line) == [2, 3])
        }
    }

    @Test func `cells keep leading zeros and blanks, names of columns lose theirs`() throws {
        let file = try read(" room , unit\n0301, 2 \n")
        #expect(file.header == ["room", "unit"])
        #expect(file.rows[0].cells == ["0301", " 2 "])
    }

    @Test func `quotes hold commas, quotes and line ends, and later rows keep their physical lines`() throws {
        let file = try read("a,b\n\"1,\"\"x\"\"\",\"two\r\nlines\nthree\"\n5,6\n")
        #expect(file.rows.map(\.cells) == [["1,\"x\"", "two\r\nlines\nthree"], ["5", "6"]])
        #expect(file.rows.map(\.line) == [2, 5])
    }

    @Test func `a quote inside a cell without quotes is an ordinary sign`() throws {
        #expect(try read("a\n3\"x\"\n").rows[0].cells == ["3\"x\""])
    }

    @Test func `lines without text are skipped, with commas or without, and counted`() throws {
        let file = try read("\n  \na,b\n,\n\n1,\n , ,\n,2\n\n")
        #expect(file.header == ["a", "b"])
        #expect(file.rows.map(\.cells) == [["1", ""], ["", "2"]])
        #expect(file.rows.map(\.line) == [6, 8])
    }

    @Test func `a header alone is a file without rows`() throws {
        #expect(try read("a,b").rows.isEmpty)
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}", "  \r\n"])
    func `a file without text is refused as empty`(text: String) {
        #expect(faultFound(in: Array(text.utf8))?.code == "csv_empty")
    }

    @Test func `rows with a wrong number of cells are all named`() throws {
        let fault = try #require(faultFound(in: Array("a,b\n1,2\n3\n4,5,6\n7,8\n".utf8)))
        #expect(fault.code == "csv_cells")
        #expect(fault.all.map(\.line) == [3, 4])
        #expect(fault.all.map(\.column) == [1, 3])
        #expect(fault.text.en.hasPrefix("line 3, column 1: "))
        #expect(fault.text.zh.hasPrefix("第 3 行第 1 列："))
    }

    @Test func `the faults of one file are told up to a limit`() throws {
        let fault = try #require(faultFound(in: Array(("a,b\n" + String(repeating: "1\n", count: 500)).utf8)))
        #expect(fault.all.count == ValueLimits.csvFaultsMax + 1)
    }

    @Test func `an open quote is named by the line where it opens`() throws {
        let fault = try #require(faultFound(in: Array("a,b\n1,2\n3,\"4\n5,6\n7,8\n".utf8)))
        #expect(fault.code == "csv_quote")
        #expect(fault.line == 3 && fault.column == 2)
    }

    @Test func `text after a closing quote is named`() throws {
        let fault = try #require(faultFound(in: Array("a,b\n\"1\"x,2\n".utf8)))
        #expect(fault.code == "csv_quote")
        #expect(fault.line == 2 && fault.column == 1)
    }

    @Test(arguments: [("a,b, a\n", 3), ("a,,b\n", 2), ("a,b,\n", 3), ("a;b\n", 1), ("a\tb\n", 1), ("a，b\n", 1)])
    func `headers with a repeated, nameless or otherwise separated column are refused`(
        text: String, column: Int
    ) throws {
        let fault = try #require(faultFound(in: Array(text.utf8)))
        #expect(fault.code == "csv_header")
        #expect(fault.line == 1 && fault.column == column)
    }

    @Test func `a row of endless cells is refused before it takes all memory`() throws {
        let fault = try #require(faultFound(in: Array(("a\n" + String(repeating: ",", count: 5_000)).utf8)))
        #expect(fault.code == "csv_cells")
        #expect(fault.line == 2)
    }

    @Test func `a file beyond the limit is refused`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: ValueLimits.csvBytesMax + 1)
        #expect(faultFound(in: bytes)?.code == "csv_too_large")
    }
}

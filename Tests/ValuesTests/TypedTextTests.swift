import Testing
import Values

/// What people type, read alike everywhere.
@Suite struct TypedTextTests {
    @Test(arguments: ["yes", "YES", "y", " Y ", "1", "１", "true", "是", "对", "有", "要", "ＹＥＳ"])
    func `yes in each of its words`(word: String) { #expect(Bool(typed: word) == true) }

    @Test(arguments: ["no", "No", "n", "0", "０", "false", "否", "不", "无", "没有", "不要", "不用"])
    func `no in each of its words`(word: String) { #expect(Bool(typed: word) == false) }

    @Test(arguments: ["", " ", "2", "maybe", "是否", "yes no", "不是吗"])
    func `anything else is neither`(word: String) { #expect(Bool(typed: word) == nil) }
}

/// What is said of a sheet of records, on a device and in the office.
@Suite struct SheetFaultsTests {
    @Test func `faults stand in the order of the file, each with line, column and head`() {
        var faults = SheetFaults(in: "h.csv", header: ["area", "room"])
        let empty = Localized(fault: "required")
        faults.note(empty, line: 3, column: "room")
        faults.note(empty, line: 3, column: "area")
        faults.note(Localized(fault: "column_missing"), line: 1, column: "building")
        let failure = faults.failure(code: "rows_invalid")
        #expect(
            failure.message.en == """
                h.csv: 3 errors; nothing was imported.
                  line 1 (building): the column is missing.
                  line 3, column 1 (area): must not be empty.
                  line 3, column 2 (room): must not be empty.
                """)
        #expect(
            failure.message.zh == """
                h.csv 有 3 处错误；没有导入任何一行。
                  第 1 行（building）：缺少这一列。
                  第 3 行第 1 列（area）：不能为空。
                  第 3 行第 2 列（room）：不能为空。
                """)
        #expect(failure.code == "rows_invalid" && failure.status == .data && failure.hint != nil)
    }

    @Test func `one fault is one, and none is no failure`() throws {
        var faults = SheetFaults(in: "h.csv", header: [])
        try faults.throwIfAny(code: "rows_invalid")
        faults.note(Localized(fault: "required"), line: 2)
        let failure = #expect(throws: Failure.self) { try faults.throwIfAny(code: "rows_invalid") }
        #expect(failure?.message.en == "h.csv: 1 error; nothing was imported.\n  line 2: must not be empty.")
    }

    @Test func `a file that is no table is said with its name and place`() {
        let failure = #expect(throws: Failure.self) { try DelimitedFile.sheet(Array("a,b\n1\n".utf8), of: "h.csv") }
        #expect(failure?.code == "csv_cells" && failure?.status == .data)
        #expect(failure?.message.en.hasPrefix("h.csv: 1 error; nothing was imported.\n  line 2, column") == true)
    }
}

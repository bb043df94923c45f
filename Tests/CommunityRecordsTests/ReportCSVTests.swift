import Reports
import Testing

@Suite("A report as CSV") struct ReportCSVTests {
    /// The one data line of a report with one cell.
    private func line(_ cell: Report.Cell) -> String {
        let report = Report(
            name: "test", title: Report.Words("t"), settings: [], columns: [Report.Column("c", zh: "列", en: "c")],
            rows: [Report.Row([cell])])
        return report.csv(isChinese: false).split(separator: "\r\n").last.map(String.init) ?? ""
    }

    @Test(
        "a text that a spreadsheet would compute is marked as text",
        arguments: [
            "=1+1", "+1+1", "-1+1", "@SUM(A1)", "-2.", "--3", "-", "+", "-1e5", "-.5", "-1.2.3",
            "=\u{301}1", "@\u{301}",
        ])
    func formula(text: String) { #expect(line(.word(text)) == "'" + text) }

    @Test("a number keeps its sign and nothing before it", arguments: ["-5", "+5", "-3.25", "0", "-0.001"])
    func number(text: String) { #expect(line(.word(text)) == text) }

    @Test("a comma or quote is taken for one with a combining sign behind it too")
    func quotes() {
        #expect(line(.word("a,\u{301}b")) == "\"a,\u{301}b\"")
        #expect(line(.word("a\"\u{301}b")) == "\"a\"\"\u{301}b\"")
    }

    @Test("figures are never marked")
    func figures() {
        #expect(line(.number(-7)) == "-7")
        #expect(line(.points(part: -1, of: 3)) == "-33.3")
        #expect(line(.points(part: 1, of: 3)) == "+33.3")
        #expect(line(.share(part: 2, of: 3)) == "66.7")
    }
}

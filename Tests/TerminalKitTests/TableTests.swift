import Testing

@testable import TerminalKit

@Suite("Table") struct TableTests {
    let households = Table(
        columns: [
            .init(title: "编号", minimumWidth: 4),
            .init(title: "地址", minimumWidth: 8),
            .init(title: "人数", alignment: .right, priority: 2),
            .init(title: "备注", priority: 3, minimumWidth: 10),
        ],
        rows: [
            ["7f3a", "朝阳小区3栋2单元501", "4", "下午六点以后有人，先打电话"],
            ["91bc", "12 Garden Road", "12", ""],
        ]
    )

    @Test("into a pipe every row is one whole line")
    func pipe() {
        #expect(
            households.render(width: nil) == """
                编号  地址                 人数  备注
                ----  -------------------  ----  --------------------------
                7f3a  朝阳小区3栋2单元501     4  下午六点以后有人，先打电话
                91bc  12 Garden Road         12

                """)
    }

    @Test("a terminal wide enough shows the same as a pipe")
    func wide() {
        #expect(households.render(width: 59) == households.render(width: nil))
    }

    @Test("a narrower terminal wraps the widest cells first")
    func wrapped() {
        #expect(
            households.render(width: 50) == """
                编号  地址                人数  备注
                ----  ------------------  ----  ------------------
                7f3a  朝阳小区3栋2单元       4  下午六点以后有人，
                      501                       先打电话
                91bc  12 Garden Road        12

                """)
    }

    @Test("when wrapping is not enough the least important columns go, one after the other")
    func dropped() {
        #expect(
            households.render(width: 25) == """
                编号  地址           人数
                ----  -------------  ----
                7f3a  朝阳小区3栋2      4
                      单元501
                91bc  12 Garden        12
                      Road

                """)
        #expect(
            households.render(width: 19) == """
                编号  地址
                ----  -------------
                7f3a  朝阳小区3栋2
                      单元501
                91bc  12 Garden
                      Road

                """)
    }

    @Test("of equally important columns the last goes first")
    func equalPriority() {
        let cells = ["aaaaaa", "bbbbbb", "cccccc"]
        let columns = ["A", "B", "C"].map { Table.Column(title: $0, priority: $0 == "A" ? 1 : 2, minimumWidth: 6) }
        let table = Table(columns: columns, rows: [cells])
        #expect(table.render(width: 14) == "A       B\n------  ------\naaaaaa  bbbbbb\n")
    }

    @Test("when even the indispensable columns do not fit, each row becomes a block of titles and values")
    func blocks() {
        #expect(
            households.render(width: 12) == """
                编号: 7f3a
                地址: 朝阳小
                区3栋2单元
                501
                人数: 4
                备注: 下午六
                点以后有人，
                先打电话

                编号: 91bc
                地址: 12
                Garden Road
                人数: 12
                备注:

                """)
    }

    @Test("no line is wider than the terminal or ends in a space, at any width", arguments: 2...70)
    func everyWidth(width: Int) {
        let lines = households.render(width: width).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width && $0.last != " " })
    }

    @Test("without rows the titles still show; without columns nothing does")
    func empty() {
        #expect(Table(columns: [.init(title: "id")], rows: []).render(width: 80) == "id\n--\n")
        #expect(Table(columns: [], rows: [[]]).render(width: 80) == "")
    }

    @Test("a very long cell among short ones is wrapped into what they leave")
    func longCell() {
        let long = String(repeating: "楼", count: 5_000)
        let table = Table(columns: [.init(title: "id"), .init(title: "note")], rows: [["1", long]])
        let lines = table.render(width: 44).split(separator: "\n")
        #expect(lines.count == 2 + 250)
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 44 })
    }

    @Test("a cell with a newline and an escape sequence stays on its line and steers nothing")
    func hostile() {
        let table = Table(columns: [.init(title: "note")], rows: [["a\nb\u{1B}[31m"]])
        #expect(table.render(width: nil) == "note\n-------------\na b\\u{1b}[31m\n")
    }

    /// A code, a name, a title of several words and a percentage, as a report has them.
    private func rates(_ language: Language) -> Table {
        let isChinese = language == .chinese
        return Table(
            columns: [
                .init(title: isChinese ? "区域" : "area", minimumWidth: 10),
                .init(title: isChinese ? "代码" : "rate", priority: 4, minimumWidth: 10),
                .init(title: isChinese ? "指标" : "title", minimumWidth: 10),
                .init(title: isChinese ? "分母" : "denominator", alignment: .right, priority: 2),
                .init(title: isChinese ? "比率" : "share", alignment: .right),
            ],
            rows: [
                [
                    "440605011901", "exercise_respondent_rate",
                    isChinese ? "受访者达标比例（3次×30分钟）" : "Respondents who exercise 3 times 30 minutes", "1234", "66.7%",
                ],
                ["440605011902", "awareness_rate", isChinese ? "“创文”知晓率" : "Aware of the campaign", "7", "100.0%"],
            ])
    }

    @Test(
        "codes, numbers and percentages never break while a text can give way or a column can go",
        arguments: [80, 60, 40, 34], Language.allCases)
    func wholeWords(width: Int, language: Language) {
        let drawn = rates(language).render(width: width)
        let lines = drawn.split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width }, "\(drawn)")
        for word in ["440605011901", "440605011902", "66.7%", "100.0%"] { #expect(drawn.contains(word), "\(drawn)") }
        #expect(drawn.contains("exercise_respondent_rate") == (width == 80), "\(drawn)")
        #expect(!drawn.contains("exercise_res") || drawn.contains("exercise_respondent_rate"), "\(drawn)")
        #expect(lines.contains { $0.hasPrefix("440605011901") && $0.hasSuffix("66.7%") }, "\(drawn)")
    }

    @Test("at 40 columns the titles wrap in what code and share leave them")
    func narrow() {
        #expect(
            rates(.chinese).render(width: 40) == """
                区域          指标          分母    比率
                ------------  ------------  ----  ------
                440605011901  受访者达标比  1234   66.7%
                              例（3次×30分
                              钟）
                440605011902  “创文”知晓率     7  100.0%

                """)
    }

    @Test("a word longer than any code breaks before a column is left out")
    func longWord() {
        let table = Table(
            columns: [.init(title: "id"), .init(title: "note", priority: 2)],
            rows: [[String(repeating: "x", count: 60), "ok"]])
        let drawn = table.render(width: 40)
        #expect(drawn.contains("note") && drawn.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(drawn)")
    }
}

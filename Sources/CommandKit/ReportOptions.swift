public import ArgumentParser
public import Values

/// The options that every report takes, in the field and for administrators.
public struct ReportOptions: ParsableArguments {
    /// Beginning of area codes; empty for all.
    @Option(help: named("code", "Only areas whose code begins so. / 只看代码以此开头的区域。"))
    public var area: String = ""
    /// Id of a standard, or a part only it has.
    @Option(help: named("id", "Only this standard. / 只看这个标准。"))
    public var standard: String?
    /// A version of the standard, from 1.
    @Option(help: named("number", "compliance: judge under this version of --standard. / 达标报表：按该标准的此版本评判。"))
    public var version: Int?
    /// What a row stands for; the report's first choice when `nil`.
    @Option(help: named("word", "What a row stands for; a wrong word lists the right ones. / 每行代表什么。"))
    public var by: String?
    /// Name of a round of visits; `nil` for the one under way.
    @Option(help: named("name", "The round of visits; else the one under way. / 入户轮次。"))
    public var round: String?
    /// First day, as `2011-05-12`.
    @Option(help: named("yyyy-mm-dd", "The first day that counts. / 起始日期。"))
    public var from: String?
    /// Last day, as `2011-05-12`.
    @Option(help: named("yyyy-mm-dd", "The last day that counts. / 截止日期。"))
    public var to: String?
    /// Path of a CSV file to write; `-` for standard output.
    @Option(help: named("file", "Write a CSV file, - for stdout. / 写入 CSV 文件。"))
    public var csv: String?
    /// Path of a workbook to write.
    @Option(help: named("file", "Write an Excel file. / 写入 Excel 文件。"))
    public var xlsx: String?
    /// Whether the records behind every figure are listed.
    @Flag(name: .long, help: "List the records behind every figure. / 列出每个数字背后的记录。")
    public var explain = false

    public init() {}

    /// Refuses to write two things to one place. To be asked before the report is made.
    ///
    /// - Parameter isJSON: Whether the result is to be JSON on standard output.
    /// - Throws: ``Failure`` `outputs_collide` (64).
    public func checkOutputs(isJSON: Bool) throws(Failure) {
        if isJSON, csv == "-" {
            throw Failure(fault: "outputs_collide")
        }
        if xlsx == "-" {
            throw Failure(fault: "workbook_to_output")
        }
        if let csv, csv == xlsx {
            throw Failure(fault: "outputs_alike", ["csv": "\(csv)"])
        }
    }
}

private func named(_ value: String, _ help: String) -> ArgumentHelp { ArgumentHelp(help, valueName: value) }

public import ArgumentParser
public import Values

/// The options that every report takes, in the field and for administrators.
public struct ReportOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只看代码以此开头的区域。", valueName: "code"))
    public var area: String = ""
    @Option(
        name: .long, help: ArgumentHelp("Only this standard. / 只看这个标准。", valueName: "id"))
    public var standard: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "compliance: judge under this version of --standard. / 达标报表：按该标准的此版本评判。", valueName: "number"))
    public var version: Int?
    @Option(
        name: .long,
        help: ArgumentHelp("What a row stands for; a wrong word lists the right ones. / 每行代表什么。", valueName: "word"))
    public var by: String?
    @Option(
        name: .long,
        help: ArgumentHelp("The round of visits; else the one under way. / 入户轮次。", valueName: "name"))
    public var round: String?
    @Option(name: .long, help: ArgumentHelp("The first day that counts. / 起始日期。", valueName: "yyyy-mm-dd"))
    public var from: String?
    @Option(name: .long, help: ArgumentHelp("The last day that counts. / 截止日期。", valueName: "yyyy-mm-dd"))
    public var to: String?
    @Option(name: .long, help: ArgumentHelp("Write a CSV file, - for stdout. / 写入 CSV 文件。", valueName: "file"))
    public var csv: String?
    @Option(name: .long, help: ArgumentHelp("Write an Excel file. / 写入 Excel 文件。", valueName: "file"))
    public var xlsx: String?
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

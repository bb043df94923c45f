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
            throw Failure(
                code: "outputs_collide", status: .usage,
                message: Localized(
                    zh: "--json 和 --csv - 都要写到标准输出。", en: "--json and --csv - would both write to standard output."),
                hint: Localized(zh: "请只用其中一个，或给 --csv 一个文件名。", en: "Take one of them, or give --csv a file."))
        }
        if xlsx == "-" {
            throw Failure(
                code: "outputs_collide", status: .usage,
                message: Localized(
                    zh: "Excel 文件不能写到标准输出。", en: "An Excel file cannot be written to standard output."),
                hint: Localized(zh: "请给 --xlsx 一个文件名。", en: "Give --xlsx a file."))
        }
        if let csv, csv == xlsx {
            throw Failure(
                code: "outputs_collide", status: .usage,
                message: Localized(
                    zh: "--csv 和 --xlsx 是同一个文件 \(csv)。", en: "--csv and --xlsx name the same file, \(csv)."),
                hint: Localized(zh: "请用两个文件名。", en: "Name two files."))
        }
    }
}

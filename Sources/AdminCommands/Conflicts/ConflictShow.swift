internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct ConflictShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a conflict: each value, and who wrote it, when and where. / 查看一个冲突。",
        discussion: "Example: ruhu-admin conflict show 3fa81c02")

    @Argument(help: ArgumentHelp("The conflict's id or a unique beginning of it. / 冲突编号。", valueName: "id"))
    var id: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let digits = try TypedConflictID.read(id)
        let conflict = try await connection.client(output).conflict(digits)
        // What was typed names one conflict, so as many digits of the id do.
        let short = String(conflict.id.prefix(max(8, digits.count)))
        try output.show(json: JSONValue(conflict)) { text(conflict, short: short, output) }
    }

    private func text(_ conflict: ConflictRecord, short: String, _ output: Output) -> String {
        let environment = CommandEnvironment.variables
        var text = ""
        func line(_ title: Localized, _ value: String) {
            text += "\(output.text(title)): \(DisplayWidth.printable(value))\n"
        }
        line(Localized(zh: "冲突", en: "conflict"), conflict.id)
        line(Localized(zh: "记录", en: "record"), "\(conflict.recordType) \(conflict.label) (\(conflict.recordId))")
        line(Localized(zh: "字段", en: "field"), conflict.field)
        line(Localized(zh: "区域", en: "areas"), conflict.areas.joined(separator: " "))
        line(Localized(zh: "不能自动决定的原因", en: "why nobody decided"), output.text(Self.cause(conflict.cause)))
        let values = CandidateText(conflict, output)
        let base = conflict.baseJSON.map { values.text(ShownValue.json($0)) }
        line(
            Localized(zh: "改动之前的值", en: "value before"), base ?? output.text(Localized(zh: "不详", en: "not known")))
        text += output.table(
            [
                .init(title: "N", alignment: .right),
                .init(title: output.text(Localized(zh: "值", en: "value")), minimumWidth: 10),
                .init(title: output.text(Localized(zh: "谁", en: "author"))),
                .init(title: output.text(Localized(zh: "设备", en: "device")), priority: 3),
                .init(title: output.text(Localized(zh: "时间", en: "written")), priority: 2),
                .init(title: output.text(Localized(zh: "理由", en: "reason")), priority: 4),
            ],
            conflict.values.enumerated().map { index, candidate in
                let mark = candidate.suspect ? output.text(Localized(zh: "（时钟可疑）", en: " (clock suspect)")) : ""
                return [
                    String(index + 1), values.text(candidate), candidate.author, candidate.device,
                    LocalTime.text(candidate.writtenAt, environment: environment) + mark, candidate.reason,
                ]
            })
        let command = "ruhu-admin conflict resolve \(short)"
        text += output.text(
            Localized(
                zh: "解决：\(command) --take N --reason 理由，或 --value 另一个值\n",
                en: "To resolve: \(command) --take N --reason TEXT, or --value for another\n"))
        return text
    }

    private static func cause(_ cause: String) -> Localized {
        switch cause {
        case "manual": Localized(zh: "这个字段由人决定", en: "people decide this field")
        case "edit_against_delete": Localized(zh: "一人删除，另一人修改", en: "one person deleted, another edited")
        case "live_children": Localized(zh: "已删除，但其下还有记录", en: "deleted, but records lie under it")
        default: Localized(zh: cause, en: cause)
        }
    }
}

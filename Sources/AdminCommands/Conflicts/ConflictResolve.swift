internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct ConflictResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Decide a conflict. / 解决冲突。",
        discussion: """
            Take one of the values by its number in `conflict show`, or state another. The reason is kept with the record.

            Example: ruhu-admin conflict resolve 3fa81c02 --take 2 --reason "photo of the door plate"
            """)

    @Argument(help: ArgumentHelp("The conflict's id or a unique beginning of it. / 冲突编号。", valueName: "id"))
    var id: String

    @Option(name: .long, help: ArgumentHelp("Number of the value to take, from 1. / 采用第几个值。", valueName: "n"))
    var take: Int?

    @Option(name: .long, help: ArgumentHelp("Another value. / 另一个值。", valueName: "text"))
    var value: String?

    @Option(name: .long, help: ArgumentHelp("Why. / 理由。", valueName: "text"))
    var reason: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let digits = try TypedConflictID.read(id)
        try checkUsage()
        let client = try connection.client(output)
        let conflict = try await client.conflict(digits)
        let chosen = try chosen(in: conflict, short: String(conflict.id.prefix(max(8, digits.count))))
        try await client.resolve(
            conflict: conflict.id,
            ConflictResolution(version: conflict.version, take: take, value: value, reason: reason))
        try output.show(
            json: .object([
                .init("id", .string(conflict.id)), .init("recordId", .string(conflict.recordId)),
                .init("recordType", .string(conflict.recordType)), .init("field", .string(conflict.field)),
                .init("value", conflict.withheld == true ? .null : chosen), .init("reason", .string(reason)),
                .init("withheld", .boolean(conflict.withheld == true)),
            ])
        ) {
            let text = CandidateText(conflict, output)
            let shown = take.map { text.text(conflict.values[$0 - 1]) } ?? text.text(chosen)
            return output.text(
                Localized(
                    zh: "已解决：\(conflict.label) 的 \(conflict.field) 为 \(shown)。\n",
                    en: "Resolved: \(conflict.field) of \(conflict.label) is \(shown).\n"))
        }
    }

    private func checkUsage() throws {
        let command = "ruhu-admin conflict resolve"
        guard (take == nil) != (value == nil) else {
            throw Failure.usage(
                Localized(
                    zh: "请在 --take 和 --value 中给出一个，且只给一个。", en: "Give either --take or --value, and only one of them."),
                command: command)
        }
        guard !reason.allSatisfy(\.isWhitespace) else {
            throw Failure.usage(
                Localized(zh: "--reason 不能为空：理由会随记录保存。", en: "--reason must not be blank: it is kept with the record."),
                command: command)
        }
    }

    /// The value that is about to win.
    private func chosen(in conflict: ConflictRecord, short: String) throws -> JSONValue {
        guard let take else {
            // An empty text clears the field.
            guard let value, !value.isEmpty else { return .null }
            return .string(value)
        }
        guard (1...max(1, conflict.values.count)).contains(take), !conflict.values.isEmpty else {
            throw Failure(
                code: "take_out_of_range", status: .data,
                message: Localized(
                    zh: "冲突 \(short) 有 \(conflict.values.count) 个值，没有第 \(take) 个。",
                    en: "Conflict \(short) has \(conflict.values.count) values and no number \(take)."),
                hint: Localized(
                    zh: "ruhu-admin conflict show \(short) 列出各个值。",
                    en: "ruhu-admin conflict show \(short) lists them."))
        }
        return ShownValue.json(conflict.values[take - 1].valueJSON)
    }
}

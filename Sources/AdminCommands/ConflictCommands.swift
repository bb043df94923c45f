internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import TerminalKit
internal import Values

struct ConflictGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict", abstract: "Values that people must decide between. / 待人决定的冲突。",
        subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}

struct ConflictList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open conflicts. / 列出未解决的冲突。",
        discussion: "Example: ruhu-admin conflict list --area 440605011")

    @Option(name: .long, help: ArgumentHelp("Only areas whose codes begin with this. / 只列出以此开头的区域。", valueName: "code"))
    var area: String?
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let conflicts = try await client.conflicts(area: area ?? "")
        let short = ShortIDs(conflicts.value.map(\.id))
        try output.show(
            conflicts.value, none: Localized(zh: "没有未解决的冲突。", en: "No conflict is open."),
            columns: [
                ListedColumn("编号", "id") { short[$0.id] },
                ListedColumn("记录", "record", minimumWidth: 10) { $0.label.isEmpty ? $0.recordType : $0.label },
                ListedColumn("字段", "field", \.field),
                ListedColumn("各个值", "values", minimumWidth: 12) { conflict in
                    let text = CandidateText(conflict, titles: conflicts.titles, output)
                    return conflict.values.enumerated().map { "\($0 + 1)) \(text.text($1))" }.joined(separator: "  ")
                },
                ListedColumn("区域", "areas", priority: 2) { $0.areas.joined(separator: " ") },
            ])
    }
}

struct ConflictShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a conflict: each value, and who wrote it, when and where. / 查看一个冲突。",
        discussion: "Example: ruhu-admin conflict show 3fa81c02")

    @Argument(help: ArgumentHelp("The conflict's id or a unique beginning of it. / 冲突编号。", valueName: "id"))
    var id: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let digits = try TypedConflictID.read(id)
        let (client, output) = try connection.open()
        let conflict = try await client.conflict(digits)
        // What was typed names one conflict, so as many digits of the id do.
        let short = String(conflict.value.id.prefix(max(8, digits.count)))
        try output.show(conflict.value) {
            let values = CandidateText(conflict.value, titles: conflict.titles, output)
            return try text(conflict.value, values, short: short, output)
        }
    }

    private func text(
        _ conflict: ConflictRecord, _ values: CandidateText, short: String, _ output: Output
    ) throws -> String {
        var text = ""
        func line(_ title: Localized, _ value: String) {
            text += "\(output.text(title)): \(DisplayWidth.printable(value))\n"
        }
        line(Localized(zh: "冲突", en: "conflict"), conflict.id)
        line(Localized(zh: "记录", en: "record"), "\(conflict.recordType) \(conflict.label) (\(conflict.recordId))")
        line(Localized(zh: "字段", en: "field"), conflict.field)
        line(Localized(zh: "区域", en: "areas"), conflict.areas.joined(separator: " "))
        line(Localized(zh: "不能自动决定的原因", en: "why nobody decided"), output.text(Self.cause(conflict.cause)))
        line(
            Localized(zh: "改动之前的值", en: "value before"),
            conflict.base.map(values.text) ?? output.text(Localized(zh: "不详", en: "not known")))
        text += try output.table(
            Array(conflict.values.enumerated()),
            [
                ListedColumn("N", "N", alignment: .right) { String($0.offset + 1) },
                ListedColumn("值", "value", minimumWidth: 10) { values.text($0.element) },
                ListedColumn("谁", "author", \.element.author),
                ListedColumn("设备", "device", priority: 3, \.element.device),
                ListedColumn("时间", "written", priority: 2) { _, value in
                    LocalTime.text(value.writtenAt)
                        + (value.suspect ? output.text(Localized(zh: "（时钟可疑）", en: " (clock suspect)")) : "")
                },
                ListedColumn("理由", "reason", priority: 4, \.element.reason),
            ])
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

    func run() async throws {
        let digits = try TypedConflictID.read(id)
        try checkUsage()
        let (client, output) = try connection.open()
        let titled = try await client.conflict(digits)
        let conflict = titled.value
        let chosen = try chosen(in: conflict, short: String(conflict.id.prefix(max(8, digits.count))))
        try await client.resolve(
            conflict: conflict.id,
            ConflictResolution(version: conflict.version, take: take, value: value, reason: reason))
        let text = CandidateText(conflict, titles: titled.titles, output)
        let shown = take.map { text.text(conflict.values[$0 - 1]) } ?? text.text(chosen)
        try output.show(
            Resolved(
                id: conflict.id, recordId: conflict.recordId, recordType: conflict.recordType, field: conflict.field,
                value: conflict.withheld ? .null : chosen, reason: reason, withheld: conflict.withheld),
            Localized(
                zh: "已解决：\(conflict.label) 的 \(conflict.field) 为 \(shown)。",
                en: "Resolved: \(conflict.field) of \(conflict.label) is \(shown)."))
    }

    private struct Resolved: Encodable {
        let id, recordId, recordType, field: String
        let value: JSONValue
        let reason: String
        let withheld: Bool
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
                fault: "take_out_of_range",
                ["short": "\(short)", "count": "\(conflict.values.count)", "take": "\(take)"])
        }
        return conflict.values[take - 1].value
    }
}

/// The id of a conflict, or a beginning of it, as a person typed it.
enum TypedConflictID {
    /// - Throws: ``Failure`` `conflict_id_invalid` with exit code 65.
    static func read(_ text: String) throws(Failure) -> String {
        let digits = text.lowercased()
        guard (1...64).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else {
            throw Failure(fault: "conflict_id_invalid", ["text": "\(text)"])
        }
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

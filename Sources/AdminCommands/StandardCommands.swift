internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Standards
internal import TerminalKit
internal import Values

struct StandardGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standard", abstract: "Standards that communities are inspected against. / 检查标准。",
        subcommands: [StandardImport.self, StandardList.self, StandardShow.self])
}

struct StandardList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published standards. / 列出已发布的标准。",
        discussion: "Example: ruhu-admin standard list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        try output.show(
            try await client.standards(), none: Localized(zh: "还没有发布任何标准。", en: "No standard is published."),
            columns: [
                ListedColumn("标准", "standard", \.standard),
                ListedColumn("版本", "version", alignment: .right) { String($0.version) },
                ListedColumn("名称", "title", minimumWidth: 16) { output.text($0.title) },
                ListedColumn("组", "groups", alignment: .right, priority: 3) { String($0.groups) },
                ListedColumn("指标", "indicators", alignment: .right) { String($0.indicators) },
                ListedColumn("发布时间", "published", priority: 2) {
                    output.published($0.publishedAt, isDamaged: $0.damaged)
                },
            ])
    }
}

struct StandardImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Check a standard and publish it. / 检查并发布一个标准。",
        discussion: """
            The file is YAML in the form of Protocol/standards.md. All its faults are told at once, each with line, column \
            and code, and then nothing is published. A published version never changes; a newer one says in code_map what \
            became of the codes that are gone. Devices receive it with their next sync.

            Example: ruhu-admin standard import district-2027.yaml --dry-run
            """)

    @Argument(
        help: ArgumentHelp("YAML. / YAML 文件。", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var file: String
    @Flag(name: .long, help: "Only check the file. / 只检查，不发布。") var dryRun = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let document = try DocumentFile(path: file)
        let (client, output) = try connection.open()
        let result = try await client.publishStandard(document, isTrial: dryRun)
        let standard = result.standard
        try output.show(Joined(["outcome": result.outcome], standard)) {
            output.text(
                result.outcome, name: "\(standard.standard) \(standard.version)", title: output.text(standard.title),
                size: Localized(
                    zh: """
                        \(standard.groups) 组，\(standard.indicators) 项指标，\(standard.checks) 个分项，\
                        \(standard.tasks) 项任务
                        """,
                    en: """
                        \(standard.groups) groups, \(standard.indicators) indicators, \(standard.checks) checks, \
                        \(standard.tasks) tasks
                        """))
        }
    }
}

struct StandardShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a standard: groups, indicators, thresholds in words. / 查看一个标准。",
        discussion: """
            With --json it is the whole document, or with --code the one indicator of it, as it was published.

            Example: ruhu-admin standard show nanhai-2011-happy-harmonious-community --code NH11-FAC-01
            """)

    @Argument(help: ArgumentHelp("The standard's id or a unique beginning of it. / 标准编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("Else the newest. / 版本，默认最新。", valueName: "number")) var version: Int?
    @Option(name: .long, help: ArgumentHelp("Only this indicator, group or check. / 只看这一项。", valueName: "code"))
    var code: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let content = try await client.standard(id, version: version)
        let document = ShownValue.json(content.document)
        if output.isJSON, code == nil { return try output.show(document) { "" } }
        let standard = try Self.standard(content, document)
        let shown = try indicators(of: standard)
        try output.show(json(document, shown)) {
            try heading(content.standard, output)
                + (code == nil ? overview(standard, output) : shown.map { details($0, standard, output) }.joined())
        }
    }

    private static func standard(_ content: StandardContent, _ document: JSONValue) throws -> Standard {
        let (read, faults) = StandardReading.read(document, for: .using)
        if let read { return read }
        throw Failure(
            fault: "standard_unreadable",
            ["standard": content.standard.standard, "version": String(content.standard.version)],
            bilingual: ["faults": faults.first?.message ?? Localized("")])
    }

    /// What `--code` names; everything without it.
    private func indicators(of standard: Standard) throws -> [Indicator] {
        guard let code else { return standard.indicators }
        let found = standard.indicators.filter { indicator in
            indicator.code == code || indicator.group == code || indicator.checks.contains { $0.code == code }
        }
        guard found.isEmpty else { return found }
        throw Failure(
            fault: "code_unknown", ["standard": standard.id, "version": String(standard.version), "code": code])
    }

    private func json(_ document: JSONValue, _ shown: [Indicator]) -> JSONValue {
        guard case .array(let items)? = document["items"] else { return document }
        let codes = Set(shown.map(\.code))
        let found = items.filter { item in
            if case .string(let code)? = item["code"] { codes.contains(code) } else { false }
        }
        return found.count == 1 ? found[0] : .array(found)
    }

    // MARK: - For people

    private func heading(_ standard: StandardRecord, _ output: Output) -> String {
        let published = LocalTime.text(standard.publishedAt ?? "")
        var text = "\(standard.standard) \(standard.version): \(DisplayWidth.printable(output.text(standard.title)))\n"
        if let number = standard.documentNumber { text += "\(DisplayWidth.printable(number))\n" }
        text += output.text(
            Localized(
                zh:
                    "\(standard.groups) 组，\(standard.indicators) 项指标，\(standard.checks) 个分项；\(published) 由 \(standard.publishedBy ?? "") 发布\n",
                en: """
                    \(standard.groups) groups, \(standard.indicators) indicators, \(standard.checks) checks; published \
                    \(published) by \(standard.publishedBy ?? "")

                    """))
        return text
    }

    private func overview(_ standard: Standard, _ output: Output) throws -> String {
        let wording = ThresholdWording(standard)
        return try standard.groups.map { group in
            let members = standard.indicators.filter { $0.group == group.code }
            return try "\n\(DisplayWidth.printable("\(group.code) \(output.text(group.title))"))\n"
                + output.table(
                    members,
                    [
                        ListedColumn("代码", "code", \.code),
                        ListedColumn("指标", "indicator", minimumWidth: 16) { output.text($0.title) },
                        ListedColumn("要求", "threshold", minimumWidth: 16) { threshold($0, wording, output) },
                        ListedColumn("条款", "clause", priority: 2, \.clause),
                    ])
        }.joined()
    }

    private func details(_ indicator: Indicator, _ standard: Standard, _ output: Output) -> String {
        let wording = ThresholdWording(standard)
        var text = "\n\(DisplayWidth.printable("\(indicator.code) \(output.text(indicator.title))"))\n"
        func line(_ title: Localized, _ value: String) {
            if !value.isEmpty { text += "  \(output.text(title)): \(DisplayWidth.printable(value))\n" }
        }
        let group = standard.groups.first { $0.code == indicator.group }
        line(Localized(zh: "组", en: "group"), "\(indicator.group) \(group.map { output.text($0.title) } ?? "")")
        line(Localized(zh: "条款", en: "clause"), indicator.clause)
        line(Localized(zh: "要求", en: "requirement"), output.text(indicator.requirement))
        line(Localized(zh: "类别", en: "kind"), "\(indicator.kind.rawValue), \(indicator.assessment.rawValue)")
        line(Localized(zh: "达标线", en: "threshold"), threshold(indicator, wording, output))
        line(
            Localized(zh: "适用", en: "applies when"),
            indicator.applicability.map { output.text(wording.words($0)) } ?? "")
        line(Localized(zh: "牵头单位", en: "lead unit"), indicator.leadUnit ?? "")
        line(
            Localized(zh: "记录", en: "recorded"), standard.questions(for: indicator).map(\.name).joined(separator: ", "))
        for check in indicator.checks {
            let threshold = check.threshold.map { ": " + output.text(wording.words($0)) } ?? ""
            let words = "\(check.code) \(output.text(check.title))\(threshold)"
            text += "  \(DisplayWidth.printable(words))\n"
        }
        return text
    }

    private func threshold(_ indicator: Indicator, _ wording: ThresholdWording, _ output: Output) -> String {
        if indicator.isDisabled { return output.text(Localized(zh: "停用（历史）", en: "not evaluated (history)")) }
        switch (indicator.assessment, indicator.threshold) {
        case (.report, _): return output.text(Localized(zh: "只报告", en: "reported only"))
        case (.judgement, nil): return output.text(Localized(zh: "由检查员判定", en: "an inspector decides"))
        case (_, let threshold): return threshold.map { output.text(wording.words($0)) } ?? ""
        }
    }
}

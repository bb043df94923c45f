internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Hold a community against a standard. / 按标准检查社区。",
        discussion: "Example / 例: ruhu inspect start --standard nanhai-2011 --area 440605011001",
        subcommands: [
            InspectStart.self, InspectWalk.self, InspectRecord.self, InspectExempt.self, InspectNote.self,
            InspectShow.self, InspectList.self, InspectReuse.self, InspectSubmit.self,
        ])
}

struct InspectStart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begin an inspection. / 开始一次检查。",
        discussion: """
            Kinds: baseline, self_check, inspection, acceptance, supervision. Every call makes a new inspection.

            Example / 例:
              ruhu inspect start --standard nanhai-2011 --area 440605011001 --kind baseline
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Id of the standard, or a part only it has. / 标准编号或其中一段。", valueName: "id"))
    var standard: String
    @Option(name: .long, help: ArgumentHelp("Code of the area. / 区域代码。", valueName: "code"))
    var area: String
    @Option(name: .long, help: ArgumentHelp("Kind of inspection. / 检查类别。", valueName: "kind"))
    var kind: String = "inspection"
    @Option(
        name: .long,
        help: ArgumentHelp("The day it judges, today if left out. / 检查日期，默认今天。", valueName: "yyyy-mm-dd"))
    var date: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let day = try date.map(InspectionDate.read)
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspections.start(
            standard: standard, area: area, kind: kind.replacing("-", with: "_"), date: day)
        let output = opened.output
        let id = try opened.store.shortID(inspection.id)
        try output.show(InspectionRow(inspection: inspection)) { id + "\n" }
        output.tell(
            Localized(
                zh:
                    "已开始：\(inspection.standard) 第 \(inspection.version) 版，区域 \(inspection.area)。逐项检查：ruhu inspect walk \(id)",
                en: "Begun: \(inspection.standard) version \(inspection.version), area \(inspection.area). "
                    + "Go through it: `ruhu inspect walk \(id)`"), .green)
    }
}

struct InspectRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record values of an inspection. / 录入检查数值。",
        discussion: """
            One JSON object: measured facts by name, indicators and checks by code with true or false; null takes a
            value back. All values are checked first, and all are saved or none.

            Example / 例:
              echo '{"office_area":178,"households":998,"NH11-FAC-04.1":true}' | ruhu inspect record 0199a1b2 --values -
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("JSON file, - for standard input. / JSON 文件。", valueName: "file.json"))
    var values: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspections.record(
            id, values: try WholeFile.named(values, bytesMax: ValueLimits.inputBytesMax))
        let text = InspectionText(store: opened.store, output: opened.output)
        let judged = try opened.store.inspections.judged(inspection)
        try opened.output.show(JudgedRow(judged: judged, output: opened.output)) { text.summary(judged) }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}

struct InspectExempt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "Say why an indicator does not apply here. / 说明某指标在此不适用。",
        discussion: "Example / 例: ruhu inspect exempt 0199a1b2 NH11-FAC-05 --reason 街道认定不具备设站条件")

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("Code of the indicator. / 指标编号。", valueName: "code"))
    var code: String
    @Option(name: .long, help: ArgumentHelp("Why; empty takes it back. / 理由，留空则取消。", valueName: "text"))
    var reason: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspections.one(id)
        let indicator = try opened.store.inspections.indicator(code, of: inspection)
        let saved = try opened.store.inspections.exempt(indicator.code, reason: reason, in: inspection)
        try InspectionText(store: opened.store, output: opened.output).showSaved(saved)
    }
}

struct InspectNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Note something, or the place. / 记备注或位置。",
        discussion: """
            Example / 例:
              ruhu inspect note 0199a1b2 东侧围墙破损 --code NH11-FAC-06
              ruhu inspect note 0199a1b2 --position 23.0288,113.1426
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("The note. / 备注。", valueName: "text"))
    var text: String?
    @Option(name: .long, help: ArgumentHelp("The indicator it is about. / 相关指标编号。", valueName: "code"))
    var code: String?
    @Option(name: .long, help: ArgumentHelp("Where, in degrees. / 位置，十进制度。", valueName: "lat,lon"))
    var position: String?
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if text == nil && position == nil { throw ValidationError("Give a note or --position. / 请写备注或 --position。") }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        var inspection = try opened.store.inspections.one(id)
        if let position { inspection = try opened.store.inspections.setPosition(position, of: inspection) }
        if let text {
            let about = try code.map { try opened.store.inspections.indicator($0, of: inspection).code } ?? ""
            inspection = try opened.store.inspections.note(text, on: about, in: inspection)
        }
        try InspectionText(store: opened.store, output: opened.output).showSaved(inspection)
    }
}

struct InspectShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how an inspection comes out. / 查看检查结果。",
        discussion: """
            Example / 例:
              ruhu inspect show 0199a1b2
              ruhu inspect show 0199a1b2 --result fail
              ruhu inspect show 0199a1b2 --standard qingpu-2011     # the same values under another standard
              ruhu inspect show 0199a1b2 --version 2                # the same values under a later version
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp("Hold its values against another standard. / 用另一标准评判同样的数值。", valueName: "id"))
    var standard: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Judge under a later version of the standard. / 按标准的较新版本评判。", valueName: "number"))
    var version: Int?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only this result: pass, fail, notApplicable, reportOnly, noData. / 只看某种结果。", valueName: "result"))
    var result: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let only = try result.map(OutcomeWords.read)
        let opened = try options.open(to: .look)
        let judged = try opened.store.inspections.judged(
            try opened.store.inspections.one(id), under: standard, version: version)
        let text = InspectionText(store: opened.store, output: opened.output)
        try opened.output.show(JudgedRow(judged: judged, only: only, output: opened.output)) {
            try text.text(judged, only: only)
        }
    }
}

struct InspectList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List inspections, newest first. / 列出检查，最近的在前。",
        discussion: "Example / 例: ruhu inspect list --area 440605")

    @Option(name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let inspections = try opened.store.inspections.list(area: area)
        try InspectionText(store: opened.store, output: opened.output).show(inspections)
    }
}

struct InspectReuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reuse", abstract: "Take over what was measured before. / 沿用以前测得的数值。",
        discussion: """
            Facts that this inspection's standard asks for, that it lacks, and that the latest earlier inspections of
            the same area recorded, under whichever standard. They are listed first and taken over with --yes.

            Example / 例: ruhu inspect reuse 0199a1b2 --yes
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp("Only facts measured since that day. / 只沿用该日以后测得的。", valueName: "yyyy-mm-dd"))
    var since: String?
    @Flag(name: .long, help: "Take them over without asking. / 不再询问，直接沿用。")
    var yes = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let day = try since.map(InspectionDate.read)
        let opened = try options.open(to: .save)
        let output = opened.output
        let inspection = try opened.store.inspections.one(id)
        let facts = try opened.store.inspections.reusableFacts(for: inspection, since: day)
        let text = InspectionText(store: opened.store, output: output)
        if facts.isEmpty {
            try output.show(facts) { "" }
            return output.tell(Localized(zh: "没有可沿用的数值。", en: "Nothing to take over."))
        }
        if !yes {
            try output.result.write(try text.table(facts))
            let question = Localized(zh: "沿用这 \(facts.count) 项？", en: "Take over these \(facts.count)?")
            guard try Confirmation.ask(question, flag: "--yes", output: output) else {
                return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
            }
        }
        _ = try opened.store.inspections.record(facts.map { ($0.name, $0.value) }, in: inspection)
        try output.show(facts) { "" }
        output.tell(Localized(zh: "已沿用 \(facts.count) 项。", en: "Took over \(facts.count)."), .green)
    }
}

struct InspectSubmit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit an inspection. / 提交检查。",
        discussion: """
            A submitted inspection is not changed any more. Rectifications that were closed and whose indicator fails
            again are reopened in the same save.

            Example / 例: ruhu inspect submit 0199a1b2 --open
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Flag(name: .long, help: "Also open a rectification for each failed indicator that has none. / 同时为每个未达标指标立项整改。")
    var open = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let submitted = try opened.store.inspections.submit(id, opensRectifications: open)
        let output = opened.output
        let text = InspectionText(store: opened.store, output: output)
        let row = JudgedRow(judged: submitted.judged, submitted: submitted, output: output)
        try output.show(row) { text.summary(submitted.judged) }
        output.tell(Localized(zh: "已提交。", en: "Submitted."), .green)
        if !submitted.reopened.isEmpty {
            output.tell(
                Localized(
                    zh: "重新打开整改 \(submitted.reopened.count) 项。",
                    en: "Reopened rectifications: \(submitted.reopened.count)."), .yellow)
        }
        if !submitted.opened.isEmpty {
            output.tell(
                Localized(zh: "新立整改 \(submitted.opened.count) 项。", en: "New rectifications: \(submitted.opened.count).")
            )
        } else if submitted.judged.count(.fail) > submitted.covered {
            output.tell(
                Localized(
                    zh:
                        "未达标且没有整改的指标：\(submitted.judged.count(.fail) - submitted.covered) 项。用 ruhu rectification open \(id) 立项。",
                    en: "Failed and without a rectification: \(submitted.judged.count(.fail) - submitted.covered). "
                        + "`ruhu rectification open \(id)` opens them."), .yellow)
        }
    }
}

internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
        let inspection = try opened.store.startInspection(
            standard: standard, area: area, kind: kind.replacing("-", with: "_"), date: day)
        let output = opened.output
        let text = InspectionText(store: opened.store, output: output)
        let id = try opened.store.shortID(inspection.id)
        try output.show(json: text.json(inspection)) { id + "\n" }
        output.tell(
            Localized(
                zh:
                    "已开始：\(inspection.standard) 第 \(inspection.version) 版，区域 \(inspection.area)。逐项检查：ruhu inspect walk \(id)",
                en: "Begun: \(inspection.standard) version \(inspection.version), area \(inspection.area). "
                    + "Go through it: `ruhu inspect walk \(id)`"), .green)
    }
}

/// A day as an option gives it.
enum InspectionDate {
    /// - Throws: ``Failure`` `date_invalid` (64).
    static func read(_ text: String) throws -> CalendarDate {
        if let date = CalendarDate(text) { return date }
        throw Failure(
            code: "date_invalid", status: .usage,
            message: Localized(zh: "“\(text)”不是日期。", en: "\"\(text)\" is not a day."),
            hint: Localized(zh: "请写成 2011-05-12。", en: "Write it like 2011-05-12."))
    }
}

internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct InspectList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List inspections, newest first. / 列出检查，最近的在前。",
        discussion: "Example / 例: ruhu inspect list --area 440605")

    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let inspections = try opened.store.inspections(area: area)
        try InspectionText(store: opened.store, output: opened.output).show(inspections)
    }
}

internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct VisitList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List visits. / 列出入户访问。",
        discussion: "Example / 例: ruhu visit list --household 0199a1b2; ruhu visit list --drafts")

    @Option(name: .long, help: ArgumentHelp("Only those of a household. / 只列某住户的。", valueName: "id"))
    var household: String?
    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @Flag(name: .long, help: "Those under way on this device instead. / 改为列出本机正在进行的。")
    var drafts = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        if drafts {
            let drafts = try opened.store.visitDrafts(household: household)
            try DraftText(store: opened.store, output: opened.output).show(drafts)
            tell(try opened.store.unreadableDrafts(), through: opened.output)
        } else {
            let visits = try opened.store.visits(household: household, area: area)
            try VisitText(store: opened.store, output: opened.output).show(visits)
        }
    }

    private func tell(_ unreadable: [RecordID], through output: Output) {
        guard !unreadable.isEmpty else { return }
        let ids = unreadable.map(\.description).joined(separator: ", ")
        output.tell(
            Localized(
                zh: "另有本程序不能读取的入户，仍留在本机：\(ids)。请升级程序后再看。",
                en: "Kept as well, but not readable by this version of the program: \(ids). Upgrade it and look again."),
            .yellow)
    }
}

internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Values

struct RectificationList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List rectifications, oldest first. / 列出整改，最早的在前。",
        discussion: "Example / 例: ruhu rectification list --state open --overdue")

    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @Option(name: .long, help: ArgumentHelp("Only this state. / 只列此状态。", valueName: "state"))
    var state: String?
    @Flag(name: .long, help: "Only those whose day is past. / 只列逾期的。")
    var overdue = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let only = try state.map(Self.read)
        let opened = try options.open(to: .look)
        let today = try opened.store.today()
        let entries = try opened.store.rectifications(area: area).filter { entry in
            (only == nil || entry.state == only) && (!overdue || entry.isOverdue(on: today))
        }
        try RectificationText(store: opened.store, output: opened.output).show(entries)
    }

    private static func read(_ text: String) throws -> RectificationState {
        if let state = RectificationState(rawValue: text.replacing("-", with: "_")) { return state }
        let known = RectificationState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
            code: "state_unknown", status: .usage,
            message: Localized(zh: "没有状态“\(text)”。", en: "There is no state \"\(text)\"."),
            hint: Localized(zh: "可用：\(known)。", en: "There are: \(known)."))
    }
}

internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct TodayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "today", abstract: "Households still to call upon in this round. / 今天要走访的住户。",
        discussion: """
            Those that assignments name you for; where none does, all in your areas. Appointments come first, then what is to \
            be finished, then the rest by building, unit and room.

            Example / 例:
              ruhu today
              ruhu today --area 440605011901 --building 3栋
            """)

    @Option(name: .long, help: ArgumentHelp("Only areas whose codes begin with this. / 只看这个区域。", valueName: "code"))
    var area: String?

    @Option(name: .long, help: ArgumentHelp("Only this building. / 只看这一栋。", valueName: "building"))
    var building: String?

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let today = try opened.store.today(area: area ?? "", building: building ?? "")
        let text = TodayText(today: today, store: opened.store, output: opened.output)
        try opened.output.show(json: text.json) { try text.people() }
    }
}

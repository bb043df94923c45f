internal import ArgumentParser

struct AreaGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "area", abstract: "Administrative divisions. / 行政区划。",
        subcommands: [AreaImportCommand.self, AreaList.self])
}

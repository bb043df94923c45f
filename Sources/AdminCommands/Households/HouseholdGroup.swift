internal import ArgumentParser

struct HouseholdGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household", abstract: "Households. / 住户。", subcommands: [HouseholdImportCommand.self])
}

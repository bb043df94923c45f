internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct HouseholdFind: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find households by parts of their address. / 按地址查找住户。",
        discussion: """
            Several words must all match. Full-width digits and 栋, 幢, 座 are found whichever was typed.

            Example / 例:
              ruhu household find 3栋0301
              ruhu household find 幸福 301
            """)

    @Argument(help: ArgumentHelp("Words of the address. / 地址中的字词。", valueName: "text"))
    var words: [String]
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let found = try opened.store.findHouseholds(words.joined(separator: " "))
        let type = try opened.store.type(named: "household")
        try RecordText(store: opened.store, output: opened.output, type: type).show(found)
    }
}

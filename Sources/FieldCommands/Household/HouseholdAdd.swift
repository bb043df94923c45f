internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct HouseholdAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a household. / 添加住户。",
        discussion: """
            Example / 例:
              ruhu household add --area 440605011001 --building 3栋 --unit 1单元 --room 0301 occupancy=permanent
            """)

    @Option(name: .long, help: ArgumentHelp("Code of the area. / 区域代码。", valueName: "code"))
    var area: String
    @Option(name: .long, help: ArgumentHelp("Building. / 楼栋。", valueName: "text"))
    var building: String
    @Option(name: .long, help: ArgumentHelp("Unit. / 单元。", valueName: "text"))
    var unit: String = ""
    @Option(name: .long, help: ArgumentHelp("Room. / 房号。", valueName: "text"))
    var room: String
    @Flag(name: .long, help: "Add it although the address is there already. / 地址已有也要添加。")
    var force = false
    @Argument(help: ArgumentHelp("Further fields. / 其他字段。", valueName: "field=value"))
    var fields: [String] = []
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let household = try opened.store.addHousehold(
            area: area, building: building, unit: unit, room: room, assignments: fields, isForced: force)
        try RecordText(store: opened.store, output: opened.output, type: household.type).showAdded(household)
    }
}

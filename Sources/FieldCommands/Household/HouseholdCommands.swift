internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import TerminalKit
internal import Values

struct HouseholdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household",
        abstract: "Households: add, change, find, list, show, import. / 住户：添加、修改、查找、列出、查看、导入。",
        discussion: "Example / 例: ruhu household find 3栋0301",
        subcommands: [
            HouseholdAdd.self, HouseholdSet.self, HouseholdFind.self, HouseholdList.self, HouseholdShow.self,
            HouseholdImportCommand.self,
        ])
}

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
        let household = try opened.store.households.add(
            area: area, building: building, unit: unit, room: room, assignments: fields, isForced: force)
        try RecordText(store: opened.store, output: opened.output, type: household.type).showAdded(household)
    }
}

struct HouseholdSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a household. / 修改住户的字段。",
        discussion: """
            FIELD= clears a field; tags+=A adds one of several values, tags-=A takes it out; deleted=true deletes the \
            household, deleted=false brings it back. What is there already is not written again, unless --confirm.
            tags+=甲 添加一个标签，tags-=甲 去掉一个；已有的值不再写入，除非加 --confirm。

            Example / 例:
              ruhu household set 0199a1b2 occupancy=temporary tags=独居老人 --reason 住户告知
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("What to set. / 要修改的内容。", valueName: "field=value"))
    var fields: [String]
    @Option(name: .long, help: ArgumentHelp("Why; it is kept with the change. / 原因，随修改保存。", valueName: "text"))
    var reason: String = ""
    @Flag(name: .long, help: "Write what is there already too: it was checked. / 与现有值相同也写入，表示已核实。")
    var confirm = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let edit = try opened.store.households.set(id, assignments: fields, reason: reason, confirms: confirm)
        try RecordText(store: opened.store, output: opened.output, type: edit.record.type).show(edit)
    }
}

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
        let found = try opened.store.households.find(words.joined(separator: " "))
        let type = try opened.store.type(named: "household")
        try RecordText(store: opened.store, output: opened.output, type: type).show(found)
    }
}

struct HouseholdList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List households. / 列出住户。",
        discussion: "Example / 例: ruhu household list --area 440605011001")

    @Option(name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let households = try opened.store.households.list(area: area)
        let type = try opened.store.type(named: "household")
        try RecordText(store: opened.store, output: opened.output, type: type).show(households)
    }
}

struct HouseholdShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a household. / 查看住户。",
        discussion: "Example / 例: ruhu household show 0199a1b2")

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let household = try opened.store.households.one(id)
        try RecordText(store: opened.store, output: opened.output, type: household.type).show(household)
    }
}

struct HouseholdImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the households of a CSV file, all rows or none. / 从 CSV 文件导入住户。",
        discussion: """
            Columns: area, building, unit, room and any further field of a household. UTF-8 or GB18030.
            Addresses that are there already are counted and left alone.

            Example / 例:
              ruhu household import households.csv
            """)

    @Argument(help: ArgumentHelp("The file, - for standard input. / 文件，- 表示标准输入。", valueName: "file.csv"))
    var file: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: "household")
        try RecordImporting.run(file, of: type, unit: Localized(zh: "户", en: "households"), opened)
    }
}

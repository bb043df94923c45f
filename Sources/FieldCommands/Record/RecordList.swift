internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct RecordList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List records of a type. / 列出某类记录。",
        discussion: """
            FIELD=VALUE keeps those that hold the value, FIELD= those that hold none; other words must occur in the text.

            Example / 例:
              ruhu record list activity --area 440605011 kind=fire_drill
              ruhu record list opinion state=new 路灯
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("Conditions and words. / 条件和字词。", valueName: "field=value|text"))
    var words: [String] = []
    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let type = try opened.store.type(named: type)
        let records = try opened.store.records(of: type, area: area, words: words)
        try RecordText(store: opened.store, output: opened.output, type: type).show(records)
    }
}

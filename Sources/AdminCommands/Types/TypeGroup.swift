internal import ArgumentParser

struct TypeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "type", abstract: "Record types, as data. / 记录类型。",
        subcommands: [TypeImport.self, TypeList.self, TypeShow.self])
}

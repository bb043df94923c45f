internal import ArgumentParser

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

internal import ArgumentParser

struct VisitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit", abstract: "Visits: add, list, show, amend. / 入户访问：添加、列出、查看、修改。",
        discussion: "Example / 例: ruhu visit add 0199a1b2 --answers visit.json",
        subcommands: [VisitAdd.self, VisitSet.self, VisitList.self, VisitShow.self, VisitDiscard.self])
}

internal import ArgumentParser

struct VisitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "Visits: ask at the door, add, list, show, amend. / 入户访问：逐题提问、添加、列出、查看、修改。",
        discussion: "Example / 例: ruhu visit start 0199a1b2",
        subcommands: [
            VisitStart.self, VisitResume.self, VisitAdd.self, VisitSet.self, VisitList.self, VisitShow.self,
            VisitDiscard.self,
        ])
}

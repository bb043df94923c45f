internal import ArgumentParser
internal import Values

struct RectificationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectification",
        abstract: "Problems found, and what becomes of them. / 问题整改。",
        discussion: "Example / 例: ruhu rectification list --area 440605011 --state open",
        subcommands: [
            RectificationOpen.self, RectificationAdd.self, RectificationList.self, RectificationShow.self,
            RectificationUpdateCommand.self,
        ])
}

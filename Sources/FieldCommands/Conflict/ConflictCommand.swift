internal import ArgumentParser

struct ConflictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict", abstract: "Conflicts: list, show, resolve. / 冲突：列出、查看、解决。",
        discussion: "Example / 例: ruhu conflict resolve 5f3c12ab --take 1 --reason 当面核实",
        subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}

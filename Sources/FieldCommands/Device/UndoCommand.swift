internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back your last save on this device. / 撤销本机上自己最近一次保存。",
        discussion: """
            It does not matter whether the save was sent. Fields get back what they had, records that it made are deleted, \
            an import goes as a whole; what somebody has changed since stays. The history keeps everything. Repeated, it \
            goes one save further back; `ruhu redo` takes an undo back.
            是否已发送都可以撤销；再次运行撤销更早的一次；ruhu redo 恢复。

            Example / 例:
              ruhu undo --dry-run
              ruhu undo --yes
            """)

    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: FieldOptions

    func run() throws { try undo.run(.undo, options) }
}

struct RedoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Take back your last undo. / 恢复刚才的撤销。",
        discussion: "Example / 例: ruhu redo --yes")

    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: FieldOptions

    func run() throws { try undo.run(.redo, options) }
}

/// What both commands do: show what is about to happen, ask, do it.
struct UndoOptions: ParsableArguments {
    @Flag(name: .long, help: "Do it without asking. / 不再询问。")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Only show what it would do. / 只显示，不执行。")
    var dryRun = false

    func run(_ kind: UndoMark.Kind, _ options: FieldOptions) throws {
        let opened = try options.open(to: dryRun ? .look : .save)
        let output = opened.output
        let plan = try opened.store.undoPlan(kind)
        let text = try UndoText(plan, store: opened.store, output: output)
        if dryRun { return try output.show(json: text.json(changes: [])) { text.people } }
        if !yes {
            try output.story.write(text.people)
            let question =
                kind == .undo
                ? Localized(zh: "撤销这次保存？", en: "Take this save back?") : Localized(zh: "恢复？", en: "Do it again?")
            guard try Confirmation.ask(question, flag: "--yes", output: output) else {
                return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
            }
        }
        let progress = output.progress(
            Localized(zh: "撤销", en: "undo"), unit: Localized(zh: "条", en: "changes"))
        let changes = try opened.store.undo(plan) { done, all in progress?.update(done: done, total: all) }
        progress?.finish()
        try output.show(json: text.json(changes: changes.map(\.id))) { yes ? text.people : "" }
        output.tell(kind == .undo ? text.done : Localized(zh: "已恢复。", en: "Done again."), .green)
    }
}

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
        let preview = try opened.store.undo.preview(kind)
        let text = UndoText(preview: preview, schema: opened.store.schema, output: output)
        if dryRun { return try output.show(preview) { text.people } }
        if !yes {
            try output.story.write(text.people)
            let question =
                kind == .undo
                ? Localized(zh: "撤销这次保存？", en: "Take this save back?") : Localized(zh: "恢复？", en: "Do it again?")
            guard try Confirmation.ask(question, flag: "--yes", output: output) else {
                return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
            }
        }
        let progress = output.progress(Localized(zh: "撤销", en: "undo"), unit: Localized(zh: "条", en: "changes"))
        let done = try opened.store.undo.apply(preview) { done, all in progress?.update(done: done, total: all) }
        progress?.finish()
        try output.show(done) { yes ? text.people : "" }
        output.tell(kind == .undo ? text.done : Localized(zh: "已恢复。", en: "Done again."), .green)
    }
}

/// What an undo does, for people.
private struct UndoText {
    let preview: UndoPreview
    let schema: Schema
    let output: Output

    var done: Localized {
        let kept = preview.records.reduce(0) { $0 + $1.undo.kept.count }
        guard kept > 0 else { return Localized(zh: "已撤销；ruhu redo 可恢复。", en: "Taken back; `ruhu redo` does it again.") }
        return Localized(
            zh: "已撤销，\(kept) 处保持不变；ruhu redo 可恢复。",
            en: "Taken back, but for \(kept) that stay as they are; `ruhu redo` does it again.")
    }

    var people: String {
        let time = preview.writtenAt.map { LocalTime.text($0) } ?? ""
        let sent =
            preview.isUnsent ? Localized(zh: "未发送", en: "not sent") : Localized(zh: "已发送", en: "sent")
        let title =
            switch preview.kind {
            case .undo: Localized(zh: "撤销 \(time) 的保存", en: "The save of \(time)")
            case .redo: Localized(zh: "恢复 \(time) 撤销的内容", en: "What was undone at \(time)")
            }
        var text =
            output.story.styled(DisplayWidth.printable("\(output.text(title)) [\(output.text(sent))]"), .bold) + "\n"
        for record in preview.records.prefix(UndoPreview.namedMax) { text += lines(of: record) }
        let rest = preview.records.count - UndoPreview.namedMax
        if rest > 0 {
            text += "  " + output.text(Localized(zh: "还有 \(rest) 条记录", en: "and \(rest) more records")) + "\n"
        }
        return text
    }

    private func lines(of shown: UndoPreview.Record) -> String {
        let record = shown.undo
        let type = schema.type(record.key.type)
        let title = type.map { output.text($0.title) } ?? String(record.key.type.rawValue)
        let label = shown.names[record.key].map(output.text) ?? ""
        let name = "\(title) \(label.isEmpty ? String(record.key.id.description.prefix(8)) : label)"
        var lines: [String] = []
        switch record.effect {
        case .deleted: lines.append(output.text(Localized(zh: "删除 \(name)", en: "delete \(name)")))
        case .restored, .kept: lines.append(name)
        }
        if record.effect == .restored { lines += record.writes.map { "  " + line(of: $0, type: type, in: shown) } }
        for kept in record.kept {
            let field = kept.field.map { self.title($0, type: type) + ": " } ?? ""
            lines.append(
                "  " + output.text(Localized(zh: "不变 ", en: "stays: ")) + field + output.text(kept.obstacle.wording))
        }
        return lines.map { "  " + DisplayWidth.printable($0) + "\n" }.joined()
    }

    private func line(of write: ChangeDraft.Write, type: RecordType?, in record: UndoPreview.Record) -> String {
        let field = type?.field(write.key.field)
        if field?.policy == .union {
            return title(write.key, type: type) + (write.value == .boolean(true) ? " +" : " −")
        }
        return title(write.key, type: type) + " → " + value(of: write, field: field, in: record)
    }

    /// Personal data and answers for aggregates are not told by the way.
    private func value(of write: ChangeDraft.Write, field: Field?, in record: UndoPreview.Record) -> String {
        let text = ValueText(language: output.language)
        if write.value == .null { return text.text(write.value, field: field) }
        if record.isWithheld(write, field) { return text.withheld }
        guard let target = schema.target(of: write), let label = record.names[target] else {
            return text.text(write.value, field: field)
        }
        let name = output.text(label)
        return name.isEmpty ? text.text(write.value, field: field) : "\(name) (\(target.id.description.prefix(8)))"
    }

    private func title(_ key: FieldKey, type: RecordType?) -> String {
        guard let field = type?.field(key.field) else { return "_\(key.field.rawValue)" }
        let title = output.text(field.title)
        if field.keyed {
            let cell = String(decoding: key.cell, as: UTF8.self)
            return field.type == .any ? cell : "\(title)[\(cell)]"
        }
        guard field.policy == .union, let element = Value(encoded: key.cell) else { return title }
        return title + " " + ValueText(language: output.language).text(element, field: field)
    }
}

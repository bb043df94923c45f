internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import ReplicaStore
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

/// What an undo does, for people and for scripts.
struct UndoText {
    /// Records beyond which people are told their number only.
    private static let recordsMax = 20

    private let plan: UndoPlan
    private let output: Output
    private let schema: Schema
    /// What people call the records, as many as are shown.
    private var labels: [RecordKey: Localized] = [:]
    /// What of them is withheld.
    private var veils: [RecordKey: AnswerVeil] = [:]

    init(_ plan: UndoPlan, store: FieldStore, output: Output) throws {
        self.plan = plan
        self.output = output
        schema = store.schema
        for record in plan.steps.flatMap(\.records).prefix(Self.recordsMax) {
            labels[record.key] = try store.label(of: record.key)
            veils[record.key] = try store.veil(of: record.key)
            for key in record.writes.compactMap({ target(of: $0, in: record.key.type) }) {
                labels[key] = try store.label(of: key)
            }
        }
    }

    private var records: [RecordUndo] { plan.steps.flatMap(\.records) }

    var done: Localized {
        let kept = records.reduce(0) { $0 + $1.kept.count }
        guard kept > 0 else { return Localized(zh: "已撤销；ruhu redo 可恢复。", en: "Taken back; `ruhu redo` does it again.") }
        return Localized(
            zh: "已撤销，\(kept) 处保持不变；ruhu redo 可恢复。",
            en: "Taken back, but for \(kept) that stay as they are; `ruhu redo` does it again.")
    }

    // MARK: JSON

    func json(changes: [ChangeID]) -> JSONValue {
        .object([
            .init("undone", .array(plan.steps.map { .string($0.change.hex) })),
            .init("changes", .array(changes.map { .string($0.hex) })),
            .init(
                "writtenAt",
                plan.steps.first.map { .string(Instant(milliseconds: $0.header.writtenAt).description) } ?? .null),
            .init("pending", .boolean(plan.steps.allSatisfy(\.isPending))),
            .init("records", .array(records.map(json))),
        ])
    }

    private func json(_ record: RecordUndo) -> JSONValue {
        let effect =
            switch record.effect {
            case .restored: "restored"
            case .deleted: "deleted"
            case .kept: "kept"
            }
        let fields = record.effect == .deleted ? [] : record.writes.map { name($0.key, in: record.key.type) }
        return .object([
            .init("id", .string(record.key.id.description)),
            .init("type", .string(schema.type(record.key.type)?.name ?? String(record.key.type.rawValue))),
            .init("effect", .string(effect)),
            .init(
                "fields",
                .array(fields.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.map(JSONValue.string))),
            .init(
                "kept",
                .array(
                    record.kept.map { kept in
                        .object([
                            .init("field", kept.field.map { .string(name($0, in: record.key.type)) } ?? .null),
                            .init("why", .string(kept.obstacle.rawValue)),
                        ])
                    })),
        ])
    }

    private func name(_ key: FieldKey, in type: TypeNumber) -> String {
        schema.type(type)?.name(of: key) ?? "_\(key.field.rawValue)"
    }

    /// The record that a write refers to.
    private func target(of write: ChangeDraft.Write, in type: TypeNumber) -> RecordKey? {
        guard case .reference(let id) = write.value,
            let name = schema.type(type)?.field(write.key.field)?.references, let target = schema.type(named: name)
        else { return nil }
        return RecordKey(id: id, type: target.number)
    }

    // MARK: People

    var people: String {
        guard let newest = plan.steps.first else { return "" }
        let time = LocalTime.text(Instant(milliseconds: newest.header.writtenAt))
        let sent =
            newest.isPending ? Localized(zh: "未发送", en: "not sent") : Localized(zh: "已发送", en: "sent")
        let title =
            switch plan.kind {
            case .undo: Localized(zh: "撤销 \(time) 的保存", en: "The save of \(time)")
            case .redo: Localized(zh: "恢复 \(time) 撤销的内容", en: "What was undone at \(time)")
            }
        var text =
            output.story.styled(DisplayWidth.printable("\(output.text(title)) [\(output.text(sent))]"), .bold) + "\n"
        for record in records.prefix(Self.recordsMax) { text += lines(of: record) }
        let rest = records.count - Self.recordsMax
        if rest > 0 {
            text += "  " + output.text(Localized(zh: "还有 \(rest) 条记录", en: "and \(rest) more records")) + "\n"
        }
        return text
    }

    private func lines(of record: RecordUndo) -> String {
        let type = schema.type(record.key.type)
        let title = type.map { output.text($0.title) } ?? String(record.key.type.rawValue)
        let label = labels[record.key].map(output.text) ?? ""
        let name = "\(title) \(label.isEmpty ? String(record.key.id.description.prefix(8)) : label)"
        var lines: [String] = []
        switch record.effect {
        case .deleted: lines.append(output.text(Localized(zh: "删除 \(name)", en: "delete \(name)")))
        case .restored, .kept: lines.append(name)
        }
        if record.effect == .restored { lines += record.writes.map { "  " + line(of: $0, type: type) } }
        for kept in record.kept {
            let field = kept.field.map { self.title($0, type: type) + ": " } ?? ""
            lines.append(
                "  " + output.text(Localized(zh: "不变 ", en: "stays: ")) + field + output.text(kept.obstacle.wording))
        }
        return lines.map { "  " + DisplayWidth.printable($0) + "\n" }.joined()
    }

    private func line(of write: ChangeDraft.Write, type: RecordType?) -> String {
        let field = type?.field(write.key.field)
        if field?.policy == .union {
            return title(write.key, type: type) + (write.value == .boolean(true) ? " +" : " −")
        }
        return title(write.key, type: type) + " → " + value(of: write, field: field)
    }

    /// Personal data and answers for aggregates are not told by the way.
    private func value(of write: ChangeDraft.Write, field: Field?) -> String {
        let text = ValueText(language: output.language)
        if write.value == .null { return text.text(write.value, field: field) }
        if field?.sensitive == true || veils[write.record]?.hides(write.key, write.value) == true {
            return text.withheld
        }
        guard let target = target(of: write, in: write.record.type), let label = labels[target] else {
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

internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Every version of a record: who, when, where, what, why. / 记录的全部历史。",
        discussion: "Example / 例: ruhu log 0199a1b2")

    @Argument(help: ArgumentHelp("The record's id. / 记录编号。", valueName: "record"))
    var record: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let history = try opened.store.records.history(of: record)
        let text = LogText(output: opened.output)
        try opened.output.show(history.changes) { history.changes.map(text.people).joined(separator: "\n") }
        if history.isDeleted {
            opened.output.tell(Localized(zh: "这条记录已被删除。", en: "This record was deleted."), .yellow)
        }
    }
}

/// The history of a record for people.
private struct LogText {
    let output: Output

    func people(_ change: RecordHistory.Change) -> String {
        let time = LocalTime.text(change.writtenAt)
        var head = "\(time)  \(change.author) (\(change.role))  \(change.device)  \(output.text(change.kind.title))"
        if change.pending { head += output.text(Localized(zh: "  [未发送]", en: "  [not sent]")) }
        if change.suspect { head += output.text(Localized(zh: "  [时钟可疑]", en: "  [clock in doubt]")) }
        var text = output.result.styled(DisplayWidth.printable(head), .bold) + "\n"
        for write in change.writes { text += "  " + DisplayWidth.printable(line(write)) + "\n" }
        if !change.reason.isEmpty {
            let reason = Localized(zh: "  原因：\(change.reason)", en: "  reason: \(change.reason)")
            text += DisplayWidth.printable(output.text(reason)) + "\n"
        }
        return text
    }

    private func line(_ write: RecordHistory.Write) -> String {
        let values = ValueText(language: output.language)
        let field = write.declared
        var title = field?.keyed == true ? write.field : field.map { output.text($0.title) } ?? write.field
        if let element = write.element {
            title += " " + values.text(element, field: field)
            return title + (write.written == .boolean(true) ? " +" : " −")
        }
        let shown = { (value: Value) in write.isWithheld ? values.withheld : values.text(value, field: field) }
        let old = write.before.map(shown).joined(separator: " / ")
        let new = shown(write.written)
        let replaced = write.live ? "" : output.text(Localized(zh: "（后来被替换）", en: " (replaced later)"))
        return title + ": " + (old.isEmpty ? "" : old + " → ") + new + replaced
    }
}

extension ChangeHeader.Kind {
    fileprivate var title: Localized {
        switch self {
        case .edit: Localized(zh: "填写", en: "edit")
        case .resolution: Localized(zh: "解决冲突", en: "resolution")
        case .bulkImport: Localized(zh: "导入", en: "import")
        }
    }
}

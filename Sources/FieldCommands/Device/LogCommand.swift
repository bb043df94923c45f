internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import ReplicaStore
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
        let (record, entries) = try opened.store.log(record)
        let text = LogText(
            type: opened.store.schema.type(record.key.type), veil: try opened.store.veil(of: record.key),
            output: opened.output)
        try opened.output.show(json: .array(entries.map(text.json))) {
            entries.map(text.people).joined(separator: "\n")
        }
        if record.view.deletion == .deleted {
            opened.output.tell(Localized(zh: "这条记录已被删除。", en: "This record was deleted."), .yellow)
        }
    }
}

/// The history of a record for people and for scripts.
struct LogText {
    let type: RecordType?
    /// What of the record is withheld.
    let veil: AnswerVeil
    let output: Output

    func json(_ entry: LogEntry) -> JSONValue {
        let header = entry.change.header
        return .object([
            JSONValue.Member("change", .string(entry.change.id.hex)),
            JSONValue.Member("author", .string(header.author)), JSONValue.Member("role", .string(header.role)),
            JSONValue.Member("device", .string(header.device)),
            JSONValue.Member("writtenAt", .string(Instant(milliseconds: header.writtenAt).description)),
            JSONValue.Member("kind", .string(header.kind.name)), JSONValue.Member("reason", .string(header.reason)),
            JSONValue.Member("pending", .boolean(entry.isPending)),
            JSONValue.Member("suspect", .boolean(entry.isSuspect)),
            JSONValue.Member("writes", .array(entry.writes.map(json))),
        ])
    }

    private func json(_ write: LogEntry.Write) -> JSONValue {
        let field = type?.field(write.key.field)
        let members = field?.members.map(\.name) ?? []
        let isWithheld = isWithheld(write)
        let shown = { (value: Value) in isWithheld ? JSONValue.null : JSONValue(value, members: members) }
        var json = [JSONValue.Member("field", .string(name(write)))]
        if field?.policy == .union, let element = Value(encoded: write.key.cell) {
            json.append(JSONValue.Member("element", JSONValue(element)))
        }
        json += [
            JSONValue.Member("value", shown(write.value)),
            JSONValue.Member("live", .boolean(write.isLive)),
            JSONValue.Member("replaced", .array(write.replaced.map(shown))),
        ]
        if isWithheld { json.append(JSONValue.Member("withheld", .boolean(true))) }
        if write.value == .erased {
            // What a field forgets once it is cleared nobody holds any more.
            json.append(
                field?.clearedBy == nil
                    ? JSONValue.Member("heldBy", .string("server")) : JSONValue.Member("erased", .boolean(true)))
        }
        return .object(json)
    }

    private func name(_ write: LogEntry.Write) -> String {
        type?.name(of: write.key) ?? "_\(write.key.field.rawValue)"
    }

    private func isWithheld(_ write: LogEntry.Write) -> Bool { veil.hides(write.key, write.value) }

    func people(_ entry: LogEntry) -> String {
        let header = entry.change.header
        let time = LocalTime.text(Instant(milliseconds: header.writtenAt))
        var head = "\(time)  \(header.author) (\(header.role))  \(header.device)  \(output.text(header.kind.title))"
        if entry.isPending { head += output.text(Localized(zh: "  [未发送]", en: "  [not sent]")) }
        if entry.isSuspect { head += output.text(Localized(zh: "  [时钟可疑]", en: "  [clock in doubt]")) }
        var text = output.result.styled(DisplayWidth.printable(head), .bold) + "\n"
        for write in entry.writes { text += "  " + DisplayWidth.printable(line(write)) + "\n" }
        if !header.reason.isEmpty {
            let reason = Localized(zh: "  原因：\(header.reason)", en: "  reason: \(header.reason)")
            text += DisplayWidth.printable(output.text(reason)) + "\n"
        }
        return text
    }

    private func line(_ write: LogEntry.Write) -> String {
        let values = ValueText(language: output.language)
        let field = type?.field(write.key.field)
        var title =
            field?.keyed == true ? name(write) : field.map { output.text($0.title) } ?? name(write)
        if field?.policy == .union, let element = Value(encoded: write.key.cell) {
            title += " " + values.text(element, field: field)
            let isIn = write.value == .boolean(true)
            return title + (isIn ? " +" : " −")
        }
        let shown = { (value: Value) in isWithheld(write) ? values.withheld : values.text(value, field: field) }
        let old = write.replaced.map(shown).joined(separator: " / ")
        let new = shown(write.value)
        let replaced = write.isLive ? "" : output.text(Localized(zh: "（后来被替换）", en: " (replaced later)"))
        return title + ": " + (old.isEmpty ? "" : old + " → ") + new + replaced
    }
}

extension ChangeHeader.Kind {
    /// As JSON has it.
    fileprivate var name: String {
        switch self {
        case .edit: "edit"
        case .resolution: "resolution"
        case .bulkImport: "import"
        }
    }

    fileprivate var title: Localized {
        switch self {
        case .edit: Localized(zh: "填写", en: "edit")
        case .resolution: Localized(zh: "解决冲突", en: "resolution")
        case .bulkImport: Localized(zh: "导入", en: "import")
        }
    }
}

internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Records
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct ConflictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict", abstract: "Conflicts: list, show, resolve. / 冲突：列出、查看、解决。",
        discussion: "Example / 例: ruhu conflict resolve 5f3c12ab --take 1 --reason 当面核实",
        subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}

struct ConflictList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the open conflicts. / 列出待解决的冲突。",
        discussion: "Example / 例: ruhu conflict list --json")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let conflicts = try opened.store.conflicts.list()
        let text = ConflictText(store: opened.store, output: opened.output)
        try opened.output.show(conflicts) { try text.table(conflicts) }
        if conflicts.isEmpty { opened.output.tell(Localized(zh: "没有冲突。", en: "No conflicts."), .green) }
    }
}

struct ConflictShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a conflict with who stated what. / 查看冲突。",
        discussion: "Example / 例: ruhu conflict show 5f3c12ab")

    @Argument(help: ArgumentHelp("The conflict's id. / 冲突编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let conflict = try opened.store.conflicts.one(id)
        let text = ConflictText(store: opened.store, output: opened.output)
        try opened.output.show(conflict) { try text.details(conflict) }
    }
}

struct ConflictResolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Decide a conflict. / 解决冲突。",
        discussion: """
            --take N takes the value with that number, counted from 1 as listed; --value states another one.

            Example / 例:
              ruhu conflict resolve 5f3c12ab --take 2 --reason 当面核实
            """)

    @Argument(help: ArgumentHelp("The conflict's id. / 冲突编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("Number of the value to take. / 采用第几个值。", valueName: "n"))
    var take: Int?
    @Option(name: .long, help: ArgumentHelp("A value of your own. / 另写一个值。", valueName: "text"))
    var value: String?
    @Option(name: .long, help: ArgumentHelp("Why; it is kept with the decision. / 原因。", valueName: "text"))
    var reason: String
    @Option(
        name: .long,
        help: ArgumentHelp("Only if this version is still open. / 仅当仍是这一版本。", valueName: "version"))
    var version: String?
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard (take == nil) != (value == nil) else { throw ValidationError("Give either --take N or --value TEXT.") }
        guard !reason.allSatisfy(\.isWhitespace) else { throw ValidationError("--reason must not be empty.") }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        let conflict = try opened.store.conflicts.one(id)
        let decision: ConflictDecision
        if let take { decision = .take(take) } else { decision = .value(value ?? "") }
        let written = try opened.store.conflicts.resolve(conflict, decision, version: version, reason: reason)
        let text = ConflictText(store: opened.store, output: opened.output)
        let members = conflict.declared?.members.map(\.name) ?? []
        let decided = DecidedConflict(
            id: conflict.id, recordId: conflict.recordId, recordType: conflict.recordType, field: conflict.field,
            value: conflict.withheld ? nil : JSONValue(written, members: members), withheld: conflict.withheld)
        try opened.output.show(decided) { try text.text(written, of: conflict) + "\n" }
        opened.output.tell(Localized(zh: "冲突已解决。", en: "Resolved."), .green)
    }
}

/// What `conflict resolve` gives.
private struct DecidedConflict: Encodable {
    let id: ConflictID
    let recordId: RecordID
    let recordType, field: String
    let value: JSONValue?
    let withheld: Bool
}

/// Conflicts for people.
struct ConflictText {
    let store: FieldStore
    let output: Output

    /// The beginning of a conflict's id that no other open one shares.
    static func shortID(_ id: ConflictID, among conflicts: [ConflictEntry]) -> String {
        let hex = id.hex
        let others = conflicts.map(\.id.hex).filter { $0 != hex }
        let shared = others.map { other in zip(hex, other).prefix { $0 == $1 }.count }.max() ?? 0
        return String(hex.prefix(max(8, shared + 1)))
    }

    func table(_ conflicts: [ConflictEntry]) throws -> String {
        guard !conflicts.isEmpty else { return "" }
        return try output.table(
            conflicts,
            [
                ListedColumn("编号", "Id", minimumWidth: 8) { Self.shortID($0.id, among: conflicts) },
                ListedColumn("记录", "Record") { record($0) },
                ListedColumn("字段", "Field") { fieldTitle($0) },
                ListedColumn("各值", "Values", minimumWidth: 10) { try values($0) },
                ListedColumn("区域", "Area", priority: 3) { $0.areas.joined(separator: " ") },
            ])
    }

    func details(_ conflict: ConflictEntry) throws -> String {
        let isChinese = output.language == .chinese
        var details = Details()
        details.add(isChinese ? "冲突" : "Conflict", String(conflict.id.hex.prefix(12)))
        details.add(isChinese ? "记录" : "Record", "\(record(conflict)) (\(try store.shortID(conflict.recordId)))")
        details.add(isChinese ? "字段" : "Field", fieldTitle(conflict))
        if let before = conflict.before {
            details.add(isChinese ? "原值" : "Before", try text(before, of: conflict))
        }
        for (index, value) in conflict.values.enumerated() {
            let time = LocalTime.text(value.writtenAt)
            let reason = value.reason.isEmpty ? "" : "  \(value.reason)"
            let shown = try text(value.stated, of: conflict)
            details.add(String(index + 1), "\(shown)  — \(value.author) \(value.device) \(time)\(reason)")
        }
        details.add(isChinese ? "缘由" : "Cause", output.text(Self.cause(conflict.cause)))
        let id = conflict.id.hex.prefix(12)
        return details.text + "ruhu conflict resolve \(id) --take N --reason TEXT\n"
    }

    private func record(_ conflict: ConflictEntry) -> String {
        let title = conflict.type.map { output.text($0.title) } ?? ""
        return "\(title) \(output.text(conflict.name))"
    }

    private func fieldTitle(_ conflict: ConflictEntry) -> String {
        guard let field = conflict.declared else { return conflict.field }
        guard field.keyed else { return output.text(field.title) }
        guard field.type != .any else { return conflict.field }
        return "\(output.text(field.title))[\(String(decoding: conflict.cell, as: UTF8.self))]"
    }

    private func values(_ conflict: ConflictEntry) throws -> String {
        try conflict.values.enumerated().map { index, value in
            "\(index + 1)) \(try text(value.stated, of: conflict)) (\(value.author))"
        }.joined(separator: "  ")
    }

    /// A value of a conflict as people read it: of a record that it refers to, what names it; of a visit, what one has to
    /// know to choose it.
    func text(_ value: Value, of conflict: ConflictEntry) throws -> String {
        let values = ValueText(language: output.language)
        if conflict.withheld { return value == .null ? values.text(value, field: nil) : values.withheld }
        guard case .reference(let id) = value, let field = conflict.declared else {
            return values.text(value, field: conflict.declared)
        }
        if let visit = try store.conflicts.visitSummary(value, in: conflict) { return output.text(words(for: visit)) }
        guard let type = field.references.flatMap({ store.schema.type(named: $0) }) else { return id.description }
        let label = output.text(try store.label(of: RecordKey(id: id, type: type.number)))
        return label.isEmpty ? id.description : "\(label) (\(try store.shortID(id)))"
    }

    /// "Completed, 2026-11-24, lihua, 45 answers (0199a1b2)".
    private func words(for visit: VisitSummary) -> Localized {
        let field = store.schema.type(RecordTypes.visit)?.field(named: .outcome)
        let title = field?.choices.first { $0.code == visit.outcomeCode }?.title
        let day = LocalTime.text(visit.startedAt).prefix(10)
        let id = (try? store.shortID(visit.id)) ?? visit.id.description
        let void = visit.isVoid ? Localized(zh: "，已作废", en: ", void") : Localized(zh: "", en: "")
        return Localized(
            zh: "\(title?.zh ?? visit.outcomeCode ?? "结果不明")，\(day)，\(visit.enumerators.joined(separator: "、"))，"
                + "\(visit.answerCount) 个答案\(void.zh)（\(id)）",
            en:
                "\(title?.en ?? visit.outcomeCode ?? "no outcome"), \(day), \(visit.enumerators.joined(separator: ", ")), "
                + "\(visit.answerCount) answers\(void.en) (\(id))")
    }

    private static func cause(_ cause: String) -> Localized {
        switch cause {
        case "edit_against_delete":
            Localized(
                zh: "一方删除，另一方修改了它没有看到的内容", en: "one side deleted it, another changed what the delete had not seen")
        case "live_children":
            Localized(zh: "一方删除，它下面还有记录", en: "one side deleted it while records lie under it")
        case "latest": Localized(zh: "其中有时钟可疑的改动", en: "one of the writes comes from a clock in doubt")
        case "authority": Localized(zh: "同一级别的人写了不同的值", en: "people of equal standing wrote different values")
        default: Localized(zh: "两人各写了不同的值，需要人来决定", en: "different values were stated; a person has to decide")
        }
    }
}

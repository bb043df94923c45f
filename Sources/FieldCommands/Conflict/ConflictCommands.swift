internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Records
internal import ReplicaStore
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
        let conflicts = try opened.store.conflicts()
        let text = ConflictText(store: opened.store, output: opened.output)
        if opened.output.isJSON {
            try opened.output.result.write(
                JSONValue.array(try conflicts.map { try text.json($0, isListed: true) }).text + "\n")
        } else {
            try opened.output.result.write(try text.table(conflicts))
            if conflicts.isEmpty { opened.output.tell(Localized(zh: "没有冲突。", en: "No conflicts."), .green) }
        }
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
        let conflict = try opened.store.conflict(id)
        let text = ConflictText(store: opened.store, output: opened.output)
        let rendered =
            opened.output.isJSON
            ? try text.json(conflict, isListed: false).text + "\n" : try text.details(conflict)
        try opened.output.result.write(rendered)
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
        let conflict = try opened.store.conflict(id)
        let decision: ConflictDecision
        if let take { decision = .take(take) } else { decision = .value(value ?? "") }
        let written = try opened.store.resolve(conflict, decision, version: version, reason: reason)
        let text = ConflictText(store: opened.store, output: opened.output)
        let isWithheld = try text.isWithheld(conflict, isListed: false)
        let members = text.field(of: conflict)?.members.map(\.name) ?? []
        let json = JSONValue.object([
            JSONValue.Member("id", .string(conflict.id.hex)),
            JSONValue.Member("recordId", .string(conflict.key.id.description)),
            JSONValue.Member("recordType", .string(text.typeName(conflict))),
            JSONValue.Member("field", .string(conflict.fieldName)),
            JSONValue.Member("value", isWithheld ? .null : JSONValue(written, members: members)),
            JSONValue.Member("withheld", .boolean(isWithheld)),
        ])
        let shown = try text.text(written, of: conflict, isWithheld: isWithheld)
        try opened.output.show(json: json) { shown + "\n" }
        opened.output.tell(Localized(zh: "冲突已解决。", en: "Resolved."), .green)
    }
}

internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Records of every type: facilities, activities, opinions, tasks, … / 各类记录：设施、活动、意见、任务等。",
        discussion: """
            What there is to record is declared in the schema, which comes with the sync: `ruhu record types`.

            Example / 例:
              ruhu record add activity area=440605011001 kind=health_lecture date=2012-06-30 state=held
              ruhu record list activity kind=health_lecture --area 440605011
            """,
        subcommands: [
            RecordAdd.self, RecordSet.self, RecordList.self, RecordShow.self, RecordImportCommand.self,
            RecordTypesCommand.self,
        ])
}

struct RecordAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a record of any type. / 添加一条记录。",
        discussion: """
            Without assignments it asks field by field; nothing is saved before the last answer. References take an id,
            the beginning of one, or the value of the natural key; elements of a set are separated by commas.

            Example / 例:
              ruhu record add activity
              ruhu record add facility area=440605011001 kind=office name=居委会 floor_area=178.5
              ruhu record add task_progress task=NH12-T04.1 area=440605011001 period=2012-10 percent=60
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The fields. / 字段。", valueName: "field=value"))
    var fields: [String] = []
    @Flag(name: .long, help: "Add it although one with the same key is there already. / 已有相同的也要添加。")
    var force = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: type)
        let text = RecordText(store: opened.store, output: opened.output, type: type)
        guard fields.isEmpty else {
            return try text.showAdded(try opened.store.records.add(type, assignments: fields, isForced: force))
        }
        try opened.store.records.checkAddable(type)
        let answers = try RecordForm(store: opened.store, output: opened.output, type: type).fill()
        try text.showAdded(try save(answers, of: type, opened))
    }

    /// Whoever has answered every question is asked once more rather than sent back to the first.
    private func save(_ answers: [String], of type: RecordType, _ opened: Opened) throws -> RecordEntry {
        do {
            return try opened.store.records.add(type, assignments: answers, isForced: force)
        } catch let failure as Failure where failure.code == "record_exists" {
            try opened.output.story.write(DisplayWidth.printable(opened.output.text(failure.message)) + "\n")
            let question = opened.output.text(
                Localized(zh: "确实是另一条，仍要添加？", en: "Is it another one, to be added all the same?"))
            guard try Prompt.confirm(question, flag: "--force", terminal: opened.output.story) else { throw failure }
            return try opened.store.records.add(type, assignments: answers, isForced: true)
        }
    }
}

struct RecordSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a record. / 修改记录的字段。",
        discussion: """
            FIELD= clears a field; a field that collects entries takes another one; of several values FIELD+=A adds one and \
            FIELD-=A takes one out, while FIELD=A leaves A alone. deleted=true deletes the record, deleted=false brings it \
            back. What is there already is not written again, unless --confirm.
            多个值的字段：字段+=甲 添加，字段-=甲 去掉，字段=甲 只留甲；已有的值不再写入，除非加 --confirm。

            Example / 例:
              ruhu record set activity 0199a1b2 participants=120 --reason 签到表
              ruhu record set area 440605011001 age_class=old
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The record's id or natural key. / 记录编号或名称。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("What to set. / 要修改的内容。", valueName: "field=value"))
    var fields: [String]
    @Option(name: .long, help: ArgumentHelp("Why; it is kept with the change. / 原因，随修改保存。", valueName: "text"))
    var reason: String = ""
    @Flag(name: .long, help: "Write what is there already too: it was checked. / 与现有值相同也写入，表示已核实。")
    var confirm = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: type)
        try opened.store.records.checkSettable(type)
        let key = try opened.store.records.key(named: id, type: type)
        let edit = try opened.store.records.set(key, assignments: fields, reason: reason, confirms: confirm)
        try RecordText(store: opened.store, output: opened.output, type: type).show(edit)
    }
}

struct RecordList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List records of a type. / 列出某类记录。",
        discussion: """
            FIELD=VALUE keeps those that hold the value, FIELD= those that hold none; other words must occur in the text.

            Example / 例:
              ruhu record list activity --area 440605011 kind=fire_drill
              ruhu record list opinion state=new 路灯
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("Conditions and words. / 条件和字词。", valueName: "field=value|text"))
    var words: [String] = []
    @Option(name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let type = try opened.store.type(named: type)
        let records = try opened.store.records.list(of: type, area: area, words: words)
        try RecordText(store: opened.store, output: opened.output, type: type).show(records)
    }
}

struct RecordShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a record. / 查看一条记录。",
        discussion: """
            An id needs no type; a natural key does.

            Example / 例:
              ruhu record show 0199a1b2
              ruhu record show task NH12-T04.1
            """)

    @Argument(help: ArgumentHelp("The type and the record, or an id. / 类型和记录，或编号。", valueName: "type|id"))
    var words: [String]
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard (1...2).contains(words.count) else { throw ValidationError("Give an id, or a type and a record.") }
    }

    func run() throws {
        let opened = try options.open(to: .look)
        let type = words.count == 2 ? try opened.store.type(named: words[0]) : nil
        let record = try opened.store.records.entry(
            try opened.store.records.key(named: words[words.count - 1], type: type))
        try RecordText(store: opened.store, output: opened.output, type: record.type).show(record)
    }
}

struct RecordImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the records of a CSV file, all rows or none. / 从 CSV 文件导入记录。",
        discussion: """
            Columns are headed by the names or titles of fields (`ruhu record types TYPE`). UTF-8 or GB18030. Rows whose
            natural key is there already are counted and left alone.

            Example / 例:
              ruhu record import activity activities.csv
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The file, - for standard input. / 文件，- 表示标准输入。", valueName: "file.csv"))
    var file: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: type)
        // Before the file is read: whoever has the wrong command should not have to mend the file first.
        try opened.store.records.checkAddable(type)
        try RecordImporting.run(file, of: type, unit: Localized(zh: "条", en: "records"), opened)
    }
}

/// What every import of a file does around it: reads the file, shows how far it has come, and tells the result.
enum RecordImporting {
    static func run(_ file: String, of type: RecordType, unit: Localized, _ opened: Opened) throws {
        let bytes = try WholeFile.named(file, bytesMax: ValueLimits.inputBytesMax)
        let progress = opened.output.progress(Localized(zh: "导入", en: "Importing"), unit: unit)
        defer { progress?.finish() }
        let result = try opened.store.records.importSheet(of: type, bytes, from: file) {
            progress?.update(done: $0, total: $1)
        }
        progress?.finish()
        try opened.output.show(result) {
            opened.output.text(
                Localized(
                    zh: "添加 \(result.added) \(unit.zh)，已有 \(result.unchanged) \(unit.zh)未改动。",
                    en: "\(result.added) added, \(result.unchanged) were there and left alone.")) + "\n"
        }
    }
}

struct RecordTypesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "types", abstract: "What can be recorded: types, their fields and choices. / 记录类型及其字段。",
        discussion: """
            Example / 例:
              ruhu record types
              ruhu record types activity
            """)

    @Argument(help: ArgumentHelp("Only this type, with its fields. / 只看这一类型及其字段。", valueName: "type"))
    var type: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let text = TypeText(output: opened.output)
        if let type {
            let declared = try opened.store.type(named: type)
            try opened.output.show(TypeRow(declared, withFields: true)) { try text.details(declared) }
        } else {
            let types = opened.store.schema.types
            try opened.output.show(types.map { TypeRow($0, withFields: false) }) { try text.table(types) }
        }
    }
}

internal import ArgumentParser
internal import CommandKit
internal import FieldClient

/// The options of every command of the field.
struct FieldOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The store's file; else RUHU_STORE. / 数据文件；否则用 RUHU_STORE。", valueName: "file"))
    var store: String?

    @OptionGroup var common: CommonOptions

    var storePath: String {
        get throws { try StoreLocation.path(flag: store, environment: CommandEnvironment.variables) }
    }

    /// Opens the store, saves refusals that an interruption left, and reminds of unsent work.
    func open() throws -> Opened {
        let output = Output(common)
        let store = try FieldStore.open(path: try storePath)
        EndedVisits(store: store, output: output).save()
        try Reminder.tell(store.unsentWork(), through: output)
        return Opened(store: store, output: output)
    }
}

/// What a command works with.
struct Opened {
    let store: FieldStore
    let output: Output
}

/// The option of commands that talk to the server.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Certificates to trust in place of the system's; else RUHU_CA. / 信任的证书文件；否则用 RUHU_CA。",
            valueName: "file"))
    var ca: String?

    var caFile: String? {
        let named = ca ?? CommandEnvironment.variables["RUHU_CA"]
        return named?.isEmpty == true ? nil : named
    }
}

internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Values

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

    /// The stores that were used here.
    var knownStores: KnownStores { KnownStores(environment: CommandEnvironment.variables) }

    /// Opens the store, sees to refusals that an interruption left, and reminds of unsent work.
    ///
    /// - Parameter use: What the command does with the store. Looking never writes; a command that says it looks and then
    ///   saves fails.
    /// - Returns: What the command works with.
    /// - Throws: `StoreError`; ``Failure`` `store_location_unknown`, `enrollment_pending`.
    func open(to use: StoreUse) throws -> Opened {
        let output = Output(common)
        let store = try knownStores.open(
            path: try storePath, mayWrite: use == .save, environment: CommandEnvironment.host)
        let ended = UnsubmittedRefusals(store: store, output: output)
        switch use {
        case .save: ended.save()
        case .look: ended.tell()
        }
        try Reminder.tell(store.device.unsentWork(), through: output)
        return Opened(store: store, output: output)
    }
}

/// What a command does with the store.
enum StoreUse {
    /// It shows what is there, or compares it.
    case look
    /// It records, decides or synchronises.
    case save
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

/// A day as an option gives it.
enum InspectionDate {
    /// - Throws: ``Failure`` `date_invalid` (64).
    static func read(_ text: String) throws -> CalendarDate {
        if let date = CalendarDate(text) { return date }
        throw Failure(fault: "date_invalid", ["text": "\(text)"])
    }
}

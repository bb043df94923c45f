public import ArgumentParser
internal import FieldClient
public import Values

/// The program of the field: records on the spot, offline, and syncs when there is a network.
public struct RuhuCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "ruhu",
        abstract: "Record households and visits offline, and sync them. / 离线记录住户和入户访问，联网后同步。",
        discussion: """
            The store is --store, else RUHU_STORE, else the XDG data folder. Ids may be shortened to a unique beginning.

            Example / 例:
              ruhu init --server https://ruhu.example.org --code ABCD-EFGH
              ruhu sync
              ruhu household find 3栋0301
              ruhu visit add 0199a1b2 --answers visit.json
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, TodayCommand.self, HouseholdCommand.self, VisitCommand.self, NoteCommand.self,
            InspectCommand.self, RectificationCommand.self, RecordCommand.self, FormCommand.self, ReportCommand.self,
            SyncCommand.self,
            StatusCommand.self, VerifyCommand.self, CheckCommand.self, ConflictCommand.self, LogCommand.self,
            UndoCommand.self,
            RedoCommand.self, SettingCommand.self,
        ])

    public init() {}
}

/// What the program tells of errors.
public enum FieldProgram {
    /// - Returns: `nil` for an error that no module of the program throws.
    public static func explain(_ error: any Error) -> Failure? {
        FieldFailures.explain(error)
    }
}

internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import FieldClient

struct VisitResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a visit under way. / 继续正在进行的入户。",
        discussion: """
            Goes on where the visit was left, with all its answers, also after a power loss. A visit of your own that was
            saved is opened once more; only what you change is written.

            Example / 例: ruhu visit resume 0199a1b3
            """)

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        try InterviewTerminal.require(else: "ruhu visit add HOUSEHOLD --answers FILE")
        let opened = try options.open()
        try InterviewReport(store: opened.store, output: opened.output).lead(try draft(in: opened.store))
    }

    /// The visit under way, else the saved one.
    private func draft(in store: FieldStore) throws -> VisitDraft {
        do {
            return try store.visitDraft(id)
        } catch let failure as Failure where failure.code == "draft_unknown" {
            guard (try? store.visit(id)) != nil else { throw failure }
            return try store.reopenVisit(id)
        }
    }
}

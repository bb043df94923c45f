internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Glibc
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Whether there is a person at a terminal to ask.
enum InterviewTerminal {
    /// - Parameter command: What does the same where nobody can be asked.
    /// - Throws: ``Failure`` `not_interactive` (64).
    static func require(else command: String) throws {
        guard isatty(STDIN_FILENO) != 1 || isatty(STDERR_FILENO) != 1 else { return }
        throw Failure(fault: "interview_without_terminal", ["command": "\(command)"])
    }
}

/// Leads a visit at the terminal, and says afterwards what became of it.
struct InterviewReport {
    let store: FieldStore
    let output: Output

    /// - Throws: ``Finished`` with 130 when the visit was interrupted; everything is kept then. ``Failure`` `draft_open`;
    ///   `visit_not_kept` when the visit was interrupted and the last answers are not on the disk.
    func lead(_ begun: VisitDraft) throws {
        let hold = try store.drafts.hold(begun.id)
        defer { withExtendedLifetime(hold) {} }
        // Whoever had it open before may have gone on with it.
        let draft = try store.drafts.one(begun.id.description)
        var run = try InterviewRun(draft, store: store, output: output)
        switch try run.run() {
        case .saved(let added):
            try show(added)
            try tellNext(after: draft.household)
        case .kept: try showKept(draft)
        case .stopped(let failure): throw failure
        case .interrupted(let added, let obstacle):
            if case .keeping(let failure)? = obstacle { throw notKept(draft, failure) }
            if let added { try show(added) } else { try showKept(draft) }
            if case .saving(let failure)? = obstacle {
                let what = Localized(zh: "入户没有保存：", en: "The visit was not saved: ")
                let why = failure.message.followed(by: failure.hint)
                output.tell(Localized(zh: what.zh + why.zh, en: what.en + why.en), .red)
            }
            throw Finished(.interrupted)
        }
    }

    /// Says what is on the disk and what is not.
    private func notKept(_ draft: VisitDraft, _ failure: Failure) -> Failure {
        let message = Localized(
            zh: "最后的回答没有写到磁盘上：\(failure.message.zh)", en: "The last answers are not on the disk: \(failure.message.en)")
        // A disk that takes nothing may not be readable either, as long as it holds half of a write.
        guard let kept = try? store.drafts.one(draft.id.description), let moment = kept.keptAt,
            let id = try? store.drafts.shortID(draft.id)
        else { return Failure(code: "visit_not_kept", status: failure.status, message: message, hint: failure.hint) }
        let time = LocalTime.text(moment)
        let there = Localized(
            zh: "磁盘上是 \(time) 为止的回答：ruhu visit resume \(id)。",
            en: "The disk holds what was answered until \(time): `ruhu visit resume \(id)`.")
        return Failure(
            code: "visit_not_kept", status: failure.status, message: message.followed(by: there), hint: failure.hint)
    }

    private func show(_ added: AddedVisit) throws {
        try VisitText(store: store, output: output).tell(added)
        let id = try store.shortID(added.visit.id)
        output.tell(
            Localized(zh: "查看：ruhu visit show \(id)", en: "See it with `ruhu visit show \(id)`."))
    }

    /// Who is next in the same building, by the list for today.
    private func tellNext(after household: RecordID) throws {
        guard !output.isJSON else { return }
        let visited = try store.records.entry(RecordKey(id: household, type: RecordTypes.household))
        let today = try store.visits.today(area: visited.text(.area), building: visited.text(.building))
        let next = today.list.entries.first { $0.household.id != household }
        guard let next else { return }
        let address = output.text(
            try store.label(of: RecordKey(id: next.household.id, type: RecordTypes.household)))
        let id = try store.shortID(next.household.id)
        output.tell(
            Localized(
                zh: "下一户：\(address)（ruhu visit start \(id)）", en: "Next: \(address) (`ruhu visit start \(id)`)"))
    }

    private func showKept(_ draft: VisitDraft) throws {
        let id = try store.drafts.shortID(draft.id)
        if output.isJSON {
            let kept = try store.drafts.one(draft.id.description)
            return try output.result.write(try JSONValue(encoding: kept).text + "\n")
        }
        output.tell(
            Localized(zh: "全部保留。继续：ruhu visit resume \(id)", en: "All is kept. Go on with `ruhu visit resume \(id)`."),
            .green)
    }
}

internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Refusals that were chosen at the door and not submitted, because the program or the machine was stopped.
///
/// A household's no is one key and holds from then on, so every command looks for them before it does anything else: one
/// that saves or synchronises saves them, one that looks tells of them.
struct UnsubmittedRefusals {
    let store: FieldStore
    let output: Output

    /// Saves them. What cannot be saved stays a draft, and the person is told; the command goes on in any case.
    func save() {
        for draft in refusals { save(draft.id) }
    }

    /// Tells of them and writes nothing.
    func tell() {
        for draft in refusals {
            // Whoever has it open is about to save it.
            guard !isOpenElsewhere(draft.id) else { continue }
            let key = RecordKey(id: draft.household, type: RecordTypes.household)
            let address = (try? store.label(of: key)) ?? Localized(zh: "\(key.id)", en: "\(key.id)")
            output.tell(
                Localized(
                    zh: "上次中断前选定的拒访还没有保存：\(address.zh)。下一条保存或同步的命令会保存它。",
                    en: "The refusal that was chosen before an interruption is not saved yet: \(address.en). The next "
                        + "command that saves or syncs saves it."), .yellow)
        }
    }

    private var refusals: [VisitDraft] { (try? store.drafts.list().filter(\.isRefusal)) ?? [] }

    private func isOpenElsewhere(_ id: RecordID) -> Bool {
        do {
            _ = try store.drafts.hold(id)
            return false
        } catch { return (error as? Failure)?.code == "draft_open" }
    }

    private func save(_ id: RecordID) {
        do {
            let hold = try store.drafts.hold(id)
            defer { withExtendedLifetime(hold) {} }
            var draft = try store.drafts.one(id.description)
            guard draft.isRefusal else { return }
            // It ended when it was kept last, and not today.
            if draft[.endedAt] == nil, let kept = draft.keptAt {
                draft[.endedAt] = .string(max(draft.startedAt, kept).description)
            }
            let added = try store.visits.submit(draft.asItEnds)
            let address = try store.label(of: RecordKey(id: draft.household, type: RecordTypes.household))
            let visit = try store.shortID(added.visit.id)
            output.tell(
                Localized(
                    zh: "上次中断前选定的拒访已保存：\(address.zh)（ruhu visit show \(visit)）。",
                    en: "The refusal that was chosen before an interruption is saved now: \(address.en) "
                        + "(`ruhu visit show \(visit)`)."), .yellow)
        } catch {
            tell(error, id)
        }
    }

    private func tell(_ error: any Error, _ id: RecordID) {
        let failure = FieldProgram.explain(error)
        // Somebody has it open and is about to save it, or has just done so.
        if let code = failure?.code, ["draft_open", "draft_unknown", "draft_gone", "draft_changed"].contains(code) {
            return
        }
        let why = failure.map { $0.message.followed(by: $0.hint) } ?? Localized(zh: "\(error)", en: "\(error)")
        output.tell(
            Localized(
                zh: "入户 \(id) 选定的拒访还没有保存，仍在本机：\(why.zh)",
                en: "The refusal chosen at the visit \(id) is not saved yet and stays on this device: \(why.en)"), .red)
    }
}

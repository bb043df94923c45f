internal import CommunityModel
internal import Failures
public import ReplicaStore
public import SyncProtocol

extension FieldStore {
    /// The visits under way on this device, in the order in which they were begun.
    ///
    /// - Returns: The drafts.
    /// - Throws: ``StoreError``.
    public func visitDrafts() throws -> [VisitDraft] { try replica.drafts().compactMap { try? VisitDraft($0) } }

    /// Visits under way that this version of the program cannot read. They stay where they are and hold up no other visit.
    ///
    /// - Returns: The ids of their drafts.
    /// - Throws: ``StoreError``.
    public func unreadableDrafts() throws -> [RecordID] {
        try replica.drafts().filter { (try? VisitDraft($0)) == nil }.map(\.id)
    }

    /// The visits under way on this device to one household, or to all.
    ///
    /// - Parameter household: The household's id or the beginning of it; `nil` for all.
    /// - Returns: The drafts.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous` for the household; ``StoreError``.
    public func visitDrafts(household: String?) throws -> [VisitDraft] {
        guard let household else { return try visitDrafts() }
        let key = try record(household, type: RecordTypes.household)
        return try visitDrafts().filter { $0.household == key.id }
    }

    /// One visit under way.
    ///
    /// - Parameter prefix: Its id or the beginning of it: hexadecimal digits, hyphens optional.
    /// - Returns: The draft.
    /// - Throws: ``Failure`` `draft_unknown` or `id_ambiguous`; ``StoreError``.
    public func visitDraft(_ prefix: String) throws -> VisitDraft {
        let digits = prefix.filter { $0 != "-" }.lowercased()
        let found = digits.isEmpty ? [] : try replica.drafts().filter { $0.id.hex.hasPrefix(digits) }
        guard let draft = found.first else {
            throw Failure(
                code: "draft_unknown", status: .data,
                message: Localized(
                    zh: "本机没有编号以 \(prefix) 开头、正在进行的入户。",
                    en: "No visit whose id begins with \(prefix) is under way on this device."),
                hint: Localized(
                    zh: "ruhu visit list --drafts 列出正在进行的入户。",
                    en: "`ruhu visit list --drafts` shows those under way."))
        }
        guard found.count == 1 else {
            throw Failure(
                code: "id_ambiguous", status: .data,
                message: Localized(
                    zh: "有 \(found.count) 次正在进行的入户编号以 \(prefix) 开头。",
                    en: "\(found.count) visits under way have an id that begins with \(prefix)."),
                hint: Localized(zh: "请多写几位。", en: "Give more digits of it."))
        }
        return try VisitDraft(draft)
    }

    /// The beginning of a draft's id that no other draft and no record shares.
    ///
    /// - Parameter id: The id.
    /// - Returns: As many digits as it takes, written so that they begin the whole id.
    /// - Throws: ``StoreError``.
    public func shortDraftID(_ id: RecordID) throws -> String {
        let others = try replica.drafts().map(\.id).filter { $0 != id }.map(\.hex)
        var count = try replica.shortIDLength(id)
        while count < id.hex.count, others.contains(where: { $0.hasPrefix(id.hex.prefix(count)) }) { count += 1 }
        return id.beginning(count)
    }

    /// Puts a visit under way on the disk, in the place of what was kept of it before. The forms that it fills are kept
    /// with it.
    ///
    /// - Parameters:
    ///   - draft: The draft; it knows afterwards what is on the disk.
    ///   - moment: What the store held when the visit was begun; `nil` for one that is under way.
    /// - Throws: ``StoreError/draftChanged(id:)`` when another program has kept it since, ``StoreError/draftGone(id:)`` when
    ///   it has been discarded or saved; ``StoreChanged``; ``StoreError``.
    public func keep(_ draft: inout VisitDraft, asOf moment: StoreMoment? = nil) throws {
        var next = draft
        next.keptAt = Instant(milliseconds: StoreEnvironment.system.wallMilliseconds())
        let kept = next.kept
        try replica.keep(kept, replacing: draft.onDisk, with: try formsToKeep(with: draft), asOf: moment)
        next.onDisk = kept
        draft = next
    }

    /// Drops a visit under way. What was submitted of it before stays as it is.
    ///
    /// - Parameter draft: The draft.
    /// - Throws: ``Failure`` `draft_open`; ``StoreError``.
    public func discard(_ draft: VisitDraft) throws {
        let hold = try hold(draft.id)
        try withExtendedLifetime(hold) { try replica.discardDraft(draft.id) }
    }

    /// Takes the right to work on a visit under way, so that no other program does meanwhile.
    ///
    /// - Parameter id: The visit.
    /// - Returns: The right; it ends with the object or the program.
    /// - Throws: ``Failure`` `draft_open` while another program has it; ``StoreError``.
    public func hold(_ id: RecordID) throws -> DraftHold {
        if let hold = try replica.hold(draft: id) { return hold }
        throw Failure(
            code: "draft_open", status: .tryLater,
            message: Localized(
                zh: "入户 \(id) 正在另一个终端里进行。没有保存。",
                en: "The visit \(id) is open in another terminal. Nothing was saved."),
            hint: Localized(
                zh: "请在那里继续，或先在那里按 q 退出（被 Ctrl-Z 停住的，用 fg 回到它）。",
                en: "Go on there, or quit there first with q (if Ctrl-Z stopped it, fg brings it back)."))
    }
}

internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// A visit that is to be added is in the store: another program added it since the answers were read.
struct VisitTaken: Error {}

extension VisitInput {
    /// The visit that the answers are of, where the instance says so: every form of a visit is filled as the instance
    /// `uuid:` and the visit's id (Protocol/decisions/0019). Other programs name their instances otherwise.
    var visit: RecordID? {
        let prefix = "uuid:"
        guard instanceID.hasPrefix(prefix), let id = RecordID(instanceID.dropFirst(prefix.count)) else { return nil }
        // RFC 9562, sections 4.1 and 5.7: the variant, and the version that records are made with.
        let bytes = id.bytes
        return bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2 ? id : nil
    }
}

extension FieldStore {
    /// The id that a visit gets which a file brings: that of its instance, so that one file is never two visits; else a
    /// new one.
    ///
    /// - Parameters:
    ///   - input: The file.
    ///   - now: The moment for a new id.
    ///   - household: The household that the file is added to.
    /// - Returns: The id, which no visit here has.
    /// - Throws: ``Failure`` `visit_exists`, `draft_exists`; `answers_invalid` for the id of another record.
    func visitID(for input: VisitInput, at now: Instant, household: RecordKey) throws -> RecordID {
        guard let id = input.visit else {
            var random = environment.random
            return RecordID(milliseconds: now.milliseconds, using: &random)
        }
        let key = RecordKey(id: id, type: RecordTypes.visit)
        if try replica.record(key) != nil { throw try visitExists(key, household: household) }
        if try replica.draft(id) != nil { throw Self.underWay(id) }
        if case .none = try replica.record(idPrefix: id.hex) { return id }
        var problems = InputProblems()
        problems.add(
            at: Localized(zh: "meta/instanceID", en: "meta/instanceID"),
            Localized(zh: "是另一条记录的编号。", en: "is the id of another record."))
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        return id
    }

    /// Says that a visit is recorded already, what became of it, and how to change it.
    func visitExists(_ key: RecordKey, household: RecordKey) throws -> Failure {
        let visit = try visit(key)
        var zh = "入户 \(key.id) 已有记录（\(visit.author)）。没有保存。"
        var en = "The visit \(key.id) is recorded already, by \(visit.author). Nothing was saved."
        if let other = visit.household, other != household.id {
            let place = try label(of: RecordKey(id: other, type: RecordTypes.household))
            zh += "它是另一户的入户：\(place.zh)（\(other)）。"
            en += " It is a visit to another household: \(place.en) (\(other))."
        }
        if case .string(let reason)? = visit.answer("void_reason"), !reason.isEmpty {
            zh += "它已作废：\(reason)。"
            en += " It is void: \(reason)."
        }
        guard !visit.isDeleted else {
            return Failure(
                code: "visit_exists", status: .data,
                message: Localized(zh: zh + "它已被删除。", en: en + " It was deleted."),
                hint: Localized(
                    zh: "如果是 ruhu undo 撤销的，ruhu redo 可以恢复；要另记一次，请去掉 meta/instanceID。",
                    en: "If `ruhu undo` took it back, `ruhu redo` restores it; to record another visit leave "
                        + "meta/instanceID out."))
        }
        let id = try shortID(key.id)
        return Failure(
            code: "visit_exists", status: .data, message: Localized(zh: zh, en: en),
            hint: Localized(
                zh: "要改它：ruhu visit set \(id) 名称=值 --reason 理由；要另记一次，请去掉 meta/instanceID。",
                en: "Change it with `ruhu visit set \(id) NAME=VALUE --reason TEXT`; to record another visit "
                    + "leave meta/instanceID out."))
    }

    private static func underWay(_ id: RecordID) -> Failure {
        Failure(
            code: "draft_exists", status: .data,
            message: Localized(
                zh: "入户 \(id) 在本机正在进行。没有保存。", en: "The visit \(id) is under way on this device. Nothing was saved."),
            hint: Localized(
                zh: "用 ruhu visit resume \(id) 继续，或用 ruhu visit discard 放弃它。",
                en: "Go on with `ruhu visit resume \(id)`, or drop it with `ruhu visit discard`."))
    }
}

public import ReplicaStore
public import SyncProtocol
public import Values

extension FieldStore {
    /// What the person's next undo or redo on this device would do.
    ///
    /// - Parameter kind: Which of the two.
    /// - Returns: The plan; at least one field or record of it can be taken back.
    /// - Throws: ``Failure`` `undo_nothing` when there is no save to take back, `undo_impossible` when nothing of it can
    ///   be; ``StoreError``.
    public func undoPlan(_ kind: UndoMark.Kind) throws -> UndoPlan {
        guard let plan = try replica.undoPlan(kind, for: author) else { throw Self.nothing(kind) }
        if plan.isEmpty { throw Self.impossible(plan) }
        return plan
    }

    /// Takes back what a plan says, as it was shown.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - progress: Called now and then with the number of changes put together and of all.
    /// - Returns: The changes that do it; they travel like any other.
    /// - Throws: ``Failure`` `undo_outdated` when something was saved or received since; ``StoreError``.
    public func undo(_ plan: UndoPlan, progress: (Int, Int) -> Void) throws -> [Change] {
        do {
            return try replica.undo(plan, as: author, progress: progress)
        } catch is UndoOutdated {
            throw Failure(
                code: "undo_outdated", status: .data,
                message: Localized(
                    zh: "在您确认之前，数据有了变化；没有撤销。", en: "Something was saved or received meanwhile; nothing was undone."),
                hint: Localized(zh: "请再运行一次。", en: "Run it again."))
        }
    }

    private static func nothing(_ kind: UndoMark.Kind) -> Failure {
        switch kind {
        case .undo:
            Failure(
                code: "undo_nothing", status: .data,
                message: Localized(
                    zh: "这台设备上没有您可以撤销的保存。", en: "There is no save of yours on this device left to take back."),
                hint: Localized(
                    zh: "别人的改动和管理部门的改动不能在这里撤销。", en: "What others have saved is not undone here."))
        case .redo:
            Failure(
                code: "undo_nothing", status: .data,
                message: Localized(
                    zh: "没有可以恢复的撤销。", en: "There is no undo to take back: nothing was undone since your last save."))
        }
    }

    private static func impossible(_ plan: UndoPlan) -> Failure {
        let obstacles = Set(plan.steps.flatMap(\.records).flatMap(\.kept).map(\.obstacle))
        let reasons = obstacles.sorted { $0.rawValue < $1.rawValue }.map(\.wording)
        let id = plan.steps.first.map { String($0.change.hex.prefix(12)) } ?? ""
        return Failure(
            code: "undo_impossible", status: .data,
            message: Localized(
                zh: "最近一次保存（\(id)）不能撤销：\(reasons.map(\.zh).joined(separator: "；"))。",
                en: "Your last save (\(id)) cannot be taken back: \(reasons.map(\.en).joined(separator: "; "))."),
            hint: Localized(
                zh: "请直接修改：ruhu household set、ruhu record set 等；ruhu log 显示全部历史。",
                en: "Change it instead, with `ruhu household set` or `ruhu record set`; `ruhu log` shows every version."
            ))
    }
}

extension RecordUndo.Obstacle {
    /// Why something stays, for people.
    public var wording: Localized {
        switch self {
        case .changed: Localized(zh: "此后又有改动", en: "it has been changed since")
        case .entry: Localized(zh: "追加的条目不能收回", en: "an entry that was added stays")
        case .erased: Localized(zh: "原来的内容不在本机", en: "what was there before is not on this device")
        case .sensitive: Localized(zh: "个人信息清除后不再恢复", en: "personal data that was cleared does not come back")
        case .deleted: Localized(zh: "记录此后被删除", en: "the record has been deleted since")
        case .children: Localized(zh: "下面还有其他记录", en: "other records lie under it")
        }
    }
}

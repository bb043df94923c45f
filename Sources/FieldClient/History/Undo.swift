internal import CommunityModel
internal import ReplicaStore
public import SyncProtocol
public import Values

/// What an undo or redo does, as people and scripts see it (Protocol/json-output.md, "undo, redo").
public struct UndoPreview: Encodable, Sendable {
    /// Records beyond which people are told their number only.
    public static let namedMax = 20

    let undone: [ChangeID]
    /// The changes that did it; none before.
    var changes: [ChangeID] = []
    /// When the newest of what is taken back was saved.
    public let writtenAt: Instant?
    let pending: Bool
    /// The records that change or stay, in the order of the changes.
    public let records: [Record]

    let plan: UndoPlan
    /// Whether it is an undo or a redo.
    public var kind: UndoMark.Kind { plan.kind }
    /// Whether the newest of what is taken back still waits to be acknowledged.
    public var isUnsent: Bool { plan.steps.first?.isPending == true }

    /// What becomes of one record.
    public struct Record: Encodable, Sendable {
        let id: RecordID
        let type, effect: String
        let fields: [String]
        let kept: [Kept]

        /// What is written to the record, and what stays.
        public let undo: RecordUndo
        /// What people call the record, and those that its writes refer to; only for the first ``namedMax``.
        public fileprivate(set) var names: [RecordKey: Localized] = [:]
        fileprivate var redaction: AnswerRedaction?

        /// Whether what a write says is not told: personal data, and answers for aggregates.
        public func isWithheld(_ write: ChangeDraft.Write, _ field: Field?) -> Bool {
            field?.sensitive == true || redaction?.hides(write.key, write.value) == true
        }

        private enum CodingKeys: String, CodingKey { case id, type, effect, fields, kept }
    }

    struct Kept: Encodable {
        let field: String?
        let why: String
    }

    private enum CodingKeys: String, CodingKey { case undone, changes, writtenAt, pending, records }
}

/// Takes back what the person saved on this device.
public struct Undo: UseCase, Sendable {
    let store: FieldStore

    /// What the person's next undo or redo on this device would do.
    ///
    /// - Parameter kind: Which of the two.
    /// - Returns: The plan; at least one field or record of it can be taken back.
    /// - Throws: ``Failure`` `undo_nothing` when there is no save to take back, `undo_impossible` when nothing of it can
    ///   be; ``StoreError``.
    public func preview(_ kind: UndoMark.Kind) throws -> UndoPreview {
        guard let plan = try replica.undoPlan(kind, for: author) else { throw Self.nothing(kind) }
        if plan.isEmpty { throw Self.impossible(plan) }
        var records = plan.steps.flatMap(\.records).map(record)
        for index in records.indices.prefix(UndoPreview.namedMax) {
            let undo = records[index].undo
            records[index].redaction = try store.records.redaction(of: undo.key)
            for key in [undo.key] + undo.writes.compactMap({ schema.target(of: $0) }) {
                records[index].names[key] = try store.label(of: key)
            }
        }
        return UndoPreview(
            undone: plan.steps.map(\.change),
            writtenAt: plan.steps.first.map { Instant(milliseconds: $0.header.writtenAt) },
            pending: plan.steps.allSatisfy(\.isPending), records: records, plan: plan)
    }

    private func record(_ undo: RecordUndo) -> UndoPreview.Record {
        let type = schema.type(undo.key.type)
        let name = { (key: FieldKey) in type?.name(of: key) ?? "_\(key.field.rawValue)" }
        let fields = undo.effect == .deleted ? [] : undo.writes.map { name($0.key) }
        return UndoPreview.Record(
            id: undo.key.id, type: type?.name ?? String(undo.key.type.rawValue), effect: undo.effect.rawValue,
            fields: fields.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            kept: undo.kept.map { UndoPreview.Kept(field: $0.field.map(name), why: $0.obstacle.rawValue) }, undo: undo)
    }

    /// Takes back what was shown, as it was shown.
    ///
    /// - Parameters:
    ///   - preview: What was shown.
    ///   - progress: Called now and then with the number of changes put together and of all.
    /// - Returns: The same with the changes that did it; they travel like any other.
    /// - Throws: ``Failure`` `undo_outdated` when something was saved or received since; ``StoreError``.
    public func apply(_ preview: UndoPreview, progress: (Int, Int) -> Void) throws -> UndoPreview {
        do {
            var done = preview
            done.changes = try replica.undo(preview.plan, as: author, progress: progress).map(\.id)
            return done
        } catch is UndoOutdated {
            throw Failure(fault: "undo_outdated")
        }
    }

    private static func nothing(_ kind: UndoMark.Kind) -> Failure {
        switch kind {
        case .undo:
            Failure(fault: "undo_nothing")
        case .redo:
            Failure(fault: "redo_nothing")
        }
    }

    private static func impossible(_ plan: UndoPlan) -> Failure {
        let obstacles = Set(plan.steps.flatMap(\.records).flatMap(\.kept).map(\.obstacle))
        let reasons = obstacles.sorted { $0.rawValue < $1.rawValue }.map(\.wording)
        let id = plan.steps.first.map { String($0.change.hex.prefix(12)) } ?? ""
        return Failure(
            fault: "undo_impossible", ["id": id], bilingual: ["reasons": reasons.joined(zh: "；", en: "; ")])
    }
}

extension Schema {
    /// The record that a write refers to.
    public func target(of write: ChangeDraft.Write) -> RecordKey? {
        guard case .reference(let id) = write.value,
            let name = type(write.record.type)?.field(write.key.field)?.references, let target = type(named: name)
        else { return nil }
        return RecordKey(id: id, type: target.number)
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

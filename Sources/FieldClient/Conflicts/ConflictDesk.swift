internal import CommunityModel
public import CommunityRecords
public import Records
public import ReplicaStore
public import SyncProtocol
internal import Values

extension FieldStore {
    /// The open conflicts, by id.
    public func conflicts() throws -> [OpenConflict] { try replica.conflicts() }

    /// One open conflict.
    ///
    /// - Parameter prefix: Its id or the beginning of it.
    /// - Returns: The conflict.
    /// - Throws: ``Failure`` `conflict_unknown` or `id_ambiguous`.
    public func conflict(_ prefix: String) throws -> OpenConflict {
        let found = prefix.isEmpty ? [] : try replica.conflicts(idPrefix: prefix)
        guard let conflict = found.first else {
            throw Failure(
                code: "conflict_unknown", status: .data,
                message: Localized(
                    zh: "没有编号以 \(prefix) 开头的待解决冲突。", en: "There is no open conflict whose id begins with \(prefix)."),
                hint: Localized(
                    zh: "它可能已经解决；ruhu conflict list 列出待解决的冲突。",
                    en: "It may be resolved; `ruhu conflict list` shows the open ones."))
        }
        guard found.count == 1 else {
            throw Failure(
                code: "id_ambiguous", status: .data,
                message: Localized(
                    zh: "有 \(found.count) 个冲突的编号以 \(prefix) 开头。",
                    en: "\(found.count) conflicts have an id that begins with \(prefix)."),
                hint: Localized(zh: "请多写几位。", en: "Give more digits of it."))
        }
        return conflict
    }

    /// Decides a conflict as it was shown; a write that came later opens it again.
    ///
    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - decision: How the person decides it.
    ///   - version: The version that the person saw, or the beginning of it; `nil` for that of `conflict`.
    ///   - reason: Why; it travels with the change. Not blank.
    /// - Returns: The value that was written.
    /// - Throws: ``Failure`` `choice_out_of_range`, `field_invalid`; ``StoreError/conflictChanged(id:)``.
    public func resolve(
        _ conflict: OpenConflict, _ decision: ConflictDecision, version: String?, reason: String
    ) throws -> Value {
        if let version, !conflict.version.hex.hasPrefix(version.lowercased()) {
            throw StoreError.conflictChanged(id: conflict.id.hex)
        }
        let value = try self.value(of: decision, for: conflict)
        _ = try replica.resolve(
            conflict.id, version: conflict.version, value: value, reason: reason, as: author, handsIn: true)
        return value
    }

    private func value(of decision: ConflictDecision, for conflict: OpenConflict) throws -> Value {
        do {
            return try decision.value(for: conflict, records)
        } catch let fault as ConflictDecision.Fault {
            switch fault {
            case .outOfRange(let number, let count):
                let id = conflict.id.hex.prefix(12)
                throw Failure(
                    code: "choice_out_of_range", status: .data,
                    message: Localized(
                        zh: "没有第 \(number) 个值：共有 \(count) 个。没有保存。",
                        en: "There is no value \(number): there are \(count). Nothing was saved."),
                    hint: Localized(
                        zh: "ruhu conflict show \(id) 列出各个值。", en: "`ruhu conflict show \(id)` lists them."))
            case .value(let fault):
                throw Failure(
                    code: "field_invalid", status: .data,
                    message: Localized(
                        zh: "没有保存：\(conflict.fieldName)：\(fault.text.zh)",
                        en: "Nothing was saved: \(conflict.fieldName): \(fault.text.en)"))
            }
        }
    }

    /// What one has to know of a visit that stands among the values of a conflict.
    ///
    /// - Parameters:
    ///   - value: One of the values.
    ///   - conflict: The conflict.
    /// - Returns: `nil` when the value is no visit, or one that is not here.
    /// - Throws: ``StoreError``.
    public func visitSummary(_ value: Value, in conflict: OpenConflict) throws -> VisitSummary? {
        guard let field = schema.type(conflict.key.type)?.field(conflict.field.field),
            field.references == schema.type(RecordTypes.visit)?.name, case .reference(let id) = value
        else { return nil }
        return try VisitSummary(id, in: replica)
    }
}

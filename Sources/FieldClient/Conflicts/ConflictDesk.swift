internal import CommunityModel
public import CommunityRecords
public import ReplicaStore
public import SyncProtocol
internal import Values

/// How a person decides a conflict.
public enum Decision: Sendable {
    /// The value with this number in the listed order, from 1.
    case take(Int)
    /// A value of their own, written as for `FIELD=VALUE`.
    case value(String)
}

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
        _ conflict: OpenConflict, _ decision: Decision, version: String?, reason: String
    ) throws -> Value {
        if let version, !conflict.version.hex.hasPrefix(version.lowercased()) {
            throw StoreError.conflictChanged(id: conflict.id.hex)
        }
        let value = try self.value(of: decision, for: conflict)
        _ = try replica.resolve(
            conflict.id, version: conflict.version, value: value, reason: reason, as: author, handsIn: true)
        return value
    }

    private func value(of decision: Decision, for conflict: OpenConflict) throws -> Value {
        switch decision {
        case .take(let number):
            guard conflict.values.indices.contains(number - 1) else {
                throw Failure(
                    code: "choice_out_of_range", status: .data,
                    message: Localized(
                        zh: "没有第 \(number) 个值：共有 \(conflict.values.count) 个。没有保存。",
                        en: "There is no value \(number): there are \(conflict.values.count). Nothing was saved."),
                    hint: Localized(
                        zh: "ruhu conflict show \(conflict.id.hex.prefix(12)) 列出各个值。",
                        en: "`ruhu conflict show \(conflict.id.hex.prefix(12))` lists them."))
            }
            return conflict.values[number - 1].value
        case .value(let text):
            guard let field = schema.type(conflict.key.type)?.field(conflict.field.field) else { return .text(text) }
            if field.type == .any { return Self.plain(text, like: conflict.values.map(\.value)) }
            do {
                guard field.type == .reference, !text.isEmpty else { return try field.read(text) }
                return .reference(try named(text, as: field, for: conflict))
            } catch let fault as FieldFault {
                throw Self.invalid(conflict, fault.text(field: field, given: text))
            } catch let fault as AssignmentFault {
                throw Self.invalid(conflict, fault.text)
            }
        }
    }

    /// The record that a person names in place of those in conflict: one that is here, and may stand there.
    private func named(_ text: String, as field: Field, for conflict: OpenConflict) throws -> RecordID {
        let id = try References(self).record(text, for: field)
        let fault = try ReferenceFault.of(id, as: field, conflict.field, of: conflict.key, in: replica)
        if let fault { throw AssignmentFault(text: fault.text) }
        return id
    }

    private static func invalid(_ conflict: OpenConflict, _ words: Localized) -> Failure {
        Failure(
            code: "field_invalid", status: .data,
            message: Localized(
                zh: "没有保存：\(conflict.fieldName)：\(words.zh)",
                en: "Nothing was saved: \(conflict.fieldName): \(words.en)"))
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

    /// A value of a field that takes anything has the type that all values of the conflict have.
    private static func plain(_ text: String, like values: [Value]) -> Value {
        let types = Set(values.compactMap(\.type))
        guard types.count == 1, let type = types.first, type != .group else { return .text(text) }
        let field = Field(
            number: FieldNumber(rawValue: 0), name: "", title: Localized(zh: "", en: ""), type: type)
        return (try? field.read(text)) ?? .text(text)
    }
}

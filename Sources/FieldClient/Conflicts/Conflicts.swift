internal import CommunityModel
public import CommunityRecords
public import Records
internal import ReplicaStore
public import SyncProtocol
public import Values

/// The open conflicts, and what a person decides of them.
public struct Conflicts: UseCase, Sendable {
    let store: FieldStore

    /// The open conflicts, by id.
    public func list() throws -> [ConflictEntry] { try replica.conflicts().map { try entry($0, isListed: true) } }

    /// One open conflict.
    ///
    /// - Parameter prefix: Its id or the beginning of it.
    /// - Returns: The conflict.
    /// - Throws: ``Failure`` `conflict_unknown` or `id_ambiguous`.
    public func one(_ prefix: String) throws -> ConflictEntry {
        let found = prefix.isEmpty ? [] : try replica.conflicts(idPrefix: prefix)
        guard let conflict = found.first else {
            throw Failure(fault: "conflict_unknown", ["value": "\(prefix)"])
        }
        guard found.count == 1 else {
            throw Failure(fault: "id_ambiguous", ["count": "\(found.count)", "value": "\(prefix)"])
        }
        return try entry(conflict, isListed: false)
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
        _ conflict: ConflictEntry, _ decision: ConflictDecision, version: String?, reason: String
    ) throws -> Value {
        let open = conflict.open
        if let version, !open.version.hex.hasPrefix(version.lowercased()) {
            throw StoreError.conflictChanged(id: open.id.hex)
        }
        let value = try self.value(of: decision, for: open)
        _ = try replica.resolve(open.id, version: open.version, value: value, reason: reason, as: author, handsIn: true)
        return value
    }

    private func value(of decision: ConflictDecision, for conflict: OpenConflict) throws -> Value {
        do {
            return try decision.value(for: conflict, store.held)
        } catch let fault as ConflictDecision.DecisionFault {
            switch fault {
            case .outOfRange(let number, let count):
                let id = conflict.id.hex.prefix(12)
                throw Failure(
                    fault: "choice_out_of_range", ["number": "\(number)", "count": "\(count)", "id": "\(id)"])
            case .value(let fault):
                throw Failure(
                    fault: "field_invalid", ["fieldName": "\(conflict.fieldName)"], bilingual: ["fault": fault.text])
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
    public func visitSummary(_ value: Value, in conflict: ConflictEntry) throws -> VisitSummary? {
        try visitSummary(value, of: conflict.declared)
    }

    private func visitSummary(_ value: Value, of field: Field?) throws -> VisitSummary? {
        guard let field, field.references == schema.type(RecordTypes.visit)?.name, case .reference(let id) = value
        else { return nil }
        return try VisitSummary(id, in: replica)
    }

    /// Answers that serve aggregates alone are never told: one chooses by who stated them. Personal data, such as the
    /// contact of an opinion, is told where one conflict is shown, because nobody could choose otherwise, and in no list.
    private func entry(_ conflict: OpenConflict, isListed: Bool) throws -> ConflictEntry {
        let type = schema.type(conflict.key.type)
        let field = type?.field(conflict.field.field)
        let isPersonal = isListed && field?.sensitive == true
        let isWithheld = try isPersonal || store.records.redaction(of: conflict.key).hides(conflict.field)
        let members = field?.members.map(\.name) ?? []
        let shown = { (value: Value) in isWithheld ? nil : JSONValue(value, members: members) }
        let name = try store.label(of: conflict.key)
        return ConflictEntry(
            id: conflict.id, recordId: conflict.key.id,
            recordType: type?.name ?? "_\(conflict.key.type.rawValue)", field: conflict.fieldName, label: name.en,
            areas: conflict.areas, version: conflict.version.hex, cause: conflict.cause,
            base: conflict.base.flatMap(shown), withheld: isWithheld,
            values: try conflict.values.map { value in
                ConflictEntry.Statement(
                    value: shown(value.value), author: value.author, role: value.role, device: value.device,
                    writtenAt: Instant(milliseconds: value.writtenAt), reason: value.reason, suspect: value.isSuspect,
                    visit: try visitSummary(value.value, of: field).map { visit in
                        ConflictEntry.Visit(
                            outcome: visit.outcomeCode, startedAt: visit.startedAt, enumerators: visit.enumerators,
                            answers: visit.answerCount)
                    }, stated: value.value)
            }, type: type, declared: field, name: name, open: conflict)
    }
}

/// An open conflict, as people and scripts see it (Protocol/json-output.md, "conflict list, show").
public struct ConflictEntry: Encodable, Sendable {
    /// One for each record and field, the same everywhere and for ever.
    public let id: ConflictID
    /// The record.
    public let recordId: RecordID
    /// The name of its type.
    public let recordType: String
    /// The name of the field or cell.
    public let field: String
    let label: String
    /// Codes of the areas in which the record lies.
    public let areas: [String]
    /// What a resolution names as shown.
    let version: String
    /// The policy that could not decide, `edit_against_delete` or `live_children`.
    public let cause: String
    let base: JSONValue?
    /// Whether the values are not told.
    public let withheld: Bool
    /// In the order people count them, from 1.
    public let values: [Statement]

    /// The type of the record; `nil` for one that this version does not know.
    public let type: RecordType?
    /// The field; `nil` for one that this version does not know.
    public let declared: Field?
    /// What people call the record.
    public let name: Localized
    let open: OpenConflict
    /// The value that all started from, where it is known and single.
    public var before: Value? { open.base }
    /// The cell, where the field has cells.
    public var cell: [UInt8] { open.field.cell }

    /// One of the values, with who stated it last.
    public struct Statement: Encodable, Sendable {
        let value: JSONValue?
        /// Login of who stated it last.
        public let author: String
        let role: String
        /// The name of the device.
        public let device: String
        /// By the clock of the device.
        public let writtenAt: Instant
        /// Why, in the person's words; empty when none was given.
        public let reason: String
        let suspect: Bool
        @LeftOut var visit: Visit?
        /// The value, also where it is withheld.
        public let stated: Value

        private enum CodingKeys: String, CodingKey {
            case value, author, role, device, writtenAt, reason, suspect, visit
        }
    }

    struct Visit: Encodable {
        let outcome: String?
        let startedAt: Instant
        let enumerators: [String]
        let answers: Int
    }

    private enum CodingKeys: String, CodingKey {
        case id, recordId, recordType, field, label, areas, version, cause, base, withheld, values
    }
}

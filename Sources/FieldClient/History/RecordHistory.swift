internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
public import SyncProtocol
public import Values

/// Every change of a record, oldest first.
public struct RecordHistory: Sendable {
    /// Whether people see the record as deleted now.
    public let isDeleted: Bool
    /// Oldest first.
    public let changes: [Change]

    /// One change, as people and scripts see it (Protocol/json-output.md, "log").
    public struct Change: Encodable, Sendable {
        /// The id of the change.
        public let change: ChangeID
        /// Login and role of who made it, and the name of the device.
        public let author, role, device: String
        /// By the clock of the device.
        public let writtenAt: Instant
        /// `edit`, `resolution` or `import` in JSON.
        public let kind: ChangeHeader.Kind
        /// Why, in the person's words; empty when none was given.
        public let reason: String
        /// Whether the change still waits to be acknowledged.
        public let pending: Bool
        /// Whether the clock that it was written by is in doubt.
        public let suspect: Bool
        /// What it wrote to this record, in its order.
        public let writes: [Write]
    }

    /// A write to the record.
    public struct Write: Encodable, Sendable {
        /// The name of the field or cell.
        public let field: String
        /// The element of a field of several values that is put in or taken out.
        @LeftOut public var element: JSONValue?
        /// Null where it is withheld, as those that it replaced are.
        let value: JSONValue
        /// Whether nothing has replaced it yet.
        public let live: Bool
        let replaced: [JSONValue]
        @LeftOut var withheld: Bool?
        @LeftOut var heldBy: String?
        @LeftOut var erased: Bool?

        /// The field; `nil` for one that this version does not know.
        public let declared: Field?
        /// The value that was written.
        public let written: Value
        /// The values that it replaced.
        public let before: [Value]
        /// Whether what was written and replaced is not told.
        public var isWithheld: Bool { withheld == true }

        private enum CodingKeys: String, CodingKey {
            case field, element, value, live, replaced, withheld, heldBy, erased
        }

        fileprivate init(_ write: LogEntry.Write, type: RecordType?, redaction: AnswerRedaction) {
            let declared = type?.field(write.key.field)
            let members = declared?.members.map(\.name) ?? []
            let isWithheld = redaction.hides(write.key, write.value)
            let shown = { (value: Value) in isWithheld ? JSONValue.null : JSONValue(value, members: members) }
            field = type?.name(of: write.key) ?? "_\(write.key.field.rawValue)"
            element = declared?.policy == .union ? Value(encoded: write.key.cell).map { JSONValue($0) } : nil
            value = shown(write.value)
            live = write.isLive
            replaced = write.replaced.map(shown)
            withheld = isWithheld ? true : nil
            // What a field forgets once it is cleared nobody holds any more.
            let isForgotten = declared?.clearedBy != nil
            heldBy = write.value == .erased && !isForgotten ? "server" : nil
            erased = write.value == .erased && isForgotten ? true : nil
            self.declared = declared
            written = write.value
            before = write.replaced
        }
    }
}

extension ChangeHeader.Kind: Encodable {
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .edit: try "edit".encode(to: encoder)
        case .resolution: try "resolution".encode(to: encoder)
        case .bulkImport: try "import".encode(to: encoder)
        }
    }
}

extension AnyRecords {
    /// Every change of a record.
    ///
    /// - Parameter id: Its id or the beginning of it, of any type.
    /// - Returns: The changes, oldest first.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func history(of id: String) throws -> RecordHistory {
        let key = try record(id)
        let record = try stored(key)
        let type = schema.type(key.type)
        let redaction = try redaction(of: key)
        return RecordHistory(
            isDeleted: record.view.deletion == .deleted,
            changes: try replica.log(of: key).map { entry in
                let header = entry.change.header
                return RecordHistory.Change(
                    change: entry.change.id, author: header.author, role: header.role, device: header.device,
                    writtenAt: Instant(milliseconds: header.writtenAt), kind: header.kind, reason: header.reason,
                    pending: entry.isPending, suspect: entry.isSuspect,
                    writes: entry.writes.map { RecordHistory.Write($0, type: type, redaction: redaction) })
            })
    }

    /// What of a record is withheld from whoever looks at it; the redaction hides nothing of a record that is not here.
    func redaction(of key: RecordKey) throws -> AnswerRedaction {
        let type = schema.type(key.type)
        // Only visits have answers that are withheld; the form of no other record need be read.
        guard key.type == RecordTypes.visit, let type, let view = try replica.record(key)?.view else {
            return AnswerRedaction(type, form: nil)
        }
        return AnswerRedaction(type, form: view.text(.form, of: type))
    }
}

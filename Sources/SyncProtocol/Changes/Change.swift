/// Who wrote a change, where, when and why. All of it is covered by the change id.
public struct ChangeHeader: Hashable, Sendable {
    /// A save, a decision of a conflict, or rows of an import or a publication.
    public enum Kind: UInt32, Sendable { case edit = 1, resolution = 2, bulkImport = 3 }

    /// The store that the change was written in.
    public let replica: ReplicaID
    /// From 1, counted by the replica. A cursor for transfer, never an identity: cloned stores repeat it.
    public let sequence: UInt64
    /// The link of the replica's previous change: H(previous link, change id).
    public let previousLink: Digest?
    /// Login of the author.
    public let author: String
    /// Role of the author when the change was written, and the name that the server gave to the device.
    public let role, device: String
    /// Of the schema by which the change was written.
    public let schemaVersion: UInt32
    /// The hybrid logical clock when it was written.
    public let clock: ClockStamp
    /// The device's wall clock, milliseconds since 1970: for people, never for merging.
    public let writtenAt: Int64
    /// What made the change.
    public let kind: Kind
    /// Why, in the author's words; empty when none was asked.
    public let reason: String

    /// Everything that a change says beside its writes.
    public init(
        replica: ReplicaID, sequence: UInt64, previousLink: Digest?, author: String, role: String, device: String,
        schemaVersion: UInt32, clock: ClockStamp, writtenAt: Int64, kind: Kind, reason: String
    ) {
        self.replica = replica
        self.sequence = sequence
        self.previousLink = previousLink
        self.author = author
        self.role = role
        self.device = device
        self.schemaVersion = schemaVersion
        self.clock = clock
        self.writtenAt = writtenAt
        self.kind = kind
        self.reason = reason
    }
}

/// A field of a record, or one cell of it.
public struct FieldKey: Hashable, Comparable, Sendable {
    /// The field by its number in the type.
    public let field: FieldNumber
    /// Key of the cell in a union (canonical bytes of the element) or keyed field (UTF-8 of the name); empty otherwise.
    public let cell: [UInt8]

    /// A field, or with `cell` one cell of it.
    public init(_ field: FieldNumber, cell: [UInt8] = []) {
        self.field = field
        self.cell = cell
    }

    /// By field, then by the bytes of the cell.
    public static func < (left: Self, right: Self) -> Bool {
        left.field != right.field ? left.field < right.field : left.cell.lexicographicallyPrecedes(right.cell)
    }
}

/// What an operation carries, or what is left of it.
public enum Payload: Hashable, Sendable {
    /// Canonical bytes of a value, and the salt that keeps its hash from being guessed once it is erased.
    case value([UInt8], salt: [UInt8])
    /// H(salt, value) of a payload that was erased.
    case erased(Digest)

    /// Canonical bytes; empty when erased.
    public var valueBytes: [UInt8] {
        if case .value(let bytes, _) = self { bytes } else { [] }
    }
}

/// One write: a value for one field of one record, and the earlier writes it replaces.
public struct ChangeOperation: Hashable, Sendable {
    /// Index into the records of the change.
    public let record: Int
    /// What is written.
    public let key: FieldKey
    /// Earlier writes of the same record and field that this one replaces.
    public let over: [Dot]
    /// In a delete: every other live write of the record that its author saw.
    public let saw: [Dot]
    /// What it is to hold.
    public let payload: Payload

    /// A write into one of the change's records.
    public init(record: Int, key: FieldKey, over: [Dot], saw: [Dot] = [], payload: Payload) {
        self.record = record
        self.key = key
        self.over = over
        self.saw = saw
        self.payload = payload
    }
}

/// One save by one author: immutable, known by its content.
public struct Change: Hashable, Sendable {
    /// The hash of all the rest; see ``ChangeHash``.
    public let id: ChangeID
    /// Who, where, when and why.
    public let header: ChangeHeader
    /// Those that are written, each once.
    public let records: [RecordKey]
    /// 1 to 4,096, in the order in which they were made.
    public let operations: [ChangeOperation]

    /// A change whose id has been computed or checked.
    public init(id: ChangeID, header: ChangeHeader, records: [RecordKey], operations: [ChangeOperation]) {
        self.id = id
        self.header = header
        self.records = records
        self.operations = operations
    }
}

/// Why bytes are not a change. The sender keeps its copy; the receiver stores nothing of it.
public enum ChangeFault: String, Error, Sendable {
    /// The bytes are more than a change may have.
    case tooLarge = "change_too_large"
    /// The bytes are no message, or end too soon.
    case damaged = "change_damaged"
    /// A later version of the envelope, which nothing here reads.
    case unknownEnvelope = "change_envelope_unknown"
    /// A part of the header is missing or beyond its limits.
    case badHeader = "change_header_invalid"
    /// An operation names a write or a record that cannot be.
    case badReference = "change_reference_invalid"
    /// A value is not in its one canonical form.
    case badValue = "change_value_not_canonical"
    /// More operations than a change may have.
    case tooMany = "change_too_many_operations"
}

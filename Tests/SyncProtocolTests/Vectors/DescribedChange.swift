import SyncProtocol
import SyncWire
import Testing

/// A change as a vector describes it, beside the bytes and id that the independent implementation gave it.
struct DescribedChange: Decodable {
    let name: String
    let replica: String
    let sequence: UInt64
    let kind: String
    let clock: String
    let writtenAt: String
    let author: String
    let role: String
    let device: String
    let reason: String
    let previousLink: Hex
    let writes: [Write]
    let bytes: Hex
    let id: Hex
    let operationHashes: [Hex]?
    let link: Hex?

    struct Write: Decodable {
        let record: String
        let field: UInt32
        let cell: Hex
        let value: ValueNotation
        let over: [String]
        let saw: [String]
        let salt: Hex
    }
}

/// What the names in a vector stand for.
struct VectorNames {
    var records: [String: RecordKey]
    var replicas: [String: ReplicaID]
    var changes: [String: ChangeID]

    /// The write called `change/operation`.
    func dot(_ text: String) throws -> Dot {
        let parts = text.split(separator: "/")
        let change = try #require(changes[String(parts[0])], "no change \(text)")
        return Dot(change: change, operation: try #require(UInt32(parts[1])))
    }

    func name(_ dot: Dot) -> String {
        let change = changes.first { $0.value == dot.change }?.key ?? dot.change.hex
        return "\(change)/\(dot.operation)"
    }

    func header(_ change: DescribedChange, schemaVersion: UInt32) throws -> ChangeHeader {
        let kinds: [String: ChangeHeader.Kind] = ["edit": .edit, "resolution": .resolution, "import": .bulkImport]
        return ChangeHeader(
            replica: try #require(replicas[change.replica]), sequence: change.sequence,
            previousLink: Digest(bytes: change.previousLink.bytes), author: change.author, role: change.role,
            device: change.device, schemaVersion: schemaVersion,
            clock: ClockStamp(microseconds: try #require(UInt64(change.clock))),
            writtenAt: try #require(Int64(change.writtenAt)), kind: try #require(kinds[change.kind]),
            reason: change.reason)
    }

    func draft(_ write: DescribedChange.Write) throws -> ChangeDraft.Write {
        ChangeDraft.Write(
            record: try #require(records[write.record]),
            key: FieldKey(FieldNumber(rawValue: write.field), cell: write.cell.bytes), value: write.value.value,
            over: try write.over.map(dot), saw: try write.saw.map(dot))
    }

    /// Reads the bytes of a described change and holds them against its description.
    func check(_ described: DescribedChange, schemaVersion: UInt32) throws -> Change {
        let change = try ChangeCodec.decode(described.bytes.bytes)
        #expect(change.id.bytes == described.id.bytes, "\(described.name)")
        #expect(change.header == (try header(described, schemaVersion: schemaVersion)), "\(described.name)")
        #expect(change.operations.count == described.writes.count, "\(described.name)")
        for (operation, write) in zip(change.operations, described.writes) {
            let draft = try draft(write)
            #expect(change.records[operation.record] == draft.record, "\(described.name)")
            #expect(operation.key == draft.key && operation.over == draft.over && operation.saw == draft.saw)
            #expect(operation.payload == .value(draft.value.encoded, salt: write.salt.bytes), "\(described.name)")
        }
        return change
    }
}

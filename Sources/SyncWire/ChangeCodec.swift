internal import FoundationEssentials
public import SyncProtocol
internal import SwiftProtobuf

/// Changes as bytes. Decoding checks everything that the id rests on and refuses what is not exactly a change;
/// encoding is done once, by the replica that writes the change.
public enum ChangeCodec {
    /// Reads a change and computes its id over the bytes as received.
    ///
    /// - Parameters:
    ///   - bytes: As they came.
    ///   - sequenceMax: The greatest number that it may have; more than usual only to mend what was written beyond it.
    /// - Returns: The change.
    /// - Throws: ``ChangeFault``. Unknown fields of the hashed parts are carried; unknown fields of the envelopes are
    ///   refused, because the id would not cover them.
    public static func decode(
        _ bytes: [UInt8], sequenceMax: UInt64 = Limits.sequenceMax
    ) throws(ChangeFault) -> Change {
        guard bytes.count <= Limits.changeBytesMax else { throw .tooLarge }
        guard let envelope = try? WireChange(serializedBytes: bytes),
            let prelude = try? WireChangePrelude(serializedBytes: envelope.prelude)
        else { throw .damaged }
        guard envelope.unknownFields.data.isEmpty else { throw .unknownEnvelope }
        // The id covers what the envelope says, not how: a second prelude before the real one, a number written longer
        // than it need be or fields in another order would be other bytes under the same id.
        guard try serialized(envelope) == bytes else { throw .unknownEnvelope }
        try check(operations: envelope.operations.count, records: prelude.records.count)
        let records = try prelude.records.map(record)
        let predecessors = try prelude.predecessors.map { (bytes) throws(ChangeFault) in
            guard let id = ChangeID(bytes: bytes) else { throw .badReference }
            return id
        }
        guard Set(predecessors).count == predecessors.count else { throw .badReference }
        var operations: [ChangeOperation] = []
        var hashes: [Digest] = []
        operations.reserveCapacity(envelope.operations.count)
        hashes.reserveCapacity(envelope.operations.count)
        for wire in envelope.operations {
            let (operation, hash) = try decode(wire, records: records.count, predecessors: predecessors)
            operations.append(operation)
            hashes.append(hash)
        }
        let change = Change(
            id: ChangeHash.change(prelude: [UInt8](envelope.prelude), operations: hashes),
            header: try header(prelude), records: records, operations: operations)
        try check(change, sequenceMax: sequenceMax)
        return change
    }

    private static func check(operations: Int, records: Int) throws(ChangeFault) {
        guard (1...Limits.changeOperationsMax).contains(operations), (1...Limits.changeRecordsMax).contains(records)
        else { throw .tooMany }
    }

    /// What is refused where a change is read and where it is written: whatever one replica writes, every other can read.
    private static func check(
        _ change: Change, sequenceMax: UInt64 = Limits.sequenceMax
    ) throws(ChangeFault) {
        guard (1...sequenceMax).contains(change.header.sequence) else { throw .badHeader }
        guard Set(change.records).count == change.records.count,
            change.records.allSatisfy({ $0.type.rawValue > 0 }),
            change.operations.allSatisfy({ $0.key.field.rawValue > 0 })
        else { throw .badReference }
        for case .value(let value, let salt) in change.operations.lazy.map(\.payload) {
            guard salt.count == 16 else { throw .damaged }
            guard Value(encoded: value) != nil else { throw .badValue }
        }
    }

    /// Writes a change.
    ///
    /// - Parameters:
    ///   - writes: At least one.
    ///   - header: Who, where, when and why.
    ///   - salt: Gives 16 fresh random bytes each time.
    /// - Returns: The bytes to store and forward, and the change they write.
    /// - Throws: ``ChangeFault`` for a change that nobody could read: beyond the limits, above all.
    public static func encode(
        _ writes: [ChangeDraft.Write], header: ChangeHeader, salt: () -> [UInt8]
    ) throws(ChangeFault) -> (bytes: [UInt8], change: Change) {
        var table = ReferenceTable()
        var operations: [ChangeOperation] = []
        var wires: [WireOperation] = []
        var hashes: [Digest] = []
        for write in writes {
            let operation = ChangeOperation(
                record: table.index(of: write.record), key: write.key, over: write.over, saw: write.saw,
                payload: .value(write.value.encoded, salt: salt()))
            let (wire, hash) = try encode(operation, table: &table)
            operations.append(operation)
            wires.append(wire)
            hashes.append(hash)
        }
        try check(operations: operations.count, records: table.records.count)
        let prelude = try serialized(preludeMessage(header, table: table))
        var envelope = WireChange()
        envelope.prelude = .init(prelude)
        envelope.operations = wires
        let bytes = try serialized(envelope)
        guard bytes.count <= Limits.changeBytesMax else { throw .tooLarge }
        let id = ChangeHash.change(prelude: prelude, operations: hashes)
        let change = Change(id: id, header: header, records: table.records, operations: operations)
        try check(change)
        return (bytes, change)
    }

    // MARK: - Reading

    private static func record(_ wire: WireRecordReference) throws(ChangeFault) -> RecordKey {
        guard let id = RecordID(bytes: wire.id) else { throw .badReference }
        return RecordKey(id: id, type: TypeNumber(rawValue: wire.type))
    }

    private static func decode(
        _ wire: WireOperation, records: Int, predecessors: [ChangeID]
    ) throws(ChangeFault) -> (ChangeOperation, Digest) {
        guard let target = try? WireOperationTarget(serializedBytes: wire.target) else { throw .damaged }
        guard wire.unknownFields.data.isEmpty else { throw .unknownEnvelope }
        guard target.record < records else { throw .badReference }
        let payload: Payload
        let payloadHash: Digest
        if wire.payloadHash.isEmpty {
            let value = [UInt8](wire.value)
            let salt = [UInt8](wire.salt)
            payload = .value(value, salt: salt)
            payloadHash = ChangeHash.payload(salt: salt, value: value)
        } else {
            guard wire.salt.isEmpty, wire.value.isEmpty, let hash = Digest(bytes: wire.payloadHash)
            else { throw .damaged }
            payload = .erased(hash)
            payloadHash = hash
        }
        let operation = ChangeOperation(
            record: Int(target.record),
            key: FieldKey(FieldNumber(rawValue: target.field), cell: [UInt8](target.cell)),
            over: try dots(target.over, predecessors), saw: try dots(target.saw, predecessors), payload: payload)
        return (operation, ChangeHash.operation(target: [UInt8](wire.target), payload: payloadHash))
    }

    private static func dots(_ pairs: [UInt32], _ predecessors: [ChangeID]) throws(ChangeFault) -> [Dot] {
        guard pairs.count.isMultiple(of: 2) else { throw .badReference }
        var dots: [Dot] = []
        for start in stride(from: 0, to: pairs.count, by: 2) {
            guard pairs[start] < predecessors.count else { throw .badReference }
            dots.append(Dot(change: predecessors[Int(pairs[start])], operation: pairs[start + 1]))
        }
        return dots
    }

    private static func header(_ wire: WireChangePrelude) throws(ChangeFault) -> ChangeHeader {
        guard let replica = ReplicaID(bytes: wire.replica),
            let kind = UInt32(exactly: wire.kind.rawValue).flatMap(ChangeHeader.Kind.init),
            wire.previousLink.isEmpty || wire.previousLink.count == 32
        else { throw .badHeader }
        return ChangeHeader(
            replica: replica, sequence: wire.sequence, previousLink: Digest(bytes: wire.previousLink),
            author: wire.author, role: wire.role, device: wire.device, schemaVersion: wire.schemaVersion,
            clock: ClockStamp(microseconds: wire.clock), writtenAt: wire.writtenAt, kind: kind, reason: wire.reason)
    }

    // MARK: - Writing

    /// The records and predecessors a change refers to, each once.
    private struct ReferenceTable {
        var records: [RecordKey] = []
        private(set) var predecessors: [ChangeID] = []
        private var places: [ChangeID: Int] = [:]

        mutating func index(of record: RecordKey) -> Int {
            if let index = records.firstIndex(of: record) { return index }
            records.append(record)
            return records.count - 1
        }

        mutating func pairs(_ dots: [Dot]) -> [UInt32] {
            dots.flatMap { dot in
                let index = places[dot.change] ?? predecessors.count
                if index == predecessors.count {
                    predecessors.append(dot.change)
                    places[dot.change] = index
                }
                return [UInt32(index), dot.operation]
            }
        }
    }

    private static func encode(
        _ operation: ChangeOperation, table: inout ReferenceTable
    ) throws(ChangeFault) -> (WireOperation, Digest) {
        guard case .value(let value, let salt) = operation.payload, !value.isEmpty else { throw .badValue }
        var target = WireOperationTarget()
        target.record = UInt32(operation.record)
        target.field = operation.key.field.rawValue
        target.cell = .init(operation.key.cell)
        target.over = table.pairs(operation.over)
        target.saw = table.pairs(operation.saw)
        let targetBytes = try serialized(target)
        var wire = WireOperation()
        wire.target = .init(targetBytes)
        wire.salt = .init(salt)
        wire.value = .init(value)
        let payload = ChangeHash.payload(salt: salt, value: value)
        return (wire, ChangeHash.operation(target: targetBytes, payload: payload))
    }

    private static func preludeMessage(_ header: ChangeHeader, table: ReferenceTable) -> WireChangePrelude {
        var prelude = WireChangePrelude()
        prelude.replica = .init(header.replica.bytes)
        prelude.sequence = header.sequence
        prelude.previousLink = .init(header.previousLink?.bytes ?? [])
        prelude.author = header.author
        prelude.role = header.role
        prelude.device = header.device
        prelude.schemaVersion = header.schemaVersion
        prelude.clock = header.clock.microseconds
        prelude.writtenAt = header.writtenAt
        prelude.kind = WireChangeKind(rawValue: Int(header.kind.rawValue)) ?? .edit
        prelude.reason = header.reason
        prelude.records = table.records.map { key in
            var reference = WireRecordReference()
            reference.id = .init(key.id.bytes)
            reference.type = key.type.rawValue
            return reference
        }
        prelude.predecessors = table.predecessors.map { .init($0.bytes) }
        return prelude
    }

    static func serialized(_ message: some SwiftProtobuf.Message) throws(ChangeFault) -> [UInt8] {
        // The generated messages have no required fields; the only way to fail is a message beyond 2 GiB.
        guard let bytes: [UInt8] = try? message.serializedBytes() else { throw .tooLarge }
        return bytes
    }
}

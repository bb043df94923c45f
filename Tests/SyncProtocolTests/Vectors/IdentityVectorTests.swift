import SyncProtocol
import SyncWire
import Testing

@Suite("Vectors: identity of changes") struct IdentityVectorTests {
    private struct Document: Decodable {
        let records: [String: Record]
        let replicas: [String: Hex]
        let schemaVersion: UInt32
        let hashes: [Hash]
        let changes: [DescribedChange]
        let of: String
        let variants: [Variant]
        let refused: [Refused]
        let limits: [Limit]

        var names: VectorNames {
            VectorNames(
                records: records.compactMapValues { record in
                    RecordID(bytes: record.id.bytes).map {
                        RecordKey(id: $0, type: TypeNumber(rawValue: record.type))
                    }
                },
                replicas: replicas.compactMapValues { ReplicaID(bytes: $0.bytes) },
                changes: Dictionary(uniqueKeysWithValues: changes.map { ($0.name, $0.id.bytes) })
                    .compactMapValues { ChangeID(bytes: $0) })
        }
    }

    private struct Record: Decodable {
        let id: Hex
        let type: UInt32
    }

    private struct Hash: Decodable {
        let what: String
        let parts: [Hex]
        let hash: Hex
    }

    private struct Variant: Decodable {
        let about: String
        let bytes: Hex
        let id: Hex
        let sameID: Bool
    }

    private struct Refused: Decodable {
        let about: String
        let bytes: Hex
        let code: String
    }

    private struct Limit: Decodable {
        let about: String
        let valueBytes: Int
        let changeBytes: Int
        let code: String
    }

    private func document() throws -> Document { try VectorFolder.read(Document.self, "identity.json") }

    @Test("every purpose hashes to what the independent implementation says")
    func hashes() throws {
        let hashes = try document().hashes
        #expect(Set(hashes.map(\.what)).count == 7)
        for vector in hashes {
            #expect(try hash(vector.what, vector.parts.map(\.bytes)) == vector.hash.bytes, "\(vector.what)")
        }
    }

    private func hash(_ what: String, _ parts: [[UInt8]]) throws -> [UInt8] {
        func digest(_ index: Int) throws -> Digest { try #require(Digest(bytes: parts[index])) }
        func change(_ bytes: some Collection<UInt8>) throws -> ChangeID { try #require(ChangeID(bytes: bytes)) }
        func number(_ bytes: some Collection<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
        switch what {
        case "payload": return ChangeHash.payload(salt: parts[0], value: parts[1]).bytes
        case "operation": return ChangeHash.operation(target: parts[0], payload: try digest(1)).bytes
        case "change":
            return ChangeHash.change(prelude: parts[0], operations: try (1..<parts.count).map(digest)).bytes
        case "link":
            return ChangeHash.link(previous: Digest(bytes: parts[0]), change: try change(parts[1])).bytes
        case "conflict":
            let key = RecordKey(
                id: try #require(RecordID(bytes: parts[0])), type: TypeNumber(rawValue: number(parts[1])))
            let field = FieldKey(FieldNumber(rawValue: number(parts[2])), cell: parts[3])
            return ConflictID(record: key, key: field).bytes
        case "version":
            let writes = try parts.map { part in
                LiveWrite(
                    dot: Dot(change: try change(part[..<32]), operation: number(part[32...])),
                    clock: ClockStamp(microseconds: 0), role: "", isSuspect: false, value: [0])
            }
            return RecordView.version(of: [FieldOutcome.Candidate(value: [0], writes: writes)]).bytes
        case "recordChange":
            let key = RecordKey(id: try #require(RecordID(bytes: parts[1])), type: TypeNumber(rawValue: 2))
            return RecordView.changeDigest(try change(parts[0]), record: key).bytes
        default: return []
        }
    }

    @Test("a described change is written to the same bytes, read back alike, and has the same id and link")
    func changes() throws {
        let document = try document()
        #expect(document.changes.count >= 3)
        for described in document.changes {
            let change = try document.names.check(described, schemaVersion: document.schemaVersion)
            var salts = described.writes.map(\.salt.bytes)[...]
            let header = try document.names.header(described, schemaVersion: document.schemaVersion)
            let written = try ChangeCodec.encode(described.writes.map(document.names.draft), header: header) {
                salts.popFirst() ?? []
            }
            #expect(written.bytes == described.bytes.bytes, "\(described.name)")
            #expect(written.change == change, "\(described.name)")
            #expect(
                ChangeHash.link(previous: header.previousLink, change: change.id).bytes == described.link?.bytes)
        }
    }

    @Test("erased payloads keep the id; a changed `over`, value, salt, record or header changes it")
    func variants() throws {
        let document = try document()
        #expect(document.variants.count >= 15)
        let original = try #require(document.names.changes[document.of])
        for variant in document.variants {
            let change = try ChangeCodec.decode(variant.bytes.bytes)
            #expect(change.id.bytes == variant.id.bytes, "\(variant.about)")
            #expect((change.id == original) == variant.sameID, "\(variant.about)")
        }
    }

    @Test("what the id would not cover, or what is no change, is refused with its code")
    func refused() throws {
        let document = try document()
        #expect(document.refused.count >= 30)
        for vector in document.refused {
            let fault = try #require(ChangeFault(rawValue: vector.code))
            #expect(throws: fault, "\(vector.about)") { try ChangeCodec.decode(vector.bytes.bytes) }
        }
    }

    @Test("a change of exactly 256 KiB is written and read, one byte more is refused")
    func limits() throws {
        let document = try document()
        #expect(document.limits.count == 2)
        let described = try #require(document.changes.first { $0.name == document.of })
        let header = try document.names.header(described, schemaVersion: document.schemaVersion)
        for limit in document.limits {
            var writes = try described.writes.map(document.names.draft)
            let first = writes[0]
            writes[0] = ChangeDraft.Write(
                record: first.record, key: first.key,
                value: .text(String(repeating: "x", count: limit.valueBytes - 1)), over: first.over)
            var salts = described.writes.map(\.salt.bytes)[...]
            let write = { try ChangeCodec.encode(writes, header: header) { salts.popFirst() ?? [] }.bytes }
            if limit.code.isEmpty {
                let bytes = try write()
                #expect(bytes.count == limit.changeBytes, "\(limit.about)")
                #expect(try ChangeCodec.decode(bytes).operations.count == writes.count)
                #expect(throws: ChangeFault.tooLarge) { try ChangeCodec.decode(bytes + [0]) }
            } else {
                let fault = try #require(ChangeFault(rawValue: limit.code))
                #expect(throws: fault, "\(limit.about)") { try write() }
            }
        }
    }

    @Test("more than 4,096 operations or 256 records are refused by writer and reader")
    func counts() throws {
        let document = try document()
        let header = try document.names.header(document.changes[0], schemaVersion: 1)
        let key = try #require(document.names.records["household"])
        let salt = [UInt8](repeating: 0, count: 16)
        let write = { (number: Int) in
            ChangeDraft.Write(
                record: key, key: FieldKey(FieldNumber(rawValue: 30), cell: [UInt8(number & 255)]), value: .null)
        }
        let full = try ChangeCodec.encode((0..<4_096).map(write), header: header) { salt }
        #expect(try ChangeCodec.decode(full.bytes) == full.change)
        #expect(throws: ChangeFault.tooMany) {
            try ChangeCodec.encode((0..<4_097).map(write), header: header) { salt }
        }
        #expect(throws: ChangeFault.tooMany) { try ChangeCodec.encode([], header: header) { salt } }
        // A further operation, appended to the bytes by hand.
        #expect(throws: ChangeFault.tooMany) { try ChangeCodec.decode(full.bytes + [0x12, 0]) }
        let records = (0..<257).map { number in
            var bytes = key.id.bytes
            bytes[14] = UInt8(number >> 8)
            bytes[15] = UInt8(number & 255)
            return ChangeDraft.Write(
                record: RecordKey(id: RecordID(bytes: bytes) ?? key.id, type: key.type),
                key: FieldKey(FieldNumber(rawValue: 16)), value: .null)
        }
        #expect(throws: ChangeFault.tooMany) { try ChangeCodec.encode(records, header: header) { salt } }
        #expect(try ChangeCodec.encode(Array(records.dropLast()), header: header) { salt }.change.records.count == 256)
    }
}

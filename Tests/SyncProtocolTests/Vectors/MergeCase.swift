import SyncProtocol

/// One file of `merge/`.
struct MergeCase: Decodable {
    let about: String
    let rule: String
    let records: [String: Record]
    let replicas: [String: Hex]
    let changes: [DescribedChange]
    let steps: [Step]

    struct Record: Decodable {
        let id: String
        let type: UInt32
    }

    struct Step: Decodable {
        let note: String
        let deliver: [String]
        let suspect: [String]
        let hasLiveChildren: [String]
        let expect: Expectation
    }

    struct Expectation: Decodable {
        let records: [String: ExpectedRecord]
        let representatives: [String: String]?
    }

    struct ExpectedRecord: Decodable {
        let fields: [ExpectedField]
        let deletion: ExpectedField
        let digest: Hex
        let incomplete: [Cell]
    }

    struct Cell: Decodable, Hashable {
        let field: UInt32
        let cell: Hex
    }

    struct ExpectedField: Decodable {
        let field: UInt32?
        let cell: Hex?
        let outcome: String
        let value: ValueNotation?
        let write: String?
        let entries: [ExpectedEntry]?
        let candidates: [ExpectedCandidate]?
        let provisional: String?
        let conflict: Hex?
        let version: Hex?
    }

    struct ExpectedEntry: Decodable {
        let value: ValueNotation
        let write: String
    }

    struct ExpectedCandidate: Decodable {
        let value: ValueNotation
        let writes: [String]
    }

    var names: VectorNames {
        VectorNames(
            records: records.compactMapValues { record in
                RecordID(record.id).map { RecordKey(id: $0, type: TypeNumber(rawValue: record.type)) }
            },
            replicas: replicas.compactMapValues { ReplicaID(bytes: $0.bytes) },
            changes: Dictionary(uniqueKeysWithValues: changes.map { ($0.name, $0.id.bytes) })
                .compactMapValues { ChangeID(bytes: $0) })
    }
}

internal import GRDB
internal import SyncProtocol

/// One row of `record` while a transaction works on it.
final class RecordRow {
    let rid: Int64
    let key: RecordKey
    /// Whether the row is in the table already.
    var isStored: Bool
    var state: RecordState
    /// Position of the record's newest change.
    var last: Int64
    var changes: Int64
    var changeSum: RunningSum
    /// What the row last contributed to the sums of its areas; `nil` for a new row.
    var contribution: Contribution?
    var isDeleted: Bool
    var conflicts: Int
    var json: String
    /// Changes of this transaction that touched the record.
    var touchedBy: [Int64] = []
    /// The change of this transaction that moved the record, also by moving its parent.
    var movedBy: Int64?
    var parents: [RecordID]

    struct Contribution: Equatable {
        var areas: [String]
        var changes: Int64
        var changeSum: RunningSum
        var stateDigest: Digest
    }

    /// A record that no change has touched yet.
    init(rid: Int64, key: RecordKey) {
        self.rid = rid
        self.key = key
        isStored = false
        state = RecordState(key: key)
        last = 0
        changes = 0
        changeSum = .zero
        isDeleted = false
        conflicts = 0
        json = ""
        parents = []
    }

    static let columns = """
        rid, id, type, areas, last, changes, change_sum, state_digest, deleted, conflicts, live, state
        """

    /// - Throws: ``StoreError/damaged(record:detail:)``.
    init(_ row: Row, schema: Schema) throws {
        rid = row[0]
        let type = TypeNumber(rawValue: row[2])
        guard let id = RecordID(bytes: row.bytes(1)) else {
            throw StoreError.damaged(record: "row \(rid)", detail: "the record id is not 16 bytes")
        }
        key = RecordKey(id: id, type: type)
        guard let state = RecordState(key: key, stored: row.bytes(10)), let sum = RunningSum(bytes: row.bytes(6)),
            let digest = Digest(bytes: row.bytes(7))
        else { throw StoreError.damaged(record: id.description, detail: "the stored state cannot be read") }
        isStored = true
        self.state = state
        last = row[4]
        changes = row[5]
        changeSum = sum
        contribution = Contribution(
            areas: Placing.split(row[3]), changes: row[5], changeSum: sum, stateDigest: digest)
        isDeleted = row[8]
        conflicts = row[9]
        json = row[11]
        parents = Placing.parents(of: state, schema: schema)
    }
}

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
    /// How much of the store it took to read the row.
    let storedBytes: Int
    /// Whether a change of this transaction writes a field that is to be gone once it is cleared.
    var mayClear = false
    /// Whether values came that a change of the record was stored without: who received it has to receive it again.
    var isFilled = false
    /// The ids of the record's changes, once somebody has asked for one.
    var applied: Set<ChangeID>?
    /// Changes of this transaction that touched the record.
    var touchedBy: [Int64] = []
    /// Whether it is placed anew although no change of this transaction touched it.
    var isPlacedAnew = false
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
        storedBytes = 0
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
        let rid: Int64 = try row.value(0)
        let id: RecordID = try row.value(1, of: "row \(rid)")
        func column<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
            try row.value(index, of: id.description)
        }
        self.rid = rid
        key = RecordKey(id: id, type: try column(2))
        last = try column(4)
        changes = try column(5)
        changeSum = try column(6)
        contribution = Contribution(
            areas: Placing.split(try column(3)), changes: changes, changeSum: changeSum, stateDigest: try column(7))
        isDeleted = try column(8)
        conflicts = try column(9)
        let live = (try column(10) as Blob).bytes
        guard let state = RecordState(key: key, stored: live) else {
            throw StoreError.damaged(record: id.description, detail: "the stored state cannot be read")
        }
        isStored = true
        self.state = state
        json = try column(11)
        storedBytes = live.count + json.utf8.count
        parents = Placing.parents(of: state, schema: schema)
    }
}

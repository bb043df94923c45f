import SyncProtocol

/// A replica that keeps its records in memory: every record's state, and which changes touched it.
struct SmallReplica {
    private(set) var states: [RecordKey: RecordState] = [:]
    private(set) var applied: [RecordKey: Set<ChangeID>] = [:]
    private var suspects: Set<ChangeID> = []

    /// Takes a change in; one that is here already changes nothing but what is known of its clock.
    mutating func deliver(_ change: Change, isSuspect: Bool = false) {
        for (index, key) in change.records.enumerated() {
            var state = states[key] ?? RecordState(key: key)
            let known = applied[key] ?? []
            if known.contains(change.id) {
                if isSuspect { state.markSuspect(change.id) }
            } else {
                state.apply(change, recordIndex: index, isSuspect: isSuspect) { known.contains($0) }
                applied[key] = known.union([change.id])
            }
            states[key] = state
        }
    }
}

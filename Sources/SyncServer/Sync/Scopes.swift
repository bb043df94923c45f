internal import AdminProtocol
internal import ReplicaStore

extension UserRecord {
    /// The codes whose areas the user works in. A user without areas is one of the whole server: area codes begin with a
    /// digit (GB/T 2260), so that the ten digits cover them all.
    var assignedAreas: [String] {
        areas.isEmpty ? (0...9).map { String($0) } : areas
    }

    var scope: Scope { Scope(assignedAreas) }
}

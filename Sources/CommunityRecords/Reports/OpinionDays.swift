internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The days on which opinions were given.
///
/// An opinion that came from a visit was given during it. The id of such an opinion follows from the visit and tells no
/// time; any other id does.
struct OpinionDays {
    private let type: RecordType
    private let replica: ReplicaStore
    /// When the visits that opinions came from began, in milliseconds since 1970.
    private var visits: [RecordID: Int64] = [:]

    /// - Parameters:
    ///   - opinions: The opinions that will be asked for.
    ///   - type: Their type.
    ///   - replica: The store.
    /// - Throws: `StoreError`.
    init(_ opinions: [StoredRecord], type: RecordType, in replica: ReplicaStore) throws {
        self.type = type
        self.replica = replica
        let wanted = Set(opinions.compactMap { Self.visit(of: $0, type: type) })
        if wanted.isEmpty { return }
        var found: [RecordID: Int64] = [:]
        // One pass over the visits: looking up a hundred thousand one by one takes longer than the report.
        try replica.scan(RecordTypes.visit) { id, json in
            guard wanted.contains(id) else { return }
            StoredObject.members(of: json) { name, value in
                if StoredObject.matches(name, "started_at", in: json) {
                    found[id] = StoredObject.moment(value, in: json)
                }
            }
        }
        visits = found
    }

    /// The day on which an opinion was given, in local time.
    ///
    /// - Parameter opinion: One of those that the days were made of.
    /// - Returns: The day on which its visit began; else, also where the visit is not here, that of the opinion's first
    ///   change.
    /// - Throws: `StoreError`.
    func day(of opinion: StoredRecord) throws -> CalendarDate? {
        if let start = Self.visit(of: opinion, type: type).flatMap({ visits[$0] }) { return LocalDay.of(start) }
        if let made = opinion.key.id.milliseconds { return LocalDay.of(made) }
        return try replica.origin(of: opinion.key).flatMap { LocalDay.of($0.writtenAt) }
    }

    /// An opinion that was recorded by itself may name a visit too, and has its own day.
    private static func visit(of opinion: StoredRecord, type: RecordType) -> RecordID? {
        guard opinion.key.id.milliseconds == nil, case .reference(let visit)? = opinion.view.value("visit", of: type)
        else { return nil }
        return visit
    }
}

internal import ReplicaStore
internal import SyncProtocol
public import Values

/// How the device stands towards its server, without asking it.
public struct Standing: Sendable {
    public let server: String
    public let serverName: String
    public let device: String
    public let user: String
    public let userName: String
    public let role: String
    public let areas: [String]
    /// Changes that the server has not acknowledged.
    public let pendingChanges: Int
    /// Those of them that the server would not take.
    public let refusedChanges: Int
    public let conflicts: Int
    /// `nil` before the first sync that came to its end.
    public let lastSync: Instant?
    /// Households and visits that are not deleted.
    public let households: Int
    public let visits: Int
    /// Visits under way on this device.
    public let drafts: Int
}

/// Work not handed in yet, and when there was last contact: what people are told whenever a command starts.
public struct UnsentWork: Hashable, Sendable {
    public let pendingChanges: Int
    public let lastSync: Instant?
    public let now: Instant
    /// Visits under way on this device.
    public let drafts: Int
    /// The one that is under way, for people, when it is the only one.
    public let onlyDraft: String?

    /// Beyond this age of the last sync people are reminded: a day in the field ends with a sync.
    private static let reminderMilliseconds: Int64 = 24 * 3_600 * 1_000

    /// Whether sending is worth telling of.
    public var isNotable: Bool {
        guard pendingChanges == 0, let lastSync else { return true }
        return now.milliseconds - lastSync.milliseconds > Self.reminderMilliseconds
    }
}

internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
public import Values

/// How the device stands towards its server, without asking it (Protocol/json-output.md, "status").
public struct DeviceStatus: Encodable, Sendable {
    /// Login, name and role of who works on the device; the device's name on the server; the server's address and name.
    public let user, userName, role, device, server, serverName: String
    /// Codes of the areas that the person is assigned; each covers all codes that begin with it.
    public let areas: [String]
    /// Households and visits that are held here and not deleted.
    public let households, visits: Int
    /// Visits under way on this device.
    public let drafts: Int
    /// Changes that the server has not acknowledged.
    public let pendingChanges: Int
    /// Those of them that the server would not take.
    public let refusedChanges: Int
    /// Open conflicts.
    public let conflicts: Int
    /// Verdicts come with a later version of the protocol; until then nothing can be quarantined.
    let quarantined = 0
    /// `nil` before the first whole sync.
    public let lastSync: Instant?
}

/// Work not handed in yet, and when there was last contact: what people are told whenever a command starts.
public struct UnsentWork: Hashable, Sendable {
    /// Changes that the server has not acknowledged.
    public let pendingChanges: Int
    /// When the last sync came to its end; `nil` before the first.
    public let lastSync: Instant?
    /// The moment at which this holds, by the device's clock.
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

/// What the device itself tells, without asking anybody.
public struct Device: UseCase, Sendable {
    let store: FieldStore

    /// How the device stands towards its server, without asking it.
    ///
    /// - Throws: `StoreError`.
    public func status() throws -> DeviceStatus {
        try replica.reading { reader in
            let outbox = try reader.outboxCounts()
            return DeviceStatus(
                user: author.login, userName: try reader.text(.userName) ?? "", role: author.role,
                device: author.device, server: try reader.text(.serverURL) ?? "",
                serverName: try reader.text(.serverName) ?? "", areas: store.areas,
                households: try reader.count(of: RecordTypes.household),
                visits: try reader.count(of: RecordTypes.visit),
                drafts: try reader.draftCount(), pendingChanges: outbox.pending, refusedChanges: outbox.refused,
                conflicts: try reader.conflictCount(), lastSync: try reader.lastSync())
        }
    }

    /// What to tell when other people on this machine can read the store; `nil` when they cannot.
    public var exposure: Localized? {
        guard replica.isReadableByOthers else { return nil }
        return Localized(fault: "store_readable", ["path": replica.path])
    }

    /// What is not handed in yet.
    ///
    /// - Throws: `StoreError`.
    public func unsentWork() throws -> UnsentWork {
        let (pending, lastSync, drafts) = try replica.reading { reader in
            (try reader.outboxCounts().pending, try reader.lastSync(), try reader.draftCount())
        }
        return UnsentWork(
            pendingChanges: pending, lastSync: lastSync, now: environment.now, drafts: drafts,
            onlyDraft: drafts == 1 ? try replica.drafts().first.map { try store.drafts.shortID($0.id) } : nil)
    }
}

extension StoreReader {
    fileprivate func lastSync() throws -> Instant? {
        try text(.lastSync).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
    }
}

/// Where the store of this device is.
public enum StoreLocation {
    /// The path of the store's SQLite file: `--store`, else `RUHU_STORE`, else the XDG data folder (XDG Base Directory
    /// Specification 0.8).
    ///
    /// - Throws: ``Failure`` `store_location_unknown` when no variable says where a home is.
    public static func path(flag: String?, environment: [String: String]) throws(Failure) -> String {
        if let flag, !flag.isEmpty { return flag }
        if let named = environment["RUHU_STORE"], !named.isEmpty { return named }
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/ruhu/store.sqlite" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.local/share/ruhu/store.sqlite" }
        throw Failure(fault: "store_location_unknown")
    }
}

internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    public func standing() throws -> Standing {
        try replica.reading { reader in
            let outbox = try reader.outboxCounts()
            return Standing(
                server: try reader.text(.serverURL) ?? "", serverName: try reader.text(.serverName) ?? "",
                device: author.device, user: author.login, userName: try reader.text(.userName) ?? "",
                role: author.role, areas: areas, pendingChanges: outbox.pending, refusedChanges: outbox.refused,
                conflicts: try reader.conflictCount(), lastSync: try reader.lastSync(),
                households: try reader.count(of: RecordTypes.household),
                visits: try reader.count(of: RecordTypes.visit), drafts: try reader.draftCount())
        }
    }

    public func unsentWork() throws -> UnsentWork {
        let (pending, lastSync, drafts) = try replica.reading { reader in
            (try reader.outboxCounts().pending, try reader.lastSync(), try reader.draftCount())
        }
        return UnsentWork(
            pendingChanges: pending, lastSync: lastSync,
            now: Instant(milliseconds: StoreEnvironment.system.wallMilliseconds()), drafts: drafts,
            onlyDraft: drafts == 1 ? try replica.drafts().first.map { try shortDraftID($0.id) } : nil)
    }
}

extension StoreReader {
    fileprivate func lastSync() throws -> Instant? {
        try text(.lastSync).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
    }
}

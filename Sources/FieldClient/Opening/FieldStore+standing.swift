internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    public func standing() throws -> Standing {
        let outbox = try replica.outboxCounts()
        return Standing(
            server: try replica.text(.serverURL) ?? "", serverName: try replica.text(.serverName) ?? "",
            device: author.device, user: author.login, userName: try replica.text(.userName) ?? "", role: author.role,
            areas: areas, pendingChanges: outbox.pending, refusedChanges: outbox.refused,
            conflicts: try replica.conflictCount(), lastSync: try lastSync(),
            households: try replica.count(of: RecordTypes.household),
            visits: try replica.count(of: RecordTypes.visit), drafts: try visitDraftCount())
    }

    public func unsentWork() throws -> UnsentWork {
        let drafts = try visitDraftCount()
        return UnsentWork(
            pendingChanges: try replica.outboxCounts().pending, lastSync: try lastSync(),
            now: environment.now, drafts: drafts,
            onlyDraft: drafts == 1 ? try replica.drafts().first.map { try shortDraftID($0.id) } : nil)
    }

    private func lastSync() throws -> Instant? {
        try replica.text(.lastSync).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
    }
}

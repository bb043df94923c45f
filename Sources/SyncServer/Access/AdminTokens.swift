internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

extension AccessStore {
    /// The user whom an administration token belongs to; `nil` when the server does not know it.
    func administrator(tokenHash: Digest) throws -> UserRecord? {
        try read { db in
            let sql = "SELECT login FROM admin_token WHERE hash = ?"
            return try String.fetchOne(db.statement(sql, tokenHash)).flatMap { try Self.user($0, in: db) }
        }
    }
}

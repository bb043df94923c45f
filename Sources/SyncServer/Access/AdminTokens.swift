internal import AdminProtocol
internal import FoundationEssentials
internal import GRDB

extension AccessStore {
    /// The user whom an administration token belongs to; `nil` when the server does not know it.
    func administrator(tokenHash: [UInt8]) throws -> UserRecord? {
        try read { db in
            let sql = "SELECT login FROM admin_token WHERE hash = ?"
            let login = try String.fetchOne(db.cachedStatement(sql: sql), arguments: [Data(tokenHash)])
            return try login.flatMap { try Self.user($0, in: db) }
        }
    }
}

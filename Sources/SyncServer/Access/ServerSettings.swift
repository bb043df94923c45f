internal import AdminProtocol
internal import GRDB
internal import ReplicaStore
internal import SyncProtocol

extension AccessStore {
    /// Writes what a server begins with: its name, its key, and an administrator for every area.
    func found(name: String, privateKey: [UInt8], adminTokenHash: Digest, now: Int64) throws {
        try write { db in
            let setting = "INSERT INTO setting (key, value) VALUES (?, ?)"
            try db.statement(setting, "name", Blob(Array(name.utf8))).execute()
            try db.statement(setting, "private_key", Blob(privateKey)).execute()
            let user = "INSERT INTO user (login, name, role, created_at) VALUES (?, ?, ?, ?)"
            try db.statement(user, "admin", "Administrator", UserRole.administrator.rawValue, now).execute()
            let token = "INSERT INTO admin_token (hash, login, created_at) VALUES (?, ?, ?)"
            try db.statement(token, adminTokenHash, "admin", now).execute()
        }
    }

    /// What people call the server.
    func serverName() throws -> String {
        try read { db in
            let name = try Blob.fetchOne(db.statement("SELECT value FROM setting WHERE key = 'name'"))
            return String(decoding: name?.bytes ?? [], as: UTF8.self)
        }
    }
}

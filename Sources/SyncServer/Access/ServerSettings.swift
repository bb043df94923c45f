internal import AdminProtocol
internal import FoundationEssentials
internal import GRDB
internal import ReplicaStore

extension AccessStore {
    /// Writes what a server begins with: its name, its key, and an administrator for every area.
    func found(name: String, privateKey: [UInt8], adminTokenHash: [UInt8], now: Int64) throws {
        try write { db in
            let setting = "INSERT INTO setting (key, value) VALUES (?, ?)"
            try db.execute(sql: setting, arguments: ["name", Data(name.utf8)])
            try db.execute(sql: setting, arguments: ["private_key", Data(privateKey)])
            try db.execute(
                sql: "INSERT INTO user (login, name, role, created_at) VALUES (?, ?, ?, ?)",
                arguments: ["admin", "Administrator", UserRole.administrator.rawValue, now])
            try db.execute(
                sql: "INSERT INTO admin_token (hash, login, created_at) VALUES (?, ?, ?)",
                arguments: [Data(adminTokenHash), "admin", now])
        }
    }

    /// What people call the server.
    func serverName() throws -> String {
        try read { db in
            let name = try Data.fetchOne(db, sql: "SELECT value FROM setting WHERE key = 'name'")
            return String(decoding: name ?? Data(), as: UTF8.self)
        }
    }
}

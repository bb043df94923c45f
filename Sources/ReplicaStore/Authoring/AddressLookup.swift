internal import GRDB
public import SyncProtocol

extension EditContext {
    /// The newest position that was taken; each change of a save takes the next.
    public func newestPosition() throws -> Int64 {
        try db.newestPosition()
    }

    /// Whether an area record with this code is in the store.
    public func hasArea(_ code: String, type: TypeNumber) throws -> Bool { try db.hasArea(code, type: type) }
}

extension ReplicaStore {
    /// Whether an area record with this code is in the store.
    public func hasArea(_ code: String, type: TypeNumber) throws -> Bool {
        try read { db in try db.hasArea(code, type: type) }
    }
}

extension Database {
    fileprivate func hasArea(_ code: String, type: TypeNumber) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM placement WHERE area = ? AND type = ?)"
        return try Bool.fetchOne(statement(sql, code, type)) ?? false
    }
}

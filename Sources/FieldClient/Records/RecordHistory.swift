public import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// Every change of a record, oldest first.
    ///
    /// - Parameter id: Its id or the beginning of it, of any type.
    /// - Returns: The record and its changes.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func log(_ id: String) throws -> (record: StoredRecord, entries: [LogEntry]) {
        let key = try record(id)
        guard let record = try replica.record(key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        return (record, try replica.log(of: key))
    }
}

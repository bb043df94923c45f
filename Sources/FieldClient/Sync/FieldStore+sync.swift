internal import ReplicaStore
internal import Values

extension ServerConnection {
    /// The server that a store is enrolled at.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - caFile: Certificates to trust; `nil` for those that were named at enrolment.
    /// - Throws: ``StoreError``; ``Failure`` `server_url_invalid` when the store holds no valid address.
    init(of store: FieldStore, caFile: String?) throws {
        let replica = store.replica
        self.init(
            address: try ServerAddress(try replica.text(.serverURL) ?? ""), token: try replica.text(.token),
            caFile: try caFile ?? replica.text(.caFile))
    }
}

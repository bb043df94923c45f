internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// Households that match every word of a query, wherever in the address it stands.
    public func findHouseholds(_ query: String) throws -> [ListedHousehold] {
        try replica.listing(of: RecordTypes.household, matching: AddressSearch.words(of: query)).map {
            try ListedHousehold(id: $0.id, json: $0.json)
        }
    }

    /// Households that are not deleted.
    ///
    /// - Parameter area: Only those in areas whose code begins with it; empty for all.
    /// - Returns: The households, by id.
    /// - Throws: ``StoreError``.
    public func households(area: String = "") throws -> [ListedHousehold] {
        try replica.listing(of: RecordTypes.household, areaPrefix: area).map {
            try ListedHousehold(id: $0.id, json: $0.json)
        }
    }

    /// One household, also a deleted one.
    ///
    /// - Parameter id: Its id or the beginning of it.
    /// - Returns: The household.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func household(_ id: String) throws -> ListedHousehold {
        try household(try record(id, type: RecordTypes.household))
    }

    func household(_ key: RecordKey) throws -> ListedHousehold {
        guard let record = try replica.record(key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        return try ListedHousehold(id: key.id, json: record.json, isDeleted: record.view.deletion == .deleted)
    }
}

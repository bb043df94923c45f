internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Reads a standard from the record that published it.
enum PublishedStandard {
    /// - Throws: ``Failure`` `standard_unreadable` (65) when parts are missing, when anybody changed what was published,
    ///   or when a later version of the software wrote it; `StoreError`.
    static func read(_ id: RecordID, in replica: ReplicaStore) throws -> Standard {
        let published = try PublishedKind.standard.document(id, in: replica)
        guard let json = JSONValue(parsing: Array(published.text.text.utf8)),
            let standard = StandardReading.read(json, for: .using).standard
        else { throw PublishedKind.standard.unreadable("\(published.id) \(published.version)") }
        return standard
    }
}

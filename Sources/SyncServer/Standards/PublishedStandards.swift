internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// The versions of standards that a store holds as they were published.
struct PublishedStandards {
    let type: RecordType
    let documents: [PublishedDocument]

    static let notDeclared = StoreError.damaged(record: "schema", detail: "the schema does not declare standards")

    init(_ context: EditContext) throws {
        guard let type = context.schema.type(RecordTypes.standard) else { throw Self.notDeclared }
        self.type = type
        documents = try context.records(of: RecordTypes.standard, inArea: "*")
            .compactMap { PublishedDocument($0, type: type) }
    }
}

extension PublishedDocument {
    /// The standard that the document writes.
    ///
    /// - Throws: `StoreError.damaged` when this version of the software cannot read it, although it was published.
    func standardRead() throws -> Standard {
        guard let json = JSONValue(parsing: Array(document.text.utf8)) else {
            throw StoreError.damaged(record: "standard \(standard) \(version)", detail: "the document is not JSON")
        }
        let (standard, faults) = StandardReading.read(json)
        guard let standard else {
            let first = faults.first.map { "\($0.code) \($0.pathText)" } ?? ""
            throw StoreError.damaged(record: "standard \(self.standard) \(version)", detail: first)
        }
        return standard
    }
}

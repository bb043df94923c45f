internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// The versions of one kind of document that a store holds as they were published.
struct PublishedDocuments {
    let kind: PublishedKind
    let type: RecordType
    let documents: [PublishedDocument]

    init(_ kind: PublishedKind, in context: EditContext) throws {
        type = try kind.recordType(in: context.schema)
        self.kind = kind
        documents = try context.records(of: kind.type, inArea: "*")
            .compactMap { [type] in PublishedDocument($0, kind, type: type) }
    }

    /// All versions of a document.
    func versions(of id: String) -> [PublishedDocument] { documents.filter { $0.id == id } }
}

extension PublishedKind {
    /// - Throws: `StoreError.damaged` when the schema does not declare it.
    func recordType(in schema: Schema) throws -> RecordType {
        if let type = schema.type(type) { return type }
        throw StoreError.damaged(record: "schema", detail: "the schema does not declare \(self)s")
    }
}

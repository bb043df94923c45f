internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The records of one kind of published document in a store, as administrators see them.
struct DocumentCatalogue {
    let kind: PublishedKind
    let store: ReplicaStore
    let type: RecordType

    init(_ kind: PublishedKind, _ store: ReplicaStore) throws {
        type = try kind.recordType(in: try store.schema())
        self.kind = kind
        self.store = store
    }

    /// Who published a version, and when.
    struct Origin {
        /// ISO 8601, UTC.
        let publishedAt: String?
        let publishedBy: String?
    }

    /// A version that is held as it was published.
    struct Version {
        let document: PublishedDocument
        let origin: Origin
    }

    /// What is to be seen of a record that is not what was published.
    struct DocumentDamage {
        let id: String
        let version: String
        let title: Localized
        let digest: String
    }

    /// Lists every record of the kind. What somebody changed is listed as damaged, under the names that it shows.
    ///
    /// - Parameters:
    ///   - read: Describes a version; `StoreError.damaged` when this program cannot read it, which must not hide the others.
    ///   - damaged: Describes what is not what was published.
    /// - Returns: What was described, in no order.
    /// - Throws: What `read` throws; `StoreError`.
    func list<Entry>(read: (Version) throws -> Entry, damaged: (DocumentDamage) -> Entry) throws -> [Entry] {
        try store.records(of: kind.type).map { record in
            guard let document = PublishedDocument(record.view, kind, type: type) else {
                return damaged(damage(to: record))
            }
            do {
                return try read(Version(document: document, origin: try origin(of: record.key)))
            } catch StoreError.damaged {
                return damaged(damage(to: record))
            }
        }
    }

    /// What a record holds as it was published; `nil` when it does not.
    func version(at key: RecordKey) throws -> Version? {
        guard let held = try store.record(key), let document = PublishedDocument(held.view, kind, type: type) else {
            return nil
        }
        return Version(document: document, origin: try origin(of: key))
    }

    /// The versions of the document that a person names.
    ///
    /// - Parameter id: The document's id, or the beginning of it when no other begins so.
    /// - Returns: At least one, in no order.
    /// - Throws: A 404 `standard_unknown` or `form_unknown`, a 409 `standard_ambiguous` or `form_ambiguous`; `StoreError`.
    func versions(of id: String) throws -> [Version] {
        let published = try store.records(of: kind.type).compactMap { record in
            PublishedDocument(record.view, kind, type: type).map { (document: $0, key: record.key) }
        }
        let ids = Set(published.map(\.document.id))
        let named = ids.contains(id) ? [id] : ids.filter { !id.isEmpty && $0.hasPrefix(id) }.sorted()
        guard named.count < 2 else {
            throw Refusal(.conflict, "\(kind)_ambiguous", "these begin with \(id): \(named.joined(separator: ", "))")
        }
        guard let name = named.first else { throw unknown(id, version: nil) }
        return try published.filter { $0.document.id == name }
            .map { Version(document: $0.document, origin: try origin(of: $0.key)) }
    }

    func unknown(_ id: String, version: String?) -> Refusal {
        let text = version.map { "there is no version \($0) of a \(kind) \(id)" } ?? "there is no \(kind) \(id)"
        return Refusal(.notFound, "\(kind)_unknown", text)
    }

    private func origin(of key: RecordKey) throws -> Origin {
        guard let origin = try store.origin(of: key) else { return Origin(publishedAt: nil, publishedBy: nil) }
        return Origin(
            publishedAt: Instant(milliseconds: origin.writtenAt).description, publishedBy: origin.author)
    }

    private func damage(to record: StoredRecord) -> DocumentDamage {
        let text = { (name: String) in record.view.text(name, of: type) ?? "" }
        var version = text("version")
        if case .integer(let number)? = record.view.value("version", of: type) { version = String(number) }
        return DocumentDamage(
            id: text(kind.idField), version: version,
            title: Localized(zh: text("title_zh"), en: text("title_en")), digest: text("digest"))
    }
}

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
    func recordType(in schema: Schema) throws -> RecordType { try schema.declaredType(type, "\(self)s") }
}

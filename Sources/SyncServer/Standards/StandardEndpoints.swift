internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// The administrator's requests about standards.
struct StandardEndpoints: Sendable {
    let stores: ServerStores

    /// `POST /v2/admin/standards`: the body is the file, YAML or JSON.
    func publish(_ request: AdminRequest) async throws -> StandardImportResult {
        let bytes = try await request.body()
        let (name, author, isTrial) = (request.query("name") ?? "", request.user.author, request.isTrial)
        // Read beside the writers, because a large file takes its time.
        let upload = try await stores.reading { _ in try StandardUpload(bytes, name: name) }
        return try await stores.editing { store in
            let publishing = StandardPublishing(standard: upload.standard, document: upload.document, author: author)
            let outcome: PublishingOutcome
            do {
                outcome = try publishing.run(in: store, isTrial: isTrial)
            } catch let error as PublishingFaults {
                throw upload.refusal(error)
            }
            let held = try StandardCatalogue(store).record(at: publishing.version.key)
            return StandardImportResult(
                outcome: outcome, standard: held ?? StandardRecord(upload.standard, digest: upload.document.digest))
        }
    }

    func list(_: AdminRequest) async throws -> [StandardRecord] {
        try await stores.reading { store in try StandardCatalogue(store).list() }
    }

    func show(_ request: AdminRequest) async throws -> StandardContent {
        let (id, version) = (request.word, try request.versionNumber())
        return try await stores.reading { store in try StandardCatalogue(store).content(id, version: version) }
    }
}

/// The published standards of a store, as administrators see them.
struct StandardCatalogue {
    private let catalogue: DocumentCatalogue

    init(_ store: ReplicaStore) throws { catalogue = try DocumentCatalogue(.standard, store) }

    /// All versions, by id and version. What somebody changed is listed as damaged, under the names that it shows.
    func list() throws -> [StandardRecord] {
        try catalogue.list(read: record, damaged: StandardRecord.init)
            .sorted { ($0.standard, $0.version, $0.digest) < ($1.standard, $1.version, $1.digest) }
    }

    /// A version that is held as it was published; `nil` when it is not.
    func record(at key: RecordKey) throws -> StandardRecord? { try catalogue.version(at: key).map(record) }

    /// The content of a version.
    ///
    /// - Parameters:
    ///   - id: The standard's id, or the beginning of it when no other begins so.
    ///   - version: `nil` for the newest.
    /// - Returns: All of it.
    /// - Throws: A 404 `standard_unknown`, a 409 `standard_ambiguous`; `StoreError`.
    func content(_ id: String, version: Int?) throws -> StandardContent {
        let versions = try catalogue.versions(of: id).sorted { $0.document.number < $1.document.number }
        guard let found = versions.last(where: { version == nil || $0.document.number == version }) else {
            throw catalogue.unknown(id, version: version.map(String.init))
        }
        return StandardContent(standard: try record(found), document: found.document.text.text)
    }

    private func record(_ version: DocumentCatalogue.Version) throws -> StandardRecord {
        var record = StandardRecord(try version.document.standardRead(), digest: version.document.text.digest)
        record.publishedAt = version.origin.publishedAt
        record.publishedBy = version.origin.publishedBy
        return record
    }
}

extension StandardRecord {
    init(_ standard: Standard, digest: Digest) {
        self.init(
            standard: standard.id, version: standard.version, title: standard.title,
            documentNumber: standard.documentNumber, groups: standard.groups.count,
            indicators: standard.indicators.count, checks: standard.indicators.reduce(0) { $0 + $1.checks.count },
            tasks: standard.tasks.count, publishedAt: nil, publishedBy: nil, digest: digest.hex, damaged: false)
    }

    fileprivate init(_ damage: DocumentCatalogue.DocumentDamage) {
        self.init(
            standard: damage.id, version: Int(damage.version) ?? 0, title: damage.title, documentNumber: nil,
            groups: 0, indicators: 0, checks: 0, tasks: 0, publishedAt: nil, publishedBy: nil, digest: damage.digest,
            damaged: true)
    }
}

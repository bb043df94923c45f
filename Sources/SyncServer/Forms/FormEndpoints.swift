internal import AdminProtocol
internal import CommunityModel
internal import FoundationEssentials
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about forms.
struct FormEndpoints: Sendable {
    let stores: ServerStores

    /// `POST /v2/admin/forms`: the XForm, and what lies beside it.
    func publish(_ request: AdminRequest) async throws -> FormImportResult {
        let order = try await request.json(FormImportRequest.self)
        let author = request.user.author
        // Read beside the writers, because a large form takes its time.
        let upload = try await stores.reading { store in
            let files = try order.files.mapValues(Self.bytes)
            let naming = VersionNaming(wanted: order.version, day: order.day, store: store)
            return try FormUpload(try Self.bytes(order.form), files: files, naming: naming)
        }
        return try await stores.editing { store in
            let publishing = FormPublishing(form: upload, author: author)
            let outcome = try publishing.run(in: store, isTrial: order.isTrial)
            let held = try FormCatalogue(store).record(at: publishing.version.key)
            return FormImportResult(
                outcome: outcome, form: held ?? FormRecord(upload.definition, upload.document),
                isVersionGiven: upload.given != nil)
        }
    }

    func list(_: AdminRequest) async throws -> [FormRecord] {
        try await stores.reading { store in try FormCatalogue(store).list() }
    }

    /// `GET /v2/admin/forms/content`: the version that the query names, else the newest. The id stands in the query,
    /// because an XForm's may be an address.
    func show(_ request: AdminRequest) async throws -> PublishedFormContent {
        let (id, version) = (request.query("id") ?? "", request.query("version"))
        return try await stores.reading { store in try FormCatalogue(store).content(id, version: version) }
    }

    private static func bytes(_ base64: String) throws(Refusal) -> [UInt8] {
        if let data = Data(base64Encoded: base64) { return [UInt8](data) }
        throw Refusal(.badRequest, "bad_request", "a file is not base64")
    }
}

/// The published forms of a store, as administrators see them.
struct FormCatalogue {
    private let catalogue: DocumentCatalogue

    init(_ store: ReplicaStore) throws { catalogue = try DocumentCatalogue(.form, store) }

    /// All versions, by id and version. What somebody changed is listed as damaged, under the names that it shows.
    func list() throws -> [FormRecord] {
        try catalogue.list(read: record, damaged: FormRecord.init).sorted { left, right in
            let versions = (FormVersion(left.version), FormVersion(right.version))
            return (left.form, versions.0, left.digest) < (right.form, versions.1, right.digest)
        }
    }

    /// A version that is held as it was published; `nil` when it is not.
    func record(at key: RecordKey) throws -> FormRecord? { try catalogue.version(at: key).map(record) }

    /// The content of a version.
    ///
    /// - Parameters:
    ///   - id: The form's id, or the beginning of it when no other begins so.
    ///   - version: `nil` for the newest.
    /// - Returns: All of it.
    /// - Throws: A 404 `form_unknown`, a 409 `form_ambiguous`; `StoreError`.
    func content(_ id: String, version: String?) throws -> PublishedFormContent {
        let versions = try catalogue.versions(of: id)
            .sorted { FormVersion($0.document.version) < FormVersion($1.document.version) }
        guard let found = versions.last(where: { version == nil || $0.document.version == version }) else {
            throw catalogue.unknown(id, version: version)
        }
        let document = try found.document.formRead()
        return PublishedFormContent(form: try record(found), xml: document.xml, files: document.files)
    }

    private func record(_ version: DocumentCatalogue.Version) throws -> FormRecord {
        let document = try version.document.formRead()
        let definition: FormDefinition
        do {
            definition = try FormDefinition.parse(xml: document.xml, resources: FormResources(files: document.files))
        } catch {
            throw StoreError.damaged(
                record: "form \(version.document.id) \(version.document.version)",
                detail: error.faults.first.map { "\($0.code) \($0.place ?? "")" } ?? "")
        }
        var record = FormRecord(definition, document)
        record.publishedAt = version.origin.publishedAt
        record.publishedBy = version.origin.publishedBy
        return record
    }
}

extension PublishedDocument {
    /// The form that the document holds.
    ///
    /// - Throws: `StoreError.damaged` when it holds something else, although it was published.
    fileprivate func formRead() throws -> FormDocument {
        if let document = FormDocument(text) { return document }
        throw StoreError.damaged(record: "form \(id) \(version)", detail: "the document is no form")
    }
}

extension FormRecord {
    init(_ definition: FormDefinition, _ document: FormDocument) {
        self.init(
            form: definition.id, version: definition.version, title: definition.title,
            languages: definition.languages, questionCount: definition.questions.count,
            files: document.files.keys.sorted(), publishedAt: nil, publishedBy: nil,
            digest: document.text.digest.hex, damaged: false)
    }

    fileprivate init(_ damage: DocumentCatalogue.DocumentDamage) {
        self.init(
            form: damage.id, version: damage.version, title: damage.title.zh, languages: [], questionCount: 0,
            files: [],
            publishedAt: nil, publishedBy: nil, digest: damage.digest, damaged: true)
    }
}

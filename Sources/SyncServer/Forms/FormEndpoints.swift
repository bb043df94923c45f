internal import AdminProtocol
internal import FoundationEssentials
internal import Hummingbird
internal import ReplicaStore

/// The administrator's requests about forms.
struct FormEndpoints: Sendable {
    let stores: ServerStores

    /// `POST /v1/admin/forms`: the XForm, and what lies beside it.
    func publish(_ request: Request, _ user: UserRecord) async throws -> FormImportResult {
        let order = try await request.json(FormImportRequest.self)
        let author = user.author
        // Read beside the writers, because a large form takes its time.
        let upload = try await stores.reading { store in
            var files: [String: [UInt8]] = [:]
            for file in order.files { files[file.name] = try Self.bytes(of: file) }
            let naming = VersionNaming(wanted: order.version, day: order.day, store: store)
            return try FormUpload(try Self.bytes(of: order.form), files: files, naming: naming)
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

    func list() async throws -> [FormRecord] {
        try await stores.reading { store in try FormCatalogue(store).list() }
    }

    /// `GET /v1/admin/forms/content`: the version that the query names, else the newest. The id stands in the query,
    /// because an XForm's may be an address.
    func show(_ request: Request) async throws -> FormContent {
        let query = request.uri.queryParameters
        let (id, version) = (query["id"].map(String.init) ?? "", query["version"].map(String.init))
        return try await stores.reading { store in try FormCatalogue(store).content(id, version: version) }
    }

    private static func bytes(of file: FormImportRequest.File) throws(Refusal) -> [UInt8] {
        if let data = Data(base64Encoded: file.content) { return [UInt8](data) }
        throw Refusal(.badRequest, "bad_request", "the content of \(file.name) is not base64")
    }
}

internal import AdminProtocol
internal import CommunityModel
internal import Hummingbird
internal import ReplicaStore
internal import SyncProtocol

/// The administrator's requests about standards.
struct StandardEndpoints: Sendable {
    let stores: ServerStores

    /// `POST /v1/admin/standards`: the body is the file, YAML or JSON.
    func publish(_ request: Request, _ user: UserRecord) async throws -> StandardImportResult {
        let isTrial = request.uri.queryParameters["dryRun"] == "true"
        let name = request.uri.queryParameters["name"].map(String.init) ?? ""
        let bytes = try await request.wholeBody(limit: ServerLimits.adminBodyBytesMax)
        let author = user.author
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

    func list() async throws -> [StandardRecord] {
        try await stores.reading { store in try StandardCatalogue(store).list() }
    }

    func show(_ id: String, _ request: Request) async throws -> StandardContent {
        let version = try Self.version(request)
        return try await stores.reading { store in try StandardCatalogue(store).content(id, version: version) }
    }

    private static func version(_ request: Request) throws(Refusal) -> Int? {
        guard let text = request.uri.queryParameters["version"] else { return nil }
        guard let version = Int(text) else {
            throw Refusal(.badRequest, "bad_request", "\(text) is not the number of a version")
        }
        return version
    }
}

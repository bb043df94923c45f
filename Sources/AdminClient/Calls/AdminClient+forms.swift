public import AdminProtocol

extension AdminClient {
    /// All published versions of forms, by id and version.
    public func forms() async throws -> [FormRecord] { try await get(["forms"]) }

    /// A published version with its content.
    ///
    /// - Parameters:
    ///   - id: The form's id, or a beginning of it that no other has.
    ///   - version: `nil` for the newest.
    /// - Returns: The version.
    /// - Throws: ``RefusedRequest`` with `form_unknown` or `form_ambiguous`.
    public func form(_ id: String, version: String?) async throws -> FormContent {
        let query = [("id", id)] + (version.map { [("version", $0)] } ?? [])
        return try await get(["forms", "content"], query: query, about: id)
    }

    /// Publishes a version of a form. Doing it twice changes nothing. Files that the form names are looked for beside
    /// it.
    ///
    /// - Parameters:
    ///   - files: The XForm and what belongs to it.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of it.
    /// - Throws: ``RefusedRequest`` with `form_invalid`, `version_published` or `version_older`, which names every fault.
    public func publishForm(_ files: FormFiles, isTrial: Bool) async throws -> FormImportResult {
        var files = files
        while true {
            do {
                return try await post(["forms"], files.request(isTrial: isTrial), about: files.form.path)
            } catch let refused as RefusedRequest {
                // Which files a form names is for its reader to say: the server tells what it lacks.
                let missing = refused.problem?.faults?.filter { $0.code == "form_resource" }.map(\.path) ?? []
                guard files.find(missing) else { throw refused }
            }
        }
    }
}

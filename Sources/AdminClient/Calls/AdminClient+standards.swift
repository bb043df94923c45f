public import AdminProtocol

extension AdminClient {
    /// All published versions of standards, by id and version.
    public func standards() async throws -> [StandardRecord] { try await get(["standards"]) }

    /// A published version with its content.
    ///
    /// - Parameters:
    ///   - id: The standard's id, or a beginning of it that no other has.
    ///   - version: `nil` for the newest.
    /// - Returns: The version.
    /// - Throws: ``RefusedRequest`` with `standard_unknown` or `standard_ambiguous`.
    public func standard(_ id: String, version: Int?) async throws -> StandardContent {
        try await get(["standards", id], query: version.map { [("version", String($0))] } ?? [], about: id)
    }

    /// Publishes a version of a standard. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: YAML or JSON.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of it.
    /// - Throws: ``RefusedRequest`` with `standard_invalid`, `version_published` or `version_older`, which names every
    ///   fault.
    public func publishStandard(_ file: DocumentFile, isTrial: Bool) async throws -> StandardImportResult {
        let query = [("name", file.name)] + (isTrial ? [("dryRun", "true")] : [])
        return try await post(["standards"], query: query, file: file, type: "application/yaml")
    }
}

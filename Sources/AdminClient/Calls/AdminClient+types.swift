public import AdminProtocol

extension AdminClient {
    /// All record types of the schema in force, in its order.
    public func types() async throws -> [TypeRecord] { try await get(["types"]) }

    /// A record type with its declaration.
    ///
    /// - Parameter name: Its name, or its number.
    /// - Returns: The type.
    /// - Throws: ``RefusedRequest`` with `type_unknown`.
    public func type(_ name: String) async throws -> TypeRecord { try await get(["types", name], about: name) }

    /// Adds record types, or fields and choices, to the schema. Doing it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: JSON with one type or a list of them.
    ///   - isTrial: Whether the server only looks at it.
    /// - Returns: What became of the types.
    /// - Throws: ``RefusedRequest`` with `types_invalid`, which names every fault.
    public func importTypes(_ file: DocumentFile, isTrial: Bool) async throws -> TypeImportResult {
        try await post(
            ["types"], query: isTrial ? [("dryRun", "true")] : [], file: file, type: "application/json")
    }
}

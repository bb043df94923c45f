public import Values

extension AdminClient {
    /// A report over the server's records.
    ///
    /// - Parameters:
    ///   - name: Name of the report.
    ///   - settings: What it is restricted to, by the names of the query.
    /// - Returns: The report.
    /// - Throws: ``RefusedRequest`` with `report_unknown`, `report_by_unknown` or `standard_unknown`.
    public func report(_ name: String, settings: [(String, String)]) async throws -> Report {
        try await get(["reports", name], query: settings, about: name)
    }
}

public import AdminProtocol
internal import Values

extension AdminClient {
    /// Imports areas. Can be repeated after any failure; what is there already is counted as unchanged.
    ///
    /// - Parameters:
    ///   - file: The rows.
    ///   - progress: Told the number of rows that are stored.
    /// - Returns: What became of the rows.
    /// - Throws: ``Failure``, ``RefusedRequest``. When rows were stored before it, the message says how many.
    public func importAreas(
        _ file: AreaImport, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        let codes = Set(file.placed.rows.map(\.row.code))
        try await checkAreas(of: file.placed, column: "parent", except: codes)
        return try await BatchImport(client: self, file: file.placed, kind: "areas").run(progress: progress)
    }

    /// Imports households. Can be repeated after any failure; an address that exists is counted as unchanged.
    ///
    /// - Parameters:
    ///   - file: The rows.
    ///   - progress: Told the number of rows that are stored.
    /// - Returns: What became of the rows.
    /// - Throws: ``Failure``, ``RefusedRequest``. When rows were stored before it, the message says how many.
    public func importHouseholds(
        _ file: HouseholdImport, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        // Of one batch the server tells everything at once, before it stores any.
        if file.count > AdminLimits.batchRowsMax { try await checkAreas(of: file.placed, column: "area", except: []) }
        return try await BatchImport(client: self, file: file.placed, kind: "households").run(progress: progress)
    }

    /// Asks once for the areas that rows name, so that unknown ones are told together, before anything is stored.
    private func checkAreas<Row>(
        of file: PlacedRows<Row>, column: String, except known: Set<String>
    ) async throws {
        let named = Set(file.rows.map { $0.row.text(of: column) }).subtracting(known).subtracting([""])
        guard let first = named.min(), let last = named.max() else { return }
        // What the first and the last share in the order of texts, all between them share.
        let shared = String(zip(first, last).prefix { $0 == $1 }.map(\.0))
        let missing = named.subtracting(try await areas(under: shared).map(\.code))
        var faults = ImportFaults()
        for row in file.rows where missing.contains(row.row.text(of: column)) {
            // The server does not ask for the parent of a province.
            if row.row.text(of: "level") == "province" { continue }
            let cell = row.row.text(of: column)
            let words = Localized(zh: "服务器上没有区域 \(cell)；请先导入区域", en: "the server has no area \(cell)")
            file.note(words, line: row.line, column: column, in: &faults)
        }
        if !faults.isEmpty { throw faults.failure(code: "rows_invalid", file: file.path) }
    }
}

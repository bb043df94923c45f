public import AdminProtocol
internal import CurlTransport
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
        _ file: AreaSheet, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        // The server does not ask for the parent of a province.
        try await checkAreas(of: file, column: "parent", except: Set(file.rows.map(\.row.code))) { area in
            area.level == "province" ? "" : area.parent
        }
        return try await BatchImport(client: self, file: file, kind: "areas").run(progress: progress)
    }

    /// Imports households. Can be repeated after any failure; an address that exists is counted as unchanged.
    ///
    /// - Parameters:
    ///   - file: The rows.
    ///   - progress: Told the number of rows that are stored.
    /// - Returns: What became of the rows.
    /// - Throws: ``Failure``, ``RefusedRequest``. When rows were stored before it, the message says how many.
    public func importHouseholds(
        _ file: HouseholdSheet, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        try await checkAreas(of: file, column: "area", except: []) { $0.fields["area"] ?? "" }
        return try await BatchImport(client: self, file: file, kind: "households").run(progress: progress)
    }

    /// Asks once for the areas that rows name, so that unknown ones are told together, before anything is stored.
    private func checkAreas<Row>(
        of file: ImportSheet<Row>, column: String, except known: Set<String>, area: (Row) -> String
    ) async throws {
        // Of one batch the server tells everything at once, before it stores any.
        guard file.count > AdminLimits.batchRowsMax else { return }
        let named = Set(file.rows.map { area($0.row) }).subtracting(known).subtracting([""])
        guard let first = named.min(), let last = named.max() else { return }
        // What the first and the last share in the order of texts, all between them share.
        let shared = String(zip(first, last).prefix { $0 == $1 }.map(\.0))
        let missing = named.subtracting(try await areas(under: shared).map(\.code))
        var faults = file.faults
        for row in file.rows where missing.contains(area(row.row)) {
            faults.note(
                Localized(fault: "area_not_on_server", ["area": area(row.row)]), line: row.line, column: column)
        }
        try faults.throwIfAny(code: "rows_invalid")
    }
}

/// Sends rows in batches, one after the other, because children need their parents.
struct BatchImport<Row: Codable & Sendable>: Sendable {
    let client: AdminClient
    let file: ImportSheet<Row>
    /// Last word of the API's path.
    let kind: String

    /// Sends all rows.
    ///
    /// - Parameter progress: Told the number of rows that are stored.
    /// - Returns: What became of the rows.
    /// - Throws: ``Failure``, ``RefusedRequest``.
    func run(progress: (Int) -> Void) async throws -> ImportResult {
        var total = ImportResult(added: 0, updated: 0, unchanged: 0)
        var stored = 0
        while stored < file.rows.count {
            let batch = file.rows[stored..<batchEnd(from: stored)]
            let result: ImportResult
            do {
                result = try await send(batch)
            } catch {
                throw failure(error, batch: batch, stored: stored)
            }
            total.added += result.added
            total.updated += result.updated
            total.unchanged += result.unchanged
            stored += batch.count
            progress(stored)
        }
        return total
    }

    private func batchEnd(from start: Int) -> Int {
        var end = start
        var bytes = 0
        while end < file.rows.count, end - start < AdminLimits.batchRowsMax {
            bytes += file.rows[end].textBytes
            if bytes > AdminLimits.batchBytesMax, end > start { break }
            end += 1
        }
        return end
    }

    /// Sends a batch as often as it takes while the server is busy. A batch sent twice changes nothing the second time.
    private func send(_ batch: ArraySlice<ImportSheet<Row>.Placed>) async throws -> ImportResult {
        var backoff = Backoff()
        var generator = client.environment.random
        let body = ImportBatch(rows: batch.map(\.row))
        while true {
            do {
                return try await client.post([kind], body, about: "")
            } catch let refused as RefusedRequest {
                let asked = refused.retryAfterSeconds ?? 0
                guard refused.mayPass, backoff.attempts < AdminLimits.attemptsMax - 1,
                    asked <= AdminLimits.waitSecondsMax
                else { throw refused }
                let delay = backoff.nextDelaySeconds(
                    using: &generator, retryAfterSeconds: refused.retryAfterSeconds)
                try await client.environment.sleep(delay)
            }
        }
    }

    /// An error with what was stored before it.
    private func failure(_ error: any Error, batch: ArraySlice<ImportSheet<Row>.Placed>, stored: Int) -> any Error {
        let words = ["count": "\(file.count)", "stored": "\(stored)"]
        let outcome = stored == 0 ? nil : Localized(fault: "rows_stored", words)
        switch error {
        case let refused as RefusedRequest:
            guard let problem = refused.problem, !problem.rows.isEmpty else {
                return refused.failure.adding(outcome)
            }
            return faults(problem.rows, batch: batch).failure(code: problem.code, stored: outcome)
        case is CancellationError:
            return Failure(fault: "interrupted", for: .admin).adding(outcome)
        case let failure as Failure: return failure.adding(outcome)
        default: return error
        }
    }

    private func faults(_ faults: [AdminProblem.RowFault], batch: ArraySlice<ImportSheet<Row>.Placed>) -> SheetFaults {
        var placed = file.faults
        var heads: Set<String> = []
        for fault in faults {
            let index = batch.startIndex + fault.row
            let row = batch.indices.contains(index) ? batch[index] : nil
            var line = row?.line ?? 1
            var wording = fault.words
            // A column that does not exist, or is missing, is the header's fault, and every row's.
            let isMissing = fault.code == "required" && !placed.hasColumn(fault.field)
            if fault.code == "field_unknown" || isMissing {
                guard heads.insert(fault.field).inserted else { continue }
                line = 1
                if isMissing { wording = Localized(fault: "column_missing") }
            }
            placed.note(wording, line: line, column: fault.field)
        }
        return placed
    }
}

extension Failure {
    /// The same failure with what had been stored before it.
    fileprivate func adding(_ outcome: Localized?) -> Failure {
        guard let outcome else { return self }
        return Failure(
            code: code, status: status,
            message: Localized(zh: "\(message.zh)\n\(outcome.zh)", en: "\(message.en)\n\(outcome.en)"), hint: hint)
    }
}

public import AdminProtocol
internal import CurlTransport
internal import Failures

extension AdminClient {
    /// Imports areas. Can be repeated after any failure; what is there already is counted as unchanged.
    ///
    /// - Parameters:
    ///   - file: The rows.
    ///   - progress: Told the number of rows stored so far.
    public func importAreas(
        _ file: AreaImport, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        let batches = BatchImport(client: self, path: file.path, columns: file.columns, kind: "areas")
        return try await batches.send(file.rows, progress: progress)
    }

    /// Imports households. Can be repeated after any failure; an address that exists is counted as unchanged.
    ///
    /// - Parameters:
    ///   - file: The rows.
    ///   - progress: Told the number of rows stored so far.
    public func importHouseholds(
        _ file: HouseholdImport, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportResult {
        let batches = BatchImport(client: self, path: file.path, columns: file.columns, kind: "households")
        return try await batches.send(file.rows, progress: progress)
    }
}

/// Sends rows in batches, one after the other, because children need their parents.
private struct BatchImport {
    let client: AdminClient
    let path: String
    /// Numbers of the file's columns, from 1.
    let columns: [String: Int]
    /// Last word of the API's path.
    let kind: String

    func send<Row: Codable & Sendable>(
        _ rows: [PlacedRow<Row>], progress: (Int) -> Void
    ) async throws -> ImportResult {
        var total = ImportResult(added: 0, updated: 0, unchanged: 0)
        var stored = 0
        while stored < rows.count {
            let batch = rows[stored..<batchEnd(rows, from: stored)]
            let result: ImportResult
            do {
                result = try await sendPatiently(batch)
            } catch {
                throw failure(error, batch: batch, stored: stored, of: rows.count)
            }
            total.added += result.added
            total.updated += result.updated
            total.unchanged += result.unchanged
            stored += batch.count
            progress(stored)
        }
        return total
    }

    private func batchEnd<Row>(_ rows: [PlacedRow<Row>], from start: Int) -> Int {
        var end = start
        var bytes = 0
        while end < rows.count, end - start < AdminLimits.batchRowsMax {
            bytes += rows[end].textBytes
            if bytes > AdminLimits.batchBytesMax, end > start { break }
            end += 1
        }
        return end
    }

    /// Sends a batch as often as it takes while the server is busy. A batch sent twice changes nothing the second time.
    private func sendPatiently<Row>(_ batch: ArraySlice<PlacedRow<Row>>) async throws -> ImportResult {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        let body = ImportBatch(rows: batch.map(\.row))
        while true {
            do {
                return try await client.post([kind], body, about: path)
            } catch let refused as RefusedRequest {
                let asked = refused.retryAfterSeconds ?? 0
                guard refused.mayPass, backoff.attempts < AdminLimits.attemptsMax - 1,
                    asked <= AdminLimits.waitSecondsMax
                else { throw refused }
                let delay = backoff.nextDelaySeconds(
                    using: &generator, retryAfterSeconds: refused.retryAfterSeconds)
                try await Task.sleep(for: .seconds(min(delay, AdminLimits.waitSecondsMax)))
            }
        }
    }

    private func failure<Row>(
        _ error: any Error, batch: ArraySlice<PlacedRow<Row>>, stored: Int, of total: Int
    ) -> any Error {
        let outcome: Localized? =
            stored == 0
            ? nil
            : Localized(
                zh: "\(total) 行中已保存 \(stored) 行，重新运行同一命令即可继续。",
                en: "\(stored) of \(total) rows were stored, and the same command continues from there.")
        if let refused = error as? RefusedRequest {
            if let problem = refused.problem, !problem.rows.isEmpty {
                return faults(problem.rows, batch: batch)
                    .failure(code: problem.code, file: path, stored: outcome)
            }
            return refused.failure.adding(outcome)
        }
        if error is CancellationError {
            return Failure(
                code: "interrupted", status: .interrupted, message: Localized(zh: "已中断。", en: "Interrupted.")
            ).adding(outcome)
        }
        return (error as? Failure)?.adding(outcome) ?? error
    }

    private func faults<Row>(
        _ faults: [AdminProblem.RowFault], batch: ArraySlice<PlacedRow<Row>>
    ) -> ImportFaults {
        var placed = ImportFaults()
        for fault in faults {
            let index = batch.startIndex + fault.row
            let line = batch.indices.contains(index) ? batch[index].line : 0
            placed.add(
                line: line, column: columns[fault.field] ?? 0, name: fault.field,
                RowFaultWording.text(code: fault.code, given: fault.text))
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

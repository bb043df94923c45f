internal import AdminProtocol
internal import CommandKit
internal import TerminalKit
internal import Values

/// Runs an import with progress on standard error, until it is done or the person presses Ctrl-C.
struct ImportRun {
    /// Rows there are.
    let count: Int
    let output: Output

    /// Runs it.
    ///
    /// - Parameter work: The import; it tells how many rows are stored.
    /// - Returns: What became of the rows.
    /// - Throws: What `work` throws.
    func run(
        _ work: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> ImportResult
    ) async throws -> ImportResult {
        let progress = output.progress(Localized(zh: "导入", en: "import"), unit: Localized(zh: "行", en: "rows"))
        let total = count
        let task = Task { try await work { progress?.update(done: $0, total: total) } }
        let interruption = Interruption.install()
        interruption.onCancel { task.cancel() }
        defer {
            progress?.finish()
            interruption.restore()
        }
        return try await task.value
    }
}

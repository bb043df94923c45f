internal import AdminProtocol
internal import Records
internal import Values

/// Collects what is wrong with the rows of a batch, so that a person can mend all of it at once.
struct RowFaults {
    private(set) var faults: [AdminProblem.RowFault] = []

    mutating func add(row: Int, field: String, _ fault: EntryFault) {
        guard faults.count < ServerLimits.rowFaultsMax else { return }
        faults.append(AdminProblem.RowFault(row: row, field: field, fault))
    }

    /// - Throws: A 400 `rows_invalid` when anything was wrong.
    func check() throws(Refusal) {
        guard !faults.isEmpty else { return }
        throw Refusal(
            .badRequest, "rows_invalid", "\(faults.count) faults; no row was stored",
            rows: faults.sorted { $0.row < $1.row })
    }
}

extension AdminProblem.RowFault {
    init(row: Int, field: String, _ fault: EntryFault) {
        self.init(
            row: row, field: field, code: fault.code, text: fault.text.en, zh: fault.text.zh,
            parameters: fault.parameters)
    }
}

extension ImportBatch {
    /// - Throws: A 413 for a batch with too many rows.
    func checkSize() throws(Refusal) {
        guard rows.count <= ServerLimits.importRowsMax else {
            throw Refusal(
                .contentTooLarge, "too_large", "a batch has at most \(ServerLimits.importRowsMax) rows")
        }
    }
}

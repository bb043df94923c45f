internal import AdminProtocol
internal import SyncProtocol

/// Collects what is wrong with the rows of a batch, so that a person can mend all of it at once.
struct RowFaults {
    private(set) var faults: [AdminProblem.RowFault] = []

    mutating func add(row: Int, field: String, code: String, text: String) {
        guard faults.count < ServerLimits.rowFaultsMax else { return }
        faults.append(AdminProblem.RowFault(row: row, field: field, code: code, text: text))
    }

    mutating func add(row: Int, field: String, _ fault: FieldFault) {
        add(row: row, field: field, code: fault.code, text: fault.text)
    }

    /// - Throws: A 400 `rows_invalid` when anything was wrong.
    func check() throws(Refusal) {
        guard !faults.isEmpty else { return }
        throw Refusal(.badRequest, "rows_invalid", "\(faults.count) faults; no row was stored", rows: faults)
    }
}

extension FieldFault {
    /// Stable.
    var code: String {
        switch self {
        case .wrongType: "wrong_type"
        case .unknownChoice: "unknown_choice"
        case .belowMinimum: "below_minimum"
        case .aboveMaximum: "above_maximum"
        case .tooLong: "too_long"
        case .required: "required"
        case .unkeepable: "unkeepable"
        }
    }

    /// English, for logs.
    var text: String {
        switch self {
        case .wrongType(let type): "not a value of type \(type.rawValue)"
        case .unknownChoice(let code): "\(code) is not one of the choices"
        case .belowMinimum(let least): "less than \(least)"
        case .aboveMaximum(let greatest): "more than \(greatest)"
        case .tooLong(let length): "longer than \(length)"
        case .required: "a value is required"
        case .unkeepable: "a moment has at most milliseconds, and lies in the years 1 to 9999 of UTC"
        }
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

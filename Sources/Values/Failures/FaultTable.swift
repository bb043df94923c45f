/// A program of the product, as people type its name.
public enum ProgramName: String, Sendable {
    case field = "ruhu"
    case admin = "ruhu-admin"
    case server = "ruhu-server"
}

/// What people are told of faults of a store, of a transfer and of a value: one table for all programs, `sentences.csv`.
///
/// A row has the fault's name, the program whose row it is (nothing: every program without a row of its own), the code that
/// scripts see where it is not the name, the exit code, and the sentence and the hint in both languages. `{name}` stands
/// for a word that the fault brings along.
public enum FaultTable {
    struct Row {
        let code: String
        let status: ExitStatus?
        let message: Localized
        let hint: Localized?
    }

    /// By fault and program, as ``key(_:_:)`` joins them.
    static let rows: [String: Row] = {
        // The table is a part of the program: a test reads it whole, and what it says of CSV faults is not in it.
        var reader = RowReader(PackageResources.sentences_csv)
        var rows: [String: Row] = [:]
        _ = try? reader.next()
        while let row = try? reader.next() {
            let cells = row.cells
            rows[key(cells[0], cells[1])] = Row(
                code: cells[2].isEmpty ? cells[0] : cells[2], status: Int32(cells[3]).flatMap(ExitStatus.init),
                message: Localized(zh: cells[4], en: cells[5]),
                hint: cells[7].isEmpty ? nil : Localized(zh: cells[6], en: cells[7]))
        }
        return rows
    }()

    /// Whether a program has a row of its own for a fault.
    public static func has(_ fault: String, for program: ProgramName) -> Bool {
        rows[key(fault, program.rawValue)] != nil
    }

    static func row(_ fault: String, for program: ProgramName?) -> Row {
        let own = program.flatMap { rows[key(fault, $0.rawValue)] }
        return own ?? rows[key(fault, "")]
            ?? Row(code: fault, status: nil, message: Localized(fault), hint: nil)
    }

    private static func key(_ fault: String, _ program: String) -> String { fault + " " + program }
}

extension Localized {
    /// The sentence of a fault.
    ///
    /// - Parameters:
    ///   - fault: Its name in the table.
    ///   - words: What stands in the places of the sentence, the same in both languages.
    ///   - bilingual: The same for what is said in each language in its own way.
    public init(fault: String, _ words: [String: String] = [:], bilingual: [String: Localized] = [:]) {
        self = FaultTable.row(fault, for: nil).message.filled(with: words, bilingual)
    }

    /// What a brought word says is not looked through for places again.
    fileprivate func filled(with words: [String: String], _ bilingual: [String: Localized]) -> Localized {
        func fill(_ text: String, _ language: KeyPath<Localized, String>) -> String {
            var parts = text.split(separator: "{", omittingEmptySubsequences: false)[...]
            var filled = String(parts.removeFirst())
            for part in parts {
                let (name, rest) = part.divided(at: "}") ?? (String(part), "")
                filled += (words[name] ?? bilingual[name]?[keyPath: language] ?? "") + rest
            }
            return filled
        }
        return Localized(zh: fill(zh, \.zh), en: fill(en, \.en))
    }
}

extension Failure {
    /// A failure as the table words it.
    ///
    /// - Parameters:
    ///   - fault: Its name in the table.
    ///   - program: Whose row it is to be; `nil` for the row of all.
    ///   - code: In place of the row's.
    ///   - status: In place of the row's, and where it has none.
    ///   - words: What stands in the places of sentence and hint, the same in both languages.
    ///   - bilingual: The same for what is said in each language in its own way.
    public init(
        fault: String, for program: ProgramName? = nil, code: String? = nil, status: ExitStatus? = nil,
        _ words: [String: String] = [:], bilingual: [String: Localized] = [:]
    ) {
        let row = FaultTable.row(fault, for: program)
        self.init(
            code: code ?? row.code, status: status ?? row.status ?? .failed,
            message: row.message.filled(with: words, bilingual), hint: row.hint?.filled(with: words, bilingual))
    }
}

public import SyncProtocol
public import Values

/// One published version of a standard: what a community is measured against. Immutable once published.
///
/// Format: Protocol/standards.md. Read from JSON by `StandardReading`, and from YAML by the target `StandardFiles`.
public struct Standard: Sendable, Hashable {
    /// Such as `nanhai-2011-happy-harmonious-community`; the same for all versions.
    public let id: String
    /// From 1; a greater version replaces a smaller one for new inspections.
    public let version: Int
    public let title: Localized
    /// The number that the issuer gave the document, such as `南创建办〔2011〕65号`.
    public let documentNumber: String?
    /// Where the standard applies at all; `nil` for everywhere.
    public let scope: Condition?
    public let groups: [IndicatorGroup]
    /// In the order of the document.
    public let indicators: [Indicator]
    /// The task table, where the document has one.
    public let tasks: [PlannedTask]
    /// From each code of the version before to the code that takes its place, or to `nil` where nothing does.
    public let codeMap: [String: String?]

    public struct IndicatorGroup: Sendable, Hashable {
        public let code: String
        public let title: Localized
    }

    /// One row of a task table: what a lead unit answers for.
    public struct PlannedTask: Sendable, Hashable {
        /// Such as `NH12-T01.1`.
        public let id: String
        /// The number of the task that the row belongs to.
        public let number: Int
        public let title: Localized
        public let leadUnit: String
        public let responsibleUnit: String?
        /// Codes of the indicators that the row serves.
        public let indicators: [String]
    }
}

/// One thing that a standard asks for, with a code of its own.
public struct Indicator: Sendable, Hashable {
    public let code: String
    /// The code of its group.
    public let group: String
    public let title: Localized
    /// What the clause asks for, in the reader's words; may be empty.
    public let requirement: Localized
    public let kind: Kind
    public let assessment: Assessment
    /// `nil` where the clause gives nothing to compute with.
    public let threshold: Threshold?
    public let unit: String?
    /// Kinds of subject, such as `community` or `compound`.
    public let appliesTo: [String]
    /// When false the indicator is not applicable.
    public let applicability: Condition?
    public let checks: [Check]
    /// What an inspector records for it.
    public let facts: [FactDeclaration]
    /// How a metric of the threshold is computed that is no recorded fact.
    public let formulas: [String: Formula]
    public let leadUnit: String?
    public let responsibleUnit: String?
    /// The clause of the document, such as `三(一)`.
    public let clause: String
    /// Handling rule for sensitive figures.
    public let sensitivity: String?
    /// Kept as history; evaluated only when switched on: shown as not applicable otherwise.
    public let isDisabled: Bool
}

/// A part of a composite indicator.
public struct Check: Sendable, Hashable {
    /// Such as `NH11-FAC-04.1`.
    public let code: String
    public let title: Localized
    public let kind: Kind
    /// `threshold` unless the standard says otherwise; others are recorded and do not decide.
    public let assessment: Assessment
    public let threshold: Threshold?
    public let unit: String?
}

/// What an inspector records, by name. The same name in two standards is the same fact.
public struct FactDeclaration: Sendable, Hashable {
    public let name: String
    public let type: FactType
    public let unit: String?
    public let title: Localized
    /// For an enumeration: the codes an inspector chooses from; empty where the standard lists none.
    public let choices: [Field.Choice]
}

/// The types of facts, as a standard writes them: `enum`, `ref`, `money` (in fen), `geo` and so on.
public enum FactType: String, Sendable, Hashable, CaseIterable {
    case integer, decimal, boolean, text, date, money, geo
    case choice = "enum"
    case reference = "ref"
}

/// What an indicator or check measures.
public enum Kind: String, Sendable, Hashable, CaseIterable {
    case measure, ratio, percentage, count, frequency, boolean, composite
    case textEvidence = "text-evidence"
}

/// How an indicator is judged.
public enum Assessment: String, Sendable, Hashable, CaseIterable {
    /// Computed from the threshold.
    case threshold
    /// Compared with the last round or year.
    case trend
    /// Recorded and never failed; a threshold is a value to look at.
    case report
    /// An inspector decides, with evidence.
    case judgement
}

extension Standard {
    /// The indicator with a code.
    public func indicator(_ code: String) -> Indicator? { indicators.first { $0.code == code } }
}

extension Indicator {
    /// Whether it is about what became of other indicators that failed. It is not one of them, and its own failure is
    /// mended by mending theirs.
    public var isAboutRectification: Bool {
        formulas.values.contains { $0.queries.contains { $0.name == "rectifications" } }
    }
}

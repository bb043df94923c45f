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
    /// What people call the document.
    public let title: Localized
    /// The number that the issuer gave the document, such as `南创建办〔2011〕65号`.
    public let documentNumber: String?
    /// Where the standard applies at all; `nil` for everywhere.
    public let scope: Condition?
    /// In the order of the document; every indicator belongs to one.
    public let groups: [IndicatorGroup]
    /// In the order of the document.
    public let indicators: [Indicator]
    /// The task table, where the document has one.
    public let tasks: [PlannedTask]
    /// From each code of the version before to the code that takes its place, or to `nil` where nothing does.
    public let codeMap: [String: String?]

    /// A chapter of the document.
    public struct IndicatorGroup: Sendable, Hashable {
        /// Such as `FAC`, and what people call the group.
        public let code: String, title: Localized
    }

    /// One row of a task table: what a lead unit answers for.
    public struct PlannedTask: Sendable, Hashable {
        /// Such as `NH12-T01.1`.
        public let id: String
        /// The number of the task that the row belongs to.
        public let number: Int
        /// What the row asks for.
        public let title: Localized
        /// Who answers for it, and who does it; names as the document has them.
        public let leadUnit: String, responsibleUnit: String?
        /// Codes of the indicators that the row serves.
        public let indicators: [String]
    }
}

/// One thing that a standard asks for, with a code of its own.
public struct Indicator: Sendable, Hashable {
    /// Such as `NH11-FAC-03`; stable within a version.
    public let code: String
    /// The code of its group.
    public let group: String
    /// What people call the indicator.
    public let title: Localized
    /// What the clause asks for, in the reader's words; may be empty.
    public let requirement: Localized
    /// What it measures, and how it is judged.
    public let kind: Kind, assessment: Assessment
    /// `nil` where the clause gives nothing to compute with.
    public let threshold: Threshold?
    /// Unit of the metric, such as `m2` or `{户}`; `nil` where it has none.
    public let unit: String?
    /// Kinds of subject, such as `community` or `compound`.
    public let appliesTo: [String]
    /// When false the indicator is not applicable.
    public let applicability: Condition?
    /// The parts of a composite, in the order of the document; empty for any other kind.
    public let checks: [Check]
    /// What an inspector records for it.
    public let facts: [FactDeclaration]
    /// How a metric of the threshold is computed that is no recorded fact.
    public let formulas: [String: Formula]
    /// Who answers for it, and who does it; `nil` where the document names nobody.
    public let leadUnit, responsibleUnit: String?
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
    /// What people call the check.
    public let title: Localized
    /// What it measures.
    public let kind: Kind
    /// `threshold` unless the standard says otherwise; others are recorded and do not decide.
    public let assessment: Assessment
    /// What must hold; `nil` where the check itself is the yes or no.
    public let threshold: Threshold?
    /// Unit of the metric; `nil` where it has none.
    public let unit: String?
}

/// What an inspector records, by name. The same name in two standards is the same fact.
public struct FactDeclaration: Sendable, Hashable {
    /// Such as `public_service_area`; the same in every standard that asks for the fact.
    public let name: String
    /// In which form it is recorded.
    public let type: FactType
    /// Such as `m2`; `nil` for a bare number or word.
    public let unit: String?
    /// What the inspector is asked for.
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

public import Values

/// The result of one indicator in one inspection. Contract: Protocol/json-output.md, `inspect show`.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case pass, fail, notApplicable, reportOnly, noData
}

/// How an indicator came out, with what a person needs to follow the reasoning.
///
/// An evaluator that was told not to explain leaves the texts and lists empty.
public struct Judgement: Sendable, Hashable {
    /// Code of the indicator, and how it came out.
    public let code: String, outcome: Outcome
    /// The numbers that went in, in the order of use.
    public let numbers: [Number]
    /// The threshold as applied, such as `public_service_area >= 20 m2 per 100 {户}`; empty where none was.
    public let threshold: String
    /// Which condition chose the threshold or the applicability, such as `community.households = 998 < 1000`.
    public let condition: String
    /// The clause of the document.
    public let clause: String
    /// Why the result is what it is, in the two languages.
    public let reason: Localized
    /// One a check, in the order of the document; empty where nobody wants an explanation.
    public let checks: [CheckJudgement]
    /// What the deciding comparison found and asked for; `nil` where no number decided.
    public let comparison: Figures?

    /// One measured number and the number that it was held against, both in the unit of the metric.
    public struct Figures: Sendable, Hashable {
        /// The metric, its value, and how the value is to stand to what is required.
        public let metric: String, measured: ExactFraction, relation: Relation
        /// Such as 201 m² for 1,005 households at 20 m² per 100; `nil` when it does not fit 128 bits.
        public let required: ExactFraction?
        /// The days that were judged, when the limit is meant for a window of time and the value was counted.
        public let days: ClosedRange<CalendarDate>?
    }

    /// One number that went into a judgement.
    public struct Number: Sendable, Hashable {
        /// The name of the fact, attribute or query.
        public let name: String
        /// As people write it: decimal digits, or `no data`.
        public let value: String
        /// `nil` for a bare number.
        public let unit: String?
        /// Where it comes from; empty for the inspection itself.
        public let source: String
    }
}

/// How one check of a composite came out.
public struct CheckJudgement: Sendable, Hashable {
    /// Code of the check, and how it came out.
    public let code: String, outcome: Outcome
    /// In signs, such as `area = 900 (area >= 1000 m2)`.
    public let explanation: String
}

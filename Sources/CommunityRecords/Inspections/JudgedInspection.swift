public import CommunityModel

/// An inspection with how each indicator of a standard came out.
public struct JudgedInspection: Sendable {
    public let inspection: Inspection
    public let standard: Standard
    /// One an indicator, in the order of the document.
    public let judgements: [Judgement]

    /// Judges every indicator.
    ///
    /// - Parameters:
    ///   - inspection: What was recorded.
    ///   - standard: What it is held against.
    ///   - facts: The records of the store.
    ///   - explains: Whether the judgements say how they came about; costs most of the time.
    /// - Throws: `StoreError` when the records could not be read.
    public init(_ inspection: Inspection, standard: Standard, facts: CommunityFacts, explains: Bool = true) throws {
        self.inspection = inspection
        self.standard = standard
        let circumstances = InspectionCircumstances(inspection, standard: standard, facts: facts)
        judgements = Evaluator(standard, explains: explains).judgeAll(under: circumstances)
        try facts.check()
    }

    /// How many indicators came out so.
    public func count(_ outcome: Outcome) -> Int { judgements.count { $0.outcome == outcome } }
}

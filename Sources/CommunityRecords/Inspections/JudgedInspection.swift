internal import CommunityModel
public import Standards

/// An inspection with how each indicator of a standard came out.
public struct JudgedInspection: Sendable {
    /// What was judged, as it was recorded, and by what.
    public let inspection: Inspection, standard: Standard
    /// How the values came to a later version than the inspection's; `nil` when it is judged under its own.
    public let carriage: CarriedInspection?
    /// One an indicator, in the order of the document.
    public let judgements: [Judgement]

    /// Judges every indicator.
    ///
    /// - Parameters:
    ///   - inspection: What was recorded.
    ///   - standard: What it is held against.
    ///   - facts: The records of the store.
    ///   - explains: Whether the judgements say how they came about; costs most of the time.
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError` when the records could not be read.
    public init(_ inspection: Inspection, standard: Standard, facts: CommunityFacts, explains: Bool = true) throws {
        self.inspection = inspection
        self.standard = standard
        carriage = try facts.carried(inspection, to: standard)
        let input = try InspectionInput(inspection, standard: standard, facts: facts)
        judgements = try facts.evaluator(of: standard, explains: explains).judgeAll(under: input)
    }

    /// Names and codes with a value that this version of the standard does not ask for: measured under an old version.
    public var left: [String] { carriage?.left ?? [] }

    /// What is still to be recorded of the indicators that are new in this version.
    public var asked: [InspectionQuestion] {
        guard let carriage else { return [] }
        let open = Set(judgements.filter { $0.outcome == .noData }.map(\.code))
        var names: Set<String> = []
        return carriage.added.filter(open.contains).compactMap(standard.indicator)
            .flatMap { standard.questions(for: $0) }
            .filter { carriage.inspection.values[$0.name] == nil && names.insert($0.name).inserted }
    }

    /// How many indicators came out so.
    public func count(_ outcome: Outcome) -> Int { judgements.count { $0.outcome == outcome } }
}

/// What a submitted inspection means for the rectifications of its area.
public struct FailurePlan: Sendable {
    /// Closed ones whose indicator fails again.
    public let reopened: [RectificationEntry]
    /// Failed indicators that no rectification covers; without those that are about the rectification of others.
    public let uncovered: [Judgement]
    /// How many failed indicators have one that is not closed.
    public let covered: Int

    /// - Parameters:
    ///   - judged: The inspection with its results.
    ///   - rectifications: Those of its area.
    ///   - facts: The records of the store, which tell what became of codes of earlier versions.
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    public init(_ judged: JudgedInspection, rectifications: [RectificationEntry], facts: CommunityFacts) throws {
        var reopened: [RectificationEntry] = []
        var uncovered: [Judgement] = []
        var covered = 0
        for judgement in judged.judgements where judgement.outcome == .fail {
            let same = try rectifications.filter {
                try $0.indicator.map { try facts.code($0, in: judged.standard) } == judgement.code
                    && $0.standard == judged.standard.id && $0.state != .rejected
            }
            if same.contains(where: { $0.state != .closed }) {
                covered += 1
            } else if let closed = same.last {
                reopened.append(closed)
            } else if judged.standard.indicator(judgement.code)?.isAboutRectification != true {
                uncovered.append(judgement)
            }
        }
        self.reopened = reopened
        self.uncovered = uncovered
        self.covered = covered
    }
}

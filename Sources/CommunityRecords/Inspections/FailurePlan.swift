public import CommunityModel

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
    public init(_ judged: JudgedInspection, rectifications: [RectificationEntry], facts: CommunityFacts) {
        var reopened: [RectificationEntry] = []
        var uncovered: [Judgement] = []
        var covered = 0
        for judgement in judged.judgements where judgement.outcome == .fail {
            let same = rectifications.filter {
                $0.indicator.map { facts.code($0, in: judged.standard) } == judgement.code
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

/// What keeps a figure from telling how one household answered (domain.md 6.11).
public enum SurveyPrivacy {
    /// The fewest answers to a sensitive question that a figure may rest on. Statistical offices commonly suppress cells
    /// of fewer than 3 to 10 respondents; 5 is the middle way that Eurostat's handbook on disclosure control names.
    public static let respondentsMin = 5

    /// Whether a figure must not be shown.
    ///
    /// Only answers that are counted make a figure safe: of four who would not say and one who did, the share tells what
    /// the one said.
    ///
    /// - Parameters:
    ///   - rate: The rate.
    ///   - count: What it came to in one community.
    /// - Returns: `true` for a sensitive rate with some answers of any kind and too few that are counted; none at all tells
    ///   nothing.
    public static func suppresses(_ rate: SurveyRate, _ count: SurveyTally.Count) -> Bool {
        rate.sensitive == true && count.valid + count.excluded + count.unmapped > 0 && count.valid < respondentsMin
    }
}

/// What keeps a figure from telling how one household answered (domain.md 6.11).
public enum SurveyPrivacy {
    /// The fewest answers to a sensitive question that a figure may rest on. Statistical offices commonly suppress cells
    /// of fewer than 3 to 10 respondents; 5 is the middle way that Eurostat's handbook on disclosure control names.
    public static let respondentsMin = 5

    /// Whether a figure must not be shown.
    ///
    /// - Parameters:
    ///   - rate: The rate.
    ///   - count: What it came to.
    /// - Returns: `true` for a sensitive rate with some answers and too few; none at all tells nothing.
    public static func suppresses(_ rate: SurveyRate, _ count: SurveyTally.Count) -> Bool {
        rate.sensitive == true && (1..<respondentsMin).contains(count.valid + count.excluded)
    }
}

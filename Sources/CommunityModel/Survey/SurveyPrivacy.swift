internal import Values

/// What keeps figures and records from telling how one household answered (domain.md 6.11).
public enum SurveyPrivacy {
    /// The fewest answers to a sensitive question that a figure may rest on. Statistical offices commonly suppress cells
    /// of fewer than 3 to 10 respondents; 5 is the middle way that Eurostat's handbook on disclosure control names.
    public static let respondentsMin = 5

    /// The form whose questions the sets below name.
    public static let survey = "household-survey"

    /// Questions that survey.yaml marks as for aggregates alone: residence status (A02, "never shown outside aggregates"),
    /// housing (A03, "aggregate only") and the intimate one (B06). Their answers count, and are shown to nobody
    /// household by household.
    public static let aggregateQuestions: Set<String> = ["A02", "A03", "B06"]

    /// Questions whose answer is contact data: it goes into the opinion that it serves and nowhere else.
    public static let contactQuestions: Set<String> = ["K05"]

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

    /// Whether a name means a question for aggregates, however it is written: as a path, with the number of an entry, in
    /// small letters or full width.
    public static func isForAggregates(_ name: String) -> Bool { !aggregateQuestions.isDisjoint(with: words(of: name)) }

    /// Whether a name means a question about contact data, however it is written.
    public static func isContact(_ name: String) -> Bool { !contactQuestions.isDisjoint(with: words(of: name)) }

    /// The parts of a path in capitals and half width.
    private static func words(of name: String) -> [String] {
        name.halfwidth.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.uppercased() }
    }
}

public import SyncProtocol

/// The visits of one household in one round, and which of them counts (domain.md 6.7, rows 1, 9 and 26).
///
/// Attempts are a history: none of them is thrown away, and one of them stands for the household.
public struct RoundVisits: Sendable {
    /// One attempt.
    public struct Attempt: Sendable, Hashable {
        /// The visit's record.
        public let id: RecordID
        /// `nil` while the visit is under way.
        public let outcome: VisitOutcome?
        /// Milliseconds since 1970: the start of the visit, or where none is stated the moment its record was made.
        public let startedAt: Int64
        /// Whether a reason was given why the visit is void: then it does not count at all.
        public let isVoid: Bool
        /// Whether the resident agreed to be asked; `nil` where nobody wrote it down.
        public let consent: Bool?
        /// Whether the visit fills another form than the household survey: it is an attempt, and never the response that
        /// rates read.
        public let isOfOtherForm: Bool

        /// - Parameters: see the properties; where `startedAt` is `nil` the moment in the id stands for it.
        public init(
            id: RecordID, outcome: VisitOutcome?, startedAt: Int64?, isVoid: Bool = false, consent: Bool? = nil,
            isOfOtherForm: Bool = false
        ) {
            self.id = id
            self.outcome = outcome
            self.startedAt = startedAt ?? id.milliseconds ?? 0
            self.isVoid = isVoid
            self.consent = consent
            self.isOfOtherForm = isOfOtherForm
        }

        /// The better attempt first; of equally good ones the earlier.
        fileprivate var order: (Int, Int64, RecordID) {
            (outcome.map(\.group.rawValue) ?? Int.max, startedAt, id)
        }
    }

    /// The round of visits that name none: they were made before rounds were counted.
    public static let firstRound = "1"

    /// The attempts that count as such, the better first.
    public let attempts: [Attempt]
    /// The attempt that stands for the household in the survey; `nil` when there is none.
    public let effective: Attempt?

    /// Chooses.
    ///
    /// - Parameters:
    ///   - attempts: The visits of the household in the round that are not deleted, in any order.
    ///   - named: The visit that the household's field `responses` names for the round and the survey; `nil` when it names
    ///     none, or while people disagree about it. A visit that is not among the attempts, is void, or fills another
    ///     form is not followed.
    public init(_ attempts: [Attempt], named: RecordID?) {
        let counted = attempts.filter { !$0.isVoid }
        // Most households are called upon once.
        self.attempts = counted.count < 2 ? counted : counted.sorted { $0.order < $1.order }
        let ofSurvey = self.attempts.filter { !$0.isOfOtherForm }
        effective = ofSurvey.first { $0.id == named } ?? ofSurvey.first
    }

    /// The best outcome, which coverage uses whichever response was chosen and whatever was filled; `nil` when no attempt
    /// has ended.
    public var best: VisitOutcome? { attempts.first?.outcome }

    /// The responses that do not count because another one does.
    public var duplicates: [Attempt] {
        attempts.filter { $0.outcome?.isResponse == true && !$0.isOfOtherForm && $0.id != effective?.id }
    }

    /// The visit whose answers count for rates.
    ///
    /// Answers given without consent never count. Those of a household that asked not to be contacted count only where
    /// its consent is on record: somebody took part freely (domain.md 6.7, row 9).
    ///
    /// - Parameter isDoNotContact: Whether the household asked not to be contacted again.
    /// - Returns: The effective visit, when it brought answers that may be used.
    public func response(isDoNotContact: Bool) -> Attempt? {
        guard let effective, effective.outcome?.isResponse == true, effective.consent != false,
            !isDoNotContact || effective.consent == true
        else { return nil }
        return effective
    }
}

/// The name under which a household's field `responses` keeps the response of one round to one form: the round for the
/// household survey, the round, a slash and the form for any other. Rounds have no slash in their names.
public struct ResponseName: Hashable, Sendable {
    /// What no name of a round holds.
    public static let separator: Character = "/"

    /// Such as `1`; has no slash.
    public let round: String
    /// `nil` for the household survey.
    public let form: String?

    /// - Parameters:
    ///   - round: The round.
    ///   - form: The form's id; `nil` for the household survey.
    public init(round: String, form: String?) {
        self.round = round
        self.form = form
    }

    /// Reads a name.
    ///
    /// - Parameter text: The name as the field has it.
    public init(_ text: String) {
        let parts = text.split(separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
        round = String(parts[0])
        form = parts.count == 2 ? String(parts[1]) : nil
    }

    /// As the field `responses` has it.
    public var text: String { form.map { "\(round)\(Self.separator)\($0)" } ?? round }
}

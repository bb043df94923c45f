/// The name under which a household's field `responses` keeps the response of one round to one form: the round for the
/// household survey, the round, a slash and the form for any other. Rounds have no slash in their names.
public struct ResponseName: Hashable, Sendable {
    /// What no name of a round holds.
    public static let separator: Character = "/"

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

    public var text: String { form.map { "\(round)\(Self.separator)\($0)" } ?? round }
}

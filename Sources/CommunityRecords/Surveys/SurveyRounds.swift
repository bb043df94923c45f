/// Rounds of visits in their order: numbers by their value, other names by their letters.
enum SurveyRounds {
    /// The round before another among those of which there are visits.
    ///
    /// - Parameters:
    ///   - round: The round.
    ///   - names: The rounds that occur.
    /// - Returns: `nil` for the first one.
    static func previous(to round: String, among names: [String]) -> String? {
        names.filter { isEarlier($0, round) }.max { isEarlier($0, $1) }
    }

    static func isEarlier(_ left: String, _ right: String) -> Bool {
        if let left = Int(left), let right = Int(right) { return left < right }
        return left < right
    }
}

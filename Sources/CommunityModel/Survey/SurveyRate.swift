internal import FoundationEssentials
public import SyncProtocol

/// A rate that the household survey gives, as data: which answers of which question make it up (`rates.json`).
public struct SurveyRate: Decodable, Sendable, Hashable {
    /// Such as `awareness_rate`.
    public let id: String
    public let title: Title
    /// Codes of the indicators that the rate serves.
    public let items: [String]
    /// The formula in words.
    public let formula: String
    /// What a standard demands of it, in words; `nil` where none does.
    public let threshold: String?
    public let kind: Kind
    /// The question that is counted.
    public let question: String?
    /// For `share`: the codes that count, those that do not, and those that are left out and shown.
    public let positive: [String]?
    public let negative: [String]?
    public let excluded: [String]?
    /// For `share`: whether everybody who responded stands below the line, also who was not asked.
    public let everyRespondent: Bool?
    /// For `sum`: the question whose numbers stand below the line.
    public let over: String?
    /// For `sum` and `within`: numbers below it are "do not know".
    public let minimum: Int?
    public let maximum: Int?
    /// For `reach`: the least number of each question.
    public let least: [String: Int]?
    /// Whether only completed visits count.
    public let completedOnly: Bool?

    public enum Kind: String, Decodable, Sendable {
        /// Answers that count ÷ answers that count or do not.
        case share
        /// Sum of one number ÷ sum of another.
        case sum
        /// Numbers in a range ÷ numbers known.
        case within
        /// Households that ticked anything but "none" ÷ households that answered.
        case ticked
        /// Respondents who reach every least number ÷ respondents.
        case reach
        /// Households visited ÷ households in scope: not from answers.
        case coverage
    }

    /// The rates that ship, in the order in which reports show them.
    public static let all: [SurveyRate] =
        (try? JSONDecoder().decode([SurveyRate].self, from: Data(PackageResources.rates_json))) ?? []
}

public import Values

/// A rate that the household survey gives, as data: which answers of which question make it up (`rates.json`).
public struct SurveyRate: Decodable, Sendable, Hashable {
    /// Such as `awareness_rate`.
    public let id: String
    /// What people call it.
    public let title: Localized
    /// Codes of the indicators that the rate serves.
    public let items: [String]
    /// The formula in words.
    public let formula: String
    /// What a standard demands of it, in words; `nil` where none does.
    public let threshold: String?
    /// The same in figures; empty where the demand is not one of a percentage.
    public let limits: [Limit]?
    /// Whether it is demanded of every building, not of the community as a whole.
    public let everyBuilding: Bool?
    /// By which formula it is counted.
    public let kind: Kind
    /// The question that is counted.
    public let question: String?
    /// For `share`: the codes that count, and those that do not.
    public internal(set) var positive, negative: [String]?
    /// For `share`: the codes that are left out and shown.
    public let excluded: [String]?
    /// For `share`: the codes of which a setting of the campaign says whether they count.
    public let setting: Setting?
    /// For `share`: who was not asked for this reason is reported apart.
    public let apart: Answers?
    /// For `share`: who was not asked for this reason counts as an answer that does not count.
    public let hidden: Answers?
    /// For `sum`: the question whose numbers stand below the line.
    public let over: String?
    /// For `sum` and `within`: numbers below it are "do not know".
    public let minimum: Int?
    /// For `within`: the greatest number that counts.
    public let maximum: Int?
    /// For `reach`: the least number of each question.
    public let least: [String: Int]?
    /// Whether only completed visits count.
    public let completedOnly: Bool?
    /// Whether the question is so intimate that few answers are never shown.
    public let sensitive: Bool?

    /// The formulas; the raw values are the words of `rates.json`.
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

    /// Codes that count when a setting is on, and do not when it is off.
    public struct Setting: Decodable, Sendable, Hashable {
        /// Such as `awareness_counts_heard`.
        public let name: String
        /// The codes that the setting decides about.
        public let codes: [String]
    }

    /// Certain answers to another question.
    public struct Answers: Decodable, Sendable, Hashable {
        /// The question by its code, and the answers by theirs.
        public let question: String, codes: [String]
    }

    /// What one document demands.
    public struct Limit: Decodable, Sendable, Hashable {
        /// `>=`, `>` or `==`.
        public let op: String
        /// What is demanded, 0 to 100.
        public let percent: Int
        /// Catalogue whose demand it is, such as `QP11`.
        public let document: String

        /// Whether a rate meets the demand, by integers: `100 × part` against `percent × whole`.
        ///
        /// - Parameters:
        ///   - part: Above the line.
        ///   - whole: Below the line, greater than zero.
        /// - Returns: Whether it does.
        public func isMet(_ part: Int, of whole: Int) -> Bool {
            switch op {
            case ">": 100 * part > percent * whole
            case "==": 100 * part == percent * whole
            default: 100 * part >= percent * whole
            }
        }
    }

    /// The questions that the rate reads, each once.
    public var questions: [String] {
        let all = [question, over, apart?.question, hidden?.question].compactMap { $0 } + (least ?? [:]).keys.sorted()
        return all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    /// The rates that ship, in the order in which reports show them.
    public static let all: [SurveyRate] =
        (try? JSONText.readOwn([SurveyRate].self, from: PackageResources.rates_json)) ?? []

    /// Answers that flag what a place lacks (survey.yaml, `flags`), counted as rates are and shown apart (`flags.json`).
    public static let flags: [SurveyRate] =
        (try? JSONText.readOwn([SurveyRate].self, from: PackageResources.flags_json)) ?? []
}

extension SurveyRate {
    /// The rates as a campaign counts them: codes that depend on a setting stand where the setting puts them.
    ///
    /// - Parameter settings: The campaign's settings.
    /// - Returns: All rates that ship, in their order.
    public static func all(under settings: CampaignSettings) -> [SurveyRate] {
        all.map { rate in
            guard let setting = rate.setting else { return rate }
            var applied = rate
            if settings.isOn(setting.name) {
                applied.positive = (rate.positive ?? []) + setting.codes
            } else {
                applied.negative = (rate.negative ?? []) + setting.codes
            }
            return applied
        }
    }
}

extension CampaignSettings {
    /// The settings that `rates.json` names.
    fileprivate func isOn(_ name: String) -> Bool {
        switch name {
        case "awareness_counts_heard": awarenessCountsHeard
        case "bagging_counts_mostly": baggingCountsMostly
        default: false
        }
    }
}

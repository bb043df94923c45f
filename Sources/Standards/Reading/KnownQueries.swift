public import Values

/// The questions that a formula can put to the records of an area. Protocol/standards.md, section "Queries".
public enum KnownQueries {
    /// A query that formulas may use.
    public struct Known: Sendable {
        /// As formulas write it.
        public let name: String
        /// In the order in which the specification lists them.
        public let arguments: [Argument]
        /// What is counted.
        public let meaning: Localized
        /// Whether it counts within a window of time; the others tell what holds on the day.
        public let countsInWindow: Bool
    }

    /// An argument of a query.
    public struct Argument: Sendable {
        /// As formulas write it.
        public let name: String
        /// Which words it takes.
        public let value: ArgumentValue
        /// Whether the query means nothing without it.
        public let isRequired: Bool
        /// Another argument, without which it means nothing.
        public let companion: String?

        init(_ name: String, _ value: ArgumentValue, isRequired: Bool = false, with companion: String? = nil) {
            self.name = name
            self.value = value
            self.isRequired = isRequired
            self.companion = companion
        }
    }

    /// Which words an argument takes.
    public enum ArgumentValue: Sendable {
        /// Words separated by one space, which the records decide about.
        case anyWords
        /// Words separated by one space, all of them among these; a record with any one of them counts.
        case words([String])
        /// A day, written `2011-05-31`.
        case date
        /// The code of an indicator of this standard that has checks.
        case indicatorWithChecks
    }

    /// Every query, in the order of the specification.
    public static let all = [
        Known(
            name: "activities",
            arguments: [
                Argument("kind", .anyWords), Argument("theme", .anyWords), Argument("state", .words(activityStates)),
                Argument("host", .anyWords), Argument("each", .words(["host"]), with: "host"),
            ],
            meaning: Localized(zh: "区域内开展的活动次数", en: "activities in the area"), countsInWindow: true),
        Known(
            name: "activity_themes",
            arguments: [
                Argument("checks_of", .indicatorWithChecks, isRequired: true),
                Argument("state", .words(activityStates)),
            ],
            meaning: Localized(zh: "有活动记录的主题数", en: "themes with at least one activity in the area"),
            countsInWindow: true),
        Known(
            name: "rectifications",
            arguments: [
                Argument("measure", .words(["unmet", "with_plan"]), isRequired: true),
                Argument("inspection", .words(["baseline", "self_check", "inspection", "acceptance", "supervision"])),
            ],
            meaning: Localized(zh: "未达标的指标数，或其中已有整改方案的指标数", en: "unmet indicators, or those of them with a whole plan"),
            countsInWindow: false),
        Known(
            name: "areas",
            arguments: [
                Argument(
                    "level", .words(["city", "district", "street", "community", "compound", "building"]),
                    isRequired: true),
                Argument("origin", .words(["urban", "village_converted", "village"])),
                Argument("age_class", .words(["new", "old", "old_renovated", "ordinary"])),
                Argument("fact", .anyWords), Argument("facility", .anyWords),
            ],
            meaning: Localized(zh: "下级区域数", en: "areas below the subject"), countsInWindow: false),
        Known(
            name: "supervision_sessions",
            arguments: [Argument("date", .words(["date", "hearing_date"]))],
            meaning: Localized(zh: "督查次数", en: "supervision sessions in the area"), countsInWindow: true),
        Known(
            name: "compound_evaluations",
            arguments: [Argument("from", .date), Argument("to", .date)],
            meaning: Localized(zh: "区内小区考评的轮次", en: "rounds of compound evaluations in the district"),
            countsInWindow: false
        ),
        Known(
            name: "survey_rate", arguments: [Argument("rate", .words(surveyRates), isRequired: true)],
            meaning: Localized(zh: "入户调查得出的比率（%）", en: "a rate of the household survey, in percent"),
            countsInWindow: false),
    ]

    /// The query with a name.
    public static func query(_ name: String) -> Known? { all.first { $0.name == name } }

    private static let activityStates = ["planned", "held", "confirmed", "cancelled"]

    /// The rates of the household survey: a test holds them against those that the survey counts.
    private static let surveyRates = [
        "awareness_rate", "awareness_livable", "awareness_safe_civilised", "awareness_affairs", "awareness_liuqi",
        "support_rate", "satisfaction_rate", "satisfaction_party", "satisfaction_services", "safety_rate",
        "belonging_rate", "exercise_rate", "exercise_respondent_rate", "bagging_rate", "sorting_rate",
        "green_500m_rate", "clinic_15min_rate", "culture_10min_rate", "health_record_rate", "benefit_rate",
        "education_rate", "education_benefit_rate", "visit_coverage",
    ]
}

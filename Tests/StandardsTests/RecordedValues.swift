import Standards
import SyncProtocol
import Values

/// EvaluationInput that stand in memory: what an inspection recorded, and what is known beside it.
struct RecordedValues: EvaluationInput {
    var date: CalendarDate
    /// By name: facts, attributes, metrics, bases and `NAME.previous`; also yes or no by the code of an indicator or check.
    var values: [String: Value]
    /// Yes or no by code, before those in ``values``.
    var decisions: [String: Bool]
    /// Reasons by indicator code.
    var exemptions: [String: String]
    /// What the area's records say.
    var attributes: [Condition.Attribute: KnownAttribute]
    var previousValues: [Earlier: Measured]
    var answers: [Question: Measured]
    /// Asked for what ``answers`` does not hold.
    var answering: @Sendable (Query, ClosedRange<CalendarDate>?) -> Measured?
    /// Names and codes on which inspectors disagree.
    var disputed: Set<String>

    /// A metric in the round or year before.
    struct Earlier: Hashable, Sendable {
        let metric: String
        let predecessor: Trend.Predecessor

        init(_ metric: String, _ predecessor: Trend.Predecessor) {
            self.metric = metric
            self.predecessor = predecessor
        }
    }

    /// A query over some days, or as of the date.
    struct Question: Hashable, Sendable {
        let query: Query
        let days: ClosedRange<CalendarDate>?

        init(_ query: Query, days: ClosedRange<CalendarDate>?) {
            self.query = query
            self.days = days
        }
    }

    init(
        date: CalendarDate, values: [String: Value] = [:], decisions: [String: Bool] = [:],
        exemptions: [String: String] = [:], attributes: [Condition.Attribute: KnownAttribute] = [:],
        previousValues: [Earlier: Measured] = [:], answers: [Question: Measured] = [:], disputed: Set<String> = [],
        answering: @escaping @Sendable (Query, ClosedRange<CalendarDate>?) -> Measured? = { _, _ in nil }
    ) {
        self.date = date
        self.values = values
        self.decisions = decisions
        self.exemptions = exemptions
        self.attributes = attributes
        self.previousValues = previousValues
        self.answers = answers
        self.disputed = disputed
        self.answering = answering
    }

    func recorded(_ name: String) -> Value? { values[name] }

    func decision(_ code: String) -> Bool? {
        if let decision = decisions[code] { return decision }
        return if case .boolean(let flag)? = values[code] { flag } else { nil }
    }

    func exemption(_ code: String) -> String? { exemptions[code] }

    func attribute(_ attribute: Condition.Attribute) -> KnownAttribute { attributes[attribute] ?? .unknown }

    func previous(
        _ metric: String, _ predecessor: Trend.Predecessor, otherThan survey: String?
    ) -> EarlierValue {
        guard let known = previousValues[Earlier(metric, predecessor)] else { return .none }
        return survey != nil && known.survey == survey ? .sameSurvey : .measured(known)
    }

    func answer(_ query: Query, days: ClosedRange<CalendarDate>?) -> Measured? {
        answers[Question(query, days: days)] ?? answering(query, days)
    }

    func isDisputed(_ name: String) -> Bool { disputed.contains(name) }
}

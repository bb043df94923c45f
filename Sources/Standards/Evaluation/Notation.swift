internal import Values

// Thresholds, conditions and formulas in one line of signs that needs no language. ``ThresholdWording`` has the words.

extension Comparison {
    /// Such as `public_service_area >= 20 m2 per 100 {户} households`, `a / b >= 80 %` or `health_lectures >= 1 {次} per 2 mo`.
    public var notation: String {
        var words: [String] = []
        if let metric { words.append(base.map { "\(metric) / \($0)" } ?? metric) }
        words.append(relation.rawValue)
        switch limit {
        case .number(let number): words.append(number.description)
        case .boolean(let flag): words.append(String(flag))
        }
        if let unit { words.append(unit) }
        switch per {
        case .base(let name, let amount, let unit)?:
            words += ["per", amount.description] + [unit, name].compactMap(\.self)
        case .window(let window)?: words += ["per", window.notation]
        case nil: break
        }
        return words.joined(separator: " ")
    }
}

extension Window {
    /// Such as `mo` or `2 mo`.
    public var notation: String { count == 1 ? unit.rawValue : "\(count) \(unit.rawValue)" }
}

extension Trend {
    /// Such as `dispute_rate decreasing vs previous_year`.
    public var notation: String { "\(metric) \(direction.rawValue) vs \(against.rawValue)" }
}

extension Condition.Attribute: CustomStringConvertible {
    /// Such as `community.households`.
    public var description: String { "\(subject).\(name)" }
}

extension Condition.Literal {
    var notation: String {
        switch self {
        case .none: "null"
        case .boolean(let flag): String(flag)
        case .number(let number): number.description
        case .word(let word): word
        }
    }
}

extension Formula {
    /// Such as `100 * aware_responses / valid_responses`.
    public var notation: String {
        switch self {
        case .metric(let name): name
        case .number(let number): number.description
        case .sum(let parts): parts.map(\.operand).joined(separator: " + ")
        case .first(let parts): parts.map(\.operand).joined(separator: " | ")
        case .difference(let first, let second): "\(first.operand) - \(second.operand)"
        case .ratio(let first, let second, let times):
            "\(times.description == "1" ? "" : "\(times) * ")\(first.operand) / \(second.operand)"
        case .check(let code): code
        case .tally(let tally): "\(tally.counts.rawValue)(\(tally.groups.joined(separator: ", ")))"
        case .query(let query): query.notation
        case .unknown(let name): name
        }
    }

    private var operand: String {
        switch self {
        case .sum, .first, .difference, .ratio: "(\(notation))"
        case .metric, .number, .check, .tally, .query, .unknown: notation
        }
    }
}

extension Query {
    /// Such as `activities(kind: health_lecture)`.
    public var notation: String {
        let listed = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "\(name)(\(listed.joined(separator: ", ")))"
    }
}

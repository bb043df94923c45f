/// Names with their meanings while a standard is gone through. The first meaning of a name stays.
struct NameCollection {
    private(set) var order: [String] = []
    private(set) var meanings: [String: NameMeaning] = [:]
    private var bases: [NameMeaning.Measure] = []
    private var attributes: [(attribute: Condition.Attribute, form: NameMeaning.AttributeForm)] = []

    mutating func add(_ name: String, _ meaning: NameMeaning) {
        guard meanings[name] == nil else { return }
        meanings[name] = meaning
        order.append(name)
    }

    /// Adds the metrics of a threshold and keeps its bases and attributes for later, because a metric counts more.
    mutating func add(_ threshold: Threshold, unit: String?) {
        switch threshold {
        case .comparison(let comparison): add(comparison, unit: unit)
        case .trend(let trend): add(trend.metric, .metric(.init(name: trend.metric, isBoolean: false, unit: unit)))
        case .all(let parts), .any(let parts): for part in parts { add(part, unit: unit) }
        case .cases(let cases):
            for choice in cases {
                if let condition = choice.when { add(condition) }
                add(choice.then, unit: unit)
            }
        case .allChecks, .anyCheck: break
        }
    }

    private mutating func add(_ comparison: Comparison, unit: String?) {
        let isBoolean = if case .boolean = comparison.limit { true } else { false }
        // The unit of a share is %, which is not the unit of what is counted.
        let own = comparison.base == nil ? comparison.unit ?? unit : nil
        if let metric = comparison.metric {
            add(metric, .metric(.init(name: metric, isBoolean: isBoolean, unit: own)))
        }
        if let base = comparison.base { bases.append(.init(name: base, isBoolean: false, unit: nil)) }
        if case .base(let name, _, let unit)? = comparison.per {
            bases.append(.init(name: name, isBoolean: false, unit: unit))
        }
    }

    mutating func add(_ name: String, _ formula: Formula) {
        let isBoolean = if case .check = formula { true } else { false }
        add(name, .metric(.init(name: name, isBoolean: isBoolean, unit: nil)))
        addOperands(of: formula)
    }

    private mutating func addOperands(of formula: Formula) {
        switch formula {
        case .metric(let name): bases.append(.init(name: name, isBoolean: false, unit: nil))
        case .sum(let parts), .first(let parts): for part in parts { addOperands(of: part) }
        case .difference(let first, let second), .ratio(let first, let second, _):
            addOperands(of: first)
            addOperands(of: second)
        case .number, .check, .tally, .query, .unknown: break
        }
    }

    mutating func add(_ condition: Condition) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .attribute(let attribute, let test, let literal):
            let form: NameMeaning.AttributeForm =
                switch literal {
                case .boolean: .boolean
                case .number: .number
                case .word: test == .contains || test == .containsNot ? .words : .word
                case .none: .word
                }
            attributes.append((attribute, form))
        }
    }

    mutating func addBases() {
        for base in bases { add(base.name, .base(base)) }
    }

    mutating func addAttributes() {
        for (attribute, form) in attributes { add(attribute.name, .attribute(attribute, form)) }
    }
}

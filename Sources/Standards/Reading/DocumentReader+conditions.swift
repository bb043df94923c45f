internal import Values

extension DocumentReader {
    /// A condition on the subject, read by `owner`; by every indicator when it is the scope of the standard.
    mutating func condition(_ place: DocumentValue, of owner: Mentions.Node = .scope) -> Condition? {
        guard let place = mapping(place) else { return nil }
        let shapes = ["all", "any", "attr"].filter { place.has($0) }
        guard shapes.count == 1 else {
            notes.note(
                .unknownCondition, at: place, zh: "条件须是且只是以下一种：attr/op/value、all、any",
                en: "a condition is exactly one of: attr/op/value, all, any")
            return nil
        }
        switch shapes.first {
        case "all": return .all(parts("all", of: place) { $0.condition($1, of: owner) })
        case "any": return .any(parts("any", of: place) { $0.condition($1, of: owner) })
        default: return test(place, of: owner)
        }
    }

    private mutating func test(_ place: DocumentValue, of owner: Mentions.Node) -> Condition? {
        let attribute = self.attribute(place, of: owner)
        let test: Condition.Test? = required("op", of: place).flatMap { word($0, .unknownOperator) }
        let literal = required("value", of: place).flatMap { self.literal($0) }
        let unit = place["unit"].flatMap { self.unit($0) }
        guard let attribute, let test, let literal else { return nil }
        if !literal.tests.contains(test), let op = place["op"] {
            notes.unknown(.unknownOperator, op, test.rawValue, known: literal.tests.map(\.rawValue))
        }
        if let unit, let path = place["attr"]?.path {
            mentions.measures.append(
                Mentions.Measure(
                    name: attribute.name, path: path, isNumber: true, unit: unit, unitPath: place["unit"]?.path))
        }
        return .attribute(attribute, test, literal)
    }

    private mutating func attribute(_ place: DocumentValue, of owner: Mentions.Node) -> Condition.Attribute? {
        guard let named = place["attr"], let text = text(named) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let subject = factName(String(parts[0]), at: named),
            let name = factName(String(parts[1]), at: named)
        else {
            if parts.count != 2 {
                notes.note(
                    .badName, at: named, zh: "应写成“对象.属性”，如 community.households",
                    en: "should be a subject, a point and its attribute, such as community.households")
            }
            return nil
        }
        mentions.join(owner, to: .metric(name), at: named.path, isCondition: true)
        return Condition.Attribute(subject: subject, name: name)
    }

    private mutating func literal(_ place: DocumentValue) -> Condition.Literal? {
        switch place.json {
        case .null: return Condition.Literal.none
        case .boolean(let flag): return .boolean(flag)
        case .string(let word): return .word(word)
        case .integer, .number: return decimal(place).map(Condition.Literal.number)
        case .array, .object:
            notes.wrongType(place, zh: "一个词、数、true、false 或 null", en: "a word, a number, true, false or null")
            return nil
        }
    }
}

extension Condition.Literal {
    /// The tests that mean something with it.
    fileprivate var tests: [Condition.Test] {
        switch self {
        case .none, .boolean: [.equal, .different]
        case .word: [.equal, .different, .contains, .containsNot]
        case .number: [.equal, .different, .atLeast, .moreThan, .atMost, .lessThan]
        }
    }
}

extension DocumentReader {
    /// One metric held against one limit.
    mutating func comparison(_ place: DocumentValue, in owner: ThresholdOwner) -> Comparison? {
        let relation: Relation? = required("op", of: place).flatMap { word($0, .unknownOperator) }
        let limit = required("value", of: place).flatMap { self.limit($0) }
        let unit = place["unit"].flatMap { self.unit($0) }
        let base = place["base"].flatMap { factName($0) }
        let per = place["per"].flatMap { self.per($0) }
        let basis = optionalText("basis", of: place)
        let emptyBaseMeets = emptyBase(place)
        var isNumber = true
        if case .boolean? = limit { isNumber = false }
        if case .boolean? = limit, let relation, relation != .equal, let op = place["op"] {
            notes.unknown(.unknownOperator, op, relation.rawValue, known: [Relation.equal.rawValue])
        }
        if base != nil, unit != "%" {
            notes.note(
                .baseNeedsPercent, at: place, zh: "有 base 时单位须为 '%'；按数量折算请用 per",
                en: "with a base the unit must be '%'; for a value per so many write per")
        }
        let metric = self.metric(place, in: owner, isNumber: isNumber)
        mention(place, metric: metric, isNumber: isNumber, unit: unit, base: base, per: per, of: owner.node)
        guard let relation, let limit else { return nil }
        return Comparison(
            metric: metric, relation: relation, limit: limit, unit: unit, base: base, per: per, basis: basis,
            emptyBaseMeets: emptyBaseMeets)
    }

    private mutating func metric(_ place: DocumentValue, in owner: ThresholdOwner, isNumber: Bool) -> String? {
        if case .check = owner, !isNumber, !place.has("metric") { return nil }
        return required("metric", of: place).flatMap { factName($0) }
    }

    private mutating func limit(_ place: DocumentValue) -> Limit? {
        if case .boolean(let flag) = place.json { return .boolean(flag) }
        return decimal(place).map(Limit.number)
    }

    private mutating func per(_ place: DocumentValue) -> Per? {
        guard let place = mapping(place) else { return nil }
        guard let amount = place["value"] else {
            notes.note(
                .perWithoutAmount, at: place, zh: "per 缺少 value：每多少 base，或每多少个时间单位",
                en: "per lacks its value: per how many of the base, or of the unit of time")
            return nil
        }
        guard let base = place["base"] else { return window(amount, place).map(Per.window) }
        let name = factName(base)
        let unit = place["unit"].flatMap { self.unit($0) }
        guard let number = decimal(amount) else { return nil }
        guard ExactFraction(number) > .zero else {
            notes.note(.badNumber, at: amount, zh: "应大于 0", en: "should be more than 0")
            return nil
        }
        return name.map { .base(name: $0, amount: number, unit: unit) }
    }

    private mutating func window(_ amount: DocumentValue, _ place: DocumentValue) -> Window? {
        let count = number(amount, from: 1, through: Int64(StandardLimits.windowCountMax))
        let unit: Window.Unit? = required("unit", of: place).flatMap { word($0, .unknownWindowUnit) }
        guard let count, let unit else { return nil }
        return Window(count: count, unit: unit)
    }

    /// Keeps the names that a comparison reads, to be held against what the document declares of them.
    private mutating func mention(
        _ place: DocumentValue, metric: String?, isNumber: Bool, unit: String?, base: String?, per: Per?,
        of owner: Mentions.Node
    ) {
        var window: Window?
        if case .window(let given)? = per { window = given }
        if let metric, let named = place["metric"] {
            mentions.join(owner, to: .metric(metric), at: named.path)
            mentions.measures.append(
                Mentions.Measure(
                    name: metric, path: named.path, isNumber: isNumber, unit: base == nil ? unit : nil,
                    unitPath: place["unit"]?.path, window: window))
        }
        if let base, let named = place["base"] {
            mentions.join(owner, to: .metric(base), at: named.path)
            mentions.measures.append(Mentions.Measure(name: base, path: named.path, isNumber: true))
        }
        if case .base(let name, _, let unit)? = per, let named = place["per"]?["base"] {
            mentions.join(owner, to: .metric(name), at: named.path)
            mentions.measures.append(
                Mentions.Measure(
                    name: name, path: named.path, isNumber: true, unit: unit, unitPath: place["per"]?["unit"]?.path))
        }
    }
}

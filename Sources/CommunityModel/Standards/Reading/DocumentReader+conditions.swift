internal import SyncProtocol
internal import Values

extension DocumentReader {
    /// A condition on the subject, read by `owner`; by every indicator when it is the scope of the standard.
    mutating func condition(_ place: Place, of owner: Mentions.Node = .scope) -> Condition? {
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

    private mutating func test(_ place: Place, of owner: Mentions.Node) -> Condition? {
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

    private mutating func attribute(_ place: Place, of owner: Mentions.Node) -> Condition.Attribute? {
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

    private mutating func literal(_ place: Place) -> Condition.Literal? {
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

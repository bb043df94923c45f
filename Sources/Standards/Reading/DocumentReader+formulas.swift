internal import Values

extension DocumentReader {
    private static let shapes = ["metric", "number", "sum", "first", "difference", "ratio", "check", "tally", "query"]

    /// The `derived_metrics` of an indicator.
    mutating func formulas(_ place: DocumentValue) -> [String: Formula] {
        guard let place = place["derived_metrics"], !place.isNull, let place = mapping(place) else { return [:] }
        var formulas: [String: Formula] = [:]
        for (text, place) in place.members {
            let name = factName(text, at: place)
            guard let place = mapping(place) else { continue }
            _ = words("says", of: place)
            let unit = place["unit"].flatMap { self.unit($0) }
            guard let formula = outermost(place, of: .metric(name ?? text)), let name else { continue }
            formulas[name] = formula
            mentions.define(name, formula, unit: unit, at: place, &notes)
        }
        return formulas
    }

    /// A formula of a published document that cannot be read as a whole is a later version's, and left unknown.
    private mutating func outermost(_ place: DocumentValue, of owner: Mentions.Node) -> Formula? {
        let earlier = self
        let formula = self.formula(place, of: owner)
        guard isPublished, notes.count > earlier.notes.count else { return formula }
        self = earlier
        guard case .string(let name)? = place["query"]?.json else {
            return .unknown(place.members.first { !["says", "unit", "times"].contains($0.name) }?.name ?? "formula")
        }
        let given = place["arguments"]?.members.map { argument in
            if case .string(let text) = argument.place.json { (argument.name, text) } else { (argument.name, "") }
        }
        return .unknown(Query(name: name, arguments: Dictionary(given ?? []) { $1 }).notation)
    }

    private mutating func formula(_ place: DocumentValue, of owner: Mentions.Node) -> Formula? {
        guard let place = mapping(place) else { return nil }
        let shapes = Self.shapes.filter { place.has($0) }
        guard shapes.count == 1, let shape = shapes.first, let value = place[shape] else {
            notes.note(
                .unknownFormula, at: place,
                zh: "公式须是且只是以下一种：\(Self.shapes.joined(separator: ", "))",
                en: "a formula is exactly one of: \(Self.shapes.joined(separator: ", "))")
            return nil
        }
        switch shape {
        case "metric": return metric(value, of: owner)
        case "number": return decimal(value).map(Formula.number)
        case "sum": return .sum(parts("sum", of: place) { $0.operand($1, of: owner) })
        case "first": return .first(parts("first", of: place) { $0.operand($1, of: owner) })
        case "difference": return two("difference", of: place, owner).map { .difference($0, $1) }
        case "ratio":
            let times = place["times"].map { decimal($0) } ?? ExactDecimal(1)
            guard let (first, second) = two("ratio", of: place, owner), let times else { return nil }
            return .ratio(first, second, times: times)
        case "check":
            guard let code = text(value) else { return nil }
            mentions.checksNamed.append(Mentions.Code(code: code, path: value.path))
            mentions.join(owner, to: .check(code), at: value.path)
            return .check(code)
        case "tally": return tally(value, place, of: owner).map(Formula.tally)
        default: return query(value, place).map(Formula.query)
        }
    }

    /// A name, a number or another formula.
    private mutating func operand(_ place: DocumentValue, of owner: Mentions.Node) -> Formula? {
        switch place.json {
        case .integer, .number: return decimal(place).map(Formula.number)
        case .string: return metric(place, of: owner)
        case .object: return formula(place, of: owner)
        case .null, .boolean, .array:
            notes.wrongType(place, zh: "指标名、数或公式", en: "the name of a metric, a number or a formula")
            return nil
        }
    }

    private mutating func metric(_ place: DocumentValue, of owner: Mentions.Node) -> Formula? {
        guard let name = factName(place) else { return nil }
        mentions.operands.append(Mentions.Code(code: name, path: place.path))
        mentions.join(owner, to: .metric(name), at: place.path)
        return .metric(name)
    }

    private mutating func two(_ name: String, of place: DocumentValue, _ owner: Mentions.Node) -> (Formula, Formula)? {
        guard let list = place[name] else { return nil }
        let operands = list.elements.map { operand($0, of: owner) }
        guard operands.count == 2 else {
            notes.wrongType(list, zh: "两项的列表", en: "a list of two")
            return nil
        }
        guard let first = operands[0], let second = operands[1] else { return nil }
        return (first, second)
    }

    private mutating func tally(_ value: DocumentValue, _ place: DocumentValue, of owner: Mentions.Node) -> Formula
        .Tally?
    {
        let counts: Formula.Tally.Counted? = word(value, .unknownTally)
        _ = required("groups", of: place)
        let groups = parts("groups", of: place) { reader, place in
            guard let code = reader.text(place) else { return String?.none }
            reader.mentions.groupsNamed.append(Mentions.Code(code: code, path: place.path))
            reader.mentions.join(owner, to: .group(code), at: place.path)
            return code
        }
        return counts.map { Formula.Tally(groups: groups, counts: $0) }
    }

    // MARK: - Queries

    private mutating func query(_ value: DocumentValue, _ place: DocumentValue) -> Query? {
        guard let name = text(value) else { return nil }
        guard let known = KnownQueries.query(name) else {
            notes.unknown(.unknownQuery, value, name, known: KnownQueries.all.map(\.name))
            return nil
        }
        var arguments: [String: String] = [:]
        let given = place["arguments"].flatMap { $0.isNull ? nil : mapping($0) }
        for (argument, place) in given?.members ?? [] {
            guard let declared = known.arguments.first(where: { $0.name == argument }) else {
                notes.unknown(.unknownArgument, place, argument, known: known.arguments.map(\.name))
                continue
            }
            guard let text = text(place) else { continue }
            check(text, at: place, against: declared)
            arguments[argument] = text
        }
        for argument in known.arguments where argument.isRequired && arguments[argument.name] == nil {
            if given?.has(argument.name) != true { notes.missing(argument.name, in: given ?? place) }
        }
        for argument in known.arguments where given?.has(argument.name) == true {
            if let companion = argument.companion, given?.has(companion) != true {
                notes.missing(companion, in: given ?? place)
            }
        }
        return Query(name: name, arguments: arguments)
    }

    private mutating func check(_ text: String, at place: DocumentValue, against argument: KnownQueries.Argument) {
        switch argument.value {
        case .anyWords: break
        case .words(let known):
            for word in text.split(separator: " ") where !known.contains(String(word)) {
                notes.unknown(.unknownWord, place, String(word), known: known)
            }
        case .date:
            if CalendarDate(text) == nil {
                notes.wrongType(place, zh: "YYYY-MM-DD 的日期", en: "a date such as 2011-05-31")
            }
        case .indicatorWithChecks:
            mentions.composites.append(Mentions.Code(code: text, path: place.path))
        }
    }
}

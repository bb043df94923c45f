public import SyncProtocol
public import Values

extension StandardNames {
    /// The value that one entry of a file of recorded values writes.
    ///
    /// - Parameters:
    ///   - name: A fact, metric, base, attribute, code, or `NAME.previous`.
    ///   - json: What stands beside it; `null` takes back what was recorded.
    /// - Returns: The value in the type that the standard gives the name.
    /// - Throws: ``InspectionValueFault``.
    public func read(_ name: String, _ json: JSONValue) throws(InspectionValueFault) -> Value {
        guard let meaning = meaning(of: name) else {
            throw .unknownName(name, suggestions: suggestions(for: name))
        }
        if json == .null { return .null }
        switch meaning {
        case .fact(let fact): return try read(fact, json)
        case .metric(let measure), .base(let measure), .previous(let measure):
            return measure.isBoolean
                ? try Self.boolean(name, json) : try Self.number(name, json, .decimal, hasUnit: measure.unit != nil)
        case .attribute(_, let form): return try Self.attribute(name, json, form)
        case .indicator(let indicator):
            let flag = try Self.boolean(name, json)
            guard indicator.takesDecision else { throw .decisionOnNumbers(name, record: numbers(of: indicator)) }
            return flag
        case .check: return try Self.boolean(name, json)
        }
    }

    /// The value that a person typed.
    ///
    /// - Parameters:
    ///   - name: A fact, metric, base, attribute, code, or `NAME.previous`.
    ///   - text: Digits may be full-width; yes and no may be written in words; choices by code or title.
    /// - Returns: The value in the type that the standard gives the name; an empty text takes back what was recorded.
    /// - Throws: ``InspectionValueFault``.
    public func read(_ name: String, text: String) throws(InspectionValueFault) -> Value {
        guard let meaning = meaning(of: name) else {
            throw .unknownName(name, suggestions: suggestions(for: name))
        }
        let typed = text.trimmed
        if typed.isEmpty { return .null }
        switch meaning.textForm {
        case .boolean: return try read(name, Bool(typed: typed).map(JSONValue.boolean) ?? .string(typed))
        case .number: return try read(name, typed.asNumber)
        case .words:
            let words = typed.parts { ",，、;；".unicodeScalars.contains($0) }
            return try read(name, .array(words.map { .string($0.trimmed) }))
        case .text: return try read(name, .string(typed))
        case .choice(let choices):
            let choice = choices.first { choice in
                choice.code == typed || choice.title.zh == typed || choice.title.en.lowercased() == typed.lowercased()
            }
            return try read(name, .string(choice?.code ?? typed))
        }
    }

    private func read(_ fact: FactDeclaration, _ json: JSONValue) throws(InspectionValueFault) -> Value {
        let name = fact.name
        switch (fact.type, json) {
        case (.integer, _), (.decimal, _), (.money, _):
            return try Self.number(name, json, fact.type, hasUnit: fact.unit != nil || fact.type == .money)
        case (.boolean, _): return try Self.boolean(name, json)
        case (.date, .string(let text)):
            guard let date = CalendarDate(text) else { throw .wrongType(name, expected: .date) }
            return .date(date)
        case (.text, .string(let text)): return .text(try Self.checked(text, name))
        case (.choice, .string(let code)):
            let codes = fact.choices.map(\.code)
            guard codes.isEmpty ? !code.trimmed.isEmpty : codes.contains(code) else {
                throw codes.isEmpty ? .wrongType(name, expected: .choice) : .unknownChoice(name, choices: codes)
            }
            return .choice(try Self.checked(code, name))
        case (.geo, _): return .text(try Self.position(name, json))
        case (.reference, .string(let text)):
            if let id = RecordID(text) { return .reference(id) }
            return .text(try Self.checked(text, name))
        // Things that are referred to one by one may also be counted.
        case (.reference, .integer): return try Self.number(name, json, .integer, hasUnit: true)
        default: throw .wrongType(name, expected: fact.type)
        }
    }

    private static func checked(_ text: String, _ name: String) throws(InspectionValueFault) -> String {
        guard text.utf8.count <= Limits.textBytesMax else { throw .tooLong(name, bytesMax: Limits.textBytesMax) }
        return text
    }

    private static func boolean(_ name: String, _ json: JSONValue) throws(InspectionValueFault) -> Value {
        guard case .boolean(let flag) = json else { throw .wrongType(name, expected: .boolean) }
        return .boolean(flag)
    }

    private static func number(
        _ name: String, _ json: JSONValue, _ type: FactType, hasUnit: Bool
    ) throws(InspectionValueFault) -> Value {
        let value: Value
        let digits: String
        switch json {
        case .integer(let number):
            digits = String(number)
            value = .integer(number)
        // JSON written by this software has decimals as strings.
        case .number(let text) where type == .decimal, .string(let text) where type == .decimal:
            guard let decimal = ExactDecimal(text) else {
                throw text.isDecimal ? .tooManyDigits(name) : .wrongType(name, expected: type)
            }
            digits = decimal.description
            value = .decimal(decimal)
        case .number(let text) where !text.contains(where: { ".eE".contains($0) }): throw .tooManyDigits(name)
        default: throw .wrongType(name, expected: type)
        }
        let parts = digits.drop { $0 == "-" }.split(separator: ".")
        guard parts[0].count <= InspectionLimits.wholeDigitsMax,
            parts.count < 2 || parts[1].count <= InspectionLimits.fractionDigitsMax
        else { throw .tooManyDigits(name) }
        if hasUnit, digits.hasPrefix("-") { throw .negative(name) }
        return value
    }

    private static func attribute(
        _ name: String, _ json: JSONValue, _ form: NameMeaning.AttributeForm
    ) throws(InspectionValueFault) -> Value {
        switch (form, json) {
        case (.boolean, _): return try boolean(name, json)
        case (.number, _): return try number(name, json, .decimal, hasUnit: true)
        case (.word, .string(let word)): return .text(try checked(word, name))
        case (.words, .string(let word)): return .tuple([.text(try checked(word, name))])
        case (.words, .array(let elements)):
            var words: [Value] = []
            for element in elements {
                guard case .string(let word) = element else { throw .wrongType(name, expected: .text) }
                words.append(.text(try checked(word, name)))
            }
            return .tuple(words)
        default: throw .wrongType(name, expected: .text)
        }
    }

    /// Latitude and longitude in degrees, as one text or as an array of two numbers.
    private static func position(_ name: String, _ json: JSONValue) throws(InspectionValueFault) -> String {
        let parts: [String]
        switch json {
        case .string(let text): parts = text.split(separator: ",").map { $0.trimmed }
        case .array(let elements): parts = elements.map(\.text)
        default: throw .wrongType(name, expected: .geo)
        }
        guard parts.count == 2, let latitude = ExactDecimal(parts[0]), let longitude = ExactDecimal(parts[1]),
            (-90...90).contains(ExactFraction(latitude)), (-180...180).contains(ExactFraction(longitude))
        else { throw .noPosition(name) }
        return "\(latitude),\(longitude)"
    }

    /// What to record so that an indicator can be computed.
    private func numbers(of indicator: Indicator) -> [String] {
        let formulas = Set(indicator.formulas.keys)
        var names = indicator.facts.filter { [.integer, .decimal, .money].contains($0.type) }.map(\.name)
        for comparison in indicator.threshold?.comparisons ?? [] {
            names += [comparison.metric, comparison.base].compactMap(\.self)
            if case .base(let name, _, _)? = comparison.per { names.append(name) }
        }
        if case .trend(let trend)? = indicator.threshold { names.append(trend.metric) }
        var seen: Set<String> = []
        return names.filter { !formulas.contains($0) && seen.insert($0).inserted }
    }
}

/// Limits on what an inspection records, which keep every computation within 128 bits.
public enum InspectionLimits {
    /// A thousand million million: more than any district counts, in fen.
    public static let wholeDigitsMax = 15
    /// A square millimetre is a millionth of a square metre.
    public static let fractionDigitsMax = 6
}

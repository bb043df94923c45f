public import Values

/// Why a text or value does not fit a field. Codes are stable; the words for people are made at the edge.
public enum FieldFault: Error, Hashable, Sendable {
    /// The text does not write a value of the type.
    case wrongType(ValueType)
    /// The code is none of the declared choices.
    case unknownChoice(String)
    case belowMinimum(Int64)
    case aboveMaximum(Int64)
    /// More characters than the field takes.
    case tooLong(Int)
    /// A required field is empty.
    case required
    /// A text has a sign that no text may have, or that one of a line may not have.
    case unfitSign(Unicode.Scalar)
    /// A moment with digits beyond milliseconds, or outside of the years 1 to 9999 of UTC.
    case unkeepable
}

extension Field {
    /// Checks a value against the declared type, range and choices. `null` clears any field that is not required.
    ///
    /// - Throws: ``FieldFault``.
    public func check(_ value: Value) throws(FieldFault) {
        switch (type, value) {
        case (_, .null):
            if required { throw .required }
        case (.any, .tuple(let members)) where members.allSatisfy(\.isPlain): break
        case (.any, _) where value.isPlain: break
        case (.boolean, .boolean), (.decimal, .decimal), (.date, .date), (.instant, .instant),
            (.reference, .reference):
            break
        case (.integer, .integer(let number)):
            if let minimum, number < minimum { throw .belowMinimum(minimum) }
            if let maximum, number > maximum { throw .aboveMaximum(maximum) }
        case (.text, .text(let text)):
            if required, text.isBlank { throw .required }
            if let maxLength, text.count > maxLength { throw .tooLong(maxLength) }
            if text.utf8.count > Limits.textBytesMax { throw .tooLong(Limits.textBytesMax) }
        case (.choice, .choice(let code)):
            guard choices.contains(where: { $0.code == code }) else { throw .unknownChoice(code) }
        case (.group, .tuple(let values)):
            guard values.count == members.count else { throw .wrongType(.group) }
            for (member, value) in zip(members, values) where value != .null {
                let fits = member.type == .any ? value.isPlain : value.type == member.type
                guard fits else { throw .wrongType(member.type) }
            }
        default: throw .wrongType(type)
        }
    }

    /// The value that a person's text writes: the form of `FIELD=VALUE`, of CSV cells and of resolutions.
    ///
    /// An empty text clears the field. Group members are separated by commas.
    /// - Throws: ``FieldFault``.
    public func read(_ text: String) throws(FieldFault) -> Value {
        let value = try Self.read(text, as: type, choices: choices, members: members)
        try check(value)
        return value
    }

    /// Whether the field holds one line: a name, a place, a number on a door. Longer texts are prose, with lines of their own.
    private var isLine: Bool { type == .text && maxLength.map { $0 <= Limits.lineCharactersMax } ?? false }

    /// Looks for signs that a text from a keyboard or a file is not to bring: U+0000 in any text, all control signs in one
    /// line. What other replicas bring is kept all the same, so that neither ``check(_:)`` nor ``read(_:)-(String)`` asks.
    ///
    /// - Throws: ``FieldFault/unfitSign(_:)``.
    public func checkSigns(of text: String) throws(FieldFault) {
        let unfit = text.unicodeScalars.first { $0.value == 0 || isLine && $0.isControlSign }
        if let unfit { throw .unfitSign(unfit) }
    }

    /// The same for what JSON gives: all texts in it.
    ///
    /// - Throws: ``FieldFault/unfitSign(_:)``.
    public func checkSigns(of json: JSONValue) throws(FieldFault) {
        switch json {
        case .string(let text): try checkSigns(of: text)
        case .array(let elements): for element in elements { try checkSigns(of: element) }
        case .object(let members): for member in members { try checkSigns(of: member.value) }
        case .null, .boolean, .integer, .number: return
        }
    }

    private static func read(
        _ text: String, as type: ValueType, choices: [Choice], members: [Member]
    ) throws(FieldFault) -> Value {
        if text.isEmpty { return .null }
        let value: Value? =
            switch type {
            case .text, .any: .text(text)
            case .boolean: Bool(typed: text).map(Value.boolean)
            case .integer: Int64(text).map(Value.integer)
            case .decimal: ExactDecimal(text).map(Value.decimal)
            case .date: CalendarDate(text).map(Value.date)
            case .instant: try Self.instant(text)
            case .reference: RecordID(text).map(Value.reference)
            case .choice: .choice(Self.code(text, among: choices))
            case .group: try Self.group(text, members: members)
            }
        guard let value else { throw .wrongType(type) }
        return value
    }

    private static func instant(_ text: String) throws(FieldFault) -> Value? {
        guard let instant = Instant(text) else { return nil }
        guard Instant.isKept(text) else { throw .unkeepable }
        return .instant(instant.milliseconds)
    }

    private static func group(_ text: String, members: [Member]) throws(FieldFault) -> Value? {
        let parts = text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == members.count else { return nil }
        var values: [Value] = []
        for (part, member) in zip(parts, members) {
            values.append(try read(String(part).trimmed, as: member.type, choices: [], members: []))
        }
        return .tuple(values)
    }

    /// People may type a choice by its code or by its title in either language.
    private static func code(_ text: String, among choices: [Choice]) -> String {
        if choices.contains(where: { $0.code == text }) { return text }
        return choices.first { $0.title.zh == text || $0.title.en.lowercased() == text.lowercased() }?.code ?? text
    }
}

extension Value {
    /// The type a schema would declare for the value; `nil` for an empty one.
    public var type: ValueType? {
        switch self {
        case .null, .erased: nil
        case .boolean: .boolean
        case .integer: .integer
        case .decimal: .decimal
        case .text: .text
        case .date: .date
        case .instant: .instant
        case .reference: .reference
        case .choice: .choice
        case .tuple: .group
        }
    }

    fileprivate var isPlain: Bool {
        switch self {
        case .tuple, .erased: false
        case .text(let text): text.utf8.count <= Limits.textBytesMax
        default: true
        }
    }
}

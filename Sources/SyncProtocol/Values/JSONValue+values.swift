public import Values

extension JSONValue {
    /// A value as JSON shows it. Decimals are strings, because a reader's floating point would change them.
    ///
    /// - Parameters:
    ///   - value: Any value.
    ///   - members: Names of the members of a group.
    public init(_ value: Value, members: [String] = []) {
        switch value {
        case .null, .erased: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .decimal(let number): self = .string(number.description)
        case .text(let text): self = .string(text)
        case .choice(let code): self = .string(code)
        case .date(let date): self = .string(date.description)
        case .instant(let milliseconds): self = .string(Instant(milliseconds: milliseconds).description)
        case .reference(let id): self = .string(id.description)
        case .tuple(let values):
            if members.count == values.count, !values.isEmpty {
                self = .object(zip(members, values).map { Member($0, JSONValue($1)) })
            } else {
                self = .array(values.map { JSONValue($0) })
            }
        }
    }
}

extension Value: Encodable {
    /// As ``JSONValue`` writes the value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(JSONValue(self))
    }
}

extension Field {
    /// The value that JSON writes for this field.
    ///
    /// Strings are read as ``read(_:)-(String)`` does; a field of type `any` keeps the type that the JSON has.
    /// - Throws: ``FieldFault``.
    public func read(_ json: JSONValue) throws(FieldFault) -> Value {
        let value: Value
        switch (type, json) {
        case (_, .null): value = .null
        case (.boolean, .boolean(let flag)): value = .boolean(flag)
        case (.integer, .integer(let number)): value = .integer(number)
        case (.integer, .number(let digits)):
            // Some programs write every number with a point: 4.0 is the integer 4.
            guard let whole = ExactDecimal(digits).flatMap({ Int64($0.description) }) else { throw .wrongType(type) }
            value = .integer(whole)
        case (.decimal, .integer(let number)): value = Self.decimal(String(number))
        case (.decimal, .number(let digits)): value = Self.decimal(digits)
        case (.group, .object):
            var values: [Value] = []
            for member in members {
                let field = Field(number: number, name: member.name, title: title, type: member.type)
                values.append(try field.read(json[member.name] ?? .null))
            }
            value = .tuple(values)
        case (.any, _): value = try Self.plain(json)
        case (.boolean, _), (.integer, _), (.group, .array): throw .wrongType(type)
        case (_, .string(let text)): return try read(text)
        default: throw .wrongType(type)
        }
        try check(value)
        return value
    }

    private static func decimal(_ digits: String) -> Value {
        ExactDecimal(digits).map(Value.decimal) ?? .text(digits)
    }

    private static func plain(_ json: JSONValue) throws(FieldFault) -> Value {
        switch json {
        case .null: return .null
        case .boolean(let flag): return .boolean(flag)
        case .integer(let number): return .integer(number)
        case .number(let digits): return decimal(digits)
        case .string(let text): return .text(text)
        case .array(let elements):
            var values: [Value] = []
            for element in elements {
                if case .array = element { throw .wrongType(.any) }
                values.append(try plain(element))
            }
            return .tuple(values)
        case .object: throw .wrongType(.any)
        }
    }
}

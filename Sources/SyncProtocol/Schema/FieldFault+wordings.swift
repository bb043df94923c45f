public import Values

extension FieldFault {
    /// What is wrong with a value, for people.
    ///
    /// - Parameters:
    ///   - field: The field it was meant for.
    ///   - text: The value as it was given.
    /// - Returns: The explanation in both languages.
    public func text(field: Field, given text: String) -> Localized {
        var words = ["value": String(text.prefix(60))]
        var bilingual: [String: Localized] = [:]
        switch self {
        case .wrongType(let type): bilingual["wanted"] = Localized(fault: "type_" + type.rawValue)
        case .unknownChoice:
            bilingual["choices"] = Localized(
                zh: field.choices.map { "\($0.code)（\($0.title.zh)）" }.joined(separator: "、"),
                en: field.choices.map(\.code).joined(separator: ", "))
        case .belowMinimum(let limit), .aboveMaximum(let limit): words["limit"] = String(limit)
        case .tooLong(let length): words["limit"] = String(length)
        case .unfitSign(let sign): words["sign"] = sign.name
        case .required, .unkeepable: break
        }
        return Localized(fault: code, words, bilingual: bilingual)
    }
}

extension FieldFault {
    /// Stable.
    public var code: String {
        switch self {
        case .wrongType: "wrong_type"
        case .unknownChoice: "unknown_choice"
        case .belowMinimum: "below_minimum"
        case .aboveMaximum: "above_maximum"
        case .tooLong: "too_long"
        case .required: "required"
        case .unfitSign: "unfit_sign"
        case .unkeepable: "unkeepable"
        }
    }

    /// What the sentence says in figures and codes; `nil` when there is nothing of the kind.
    ///
    /// - Parameter field: The field that the value was meant for.
    /// - Returns: An object, such as `{"limit":18}`.
    public func parameters(of field: Field) -> JSONValue? {
        switch self {
        case .wrongType(let type): .object([.init("type", .string(type.rawValue))])
        case .unknownChoice: .object([.init("choices", .array(field.choices.map { .string($0.code) }))])
        case .belowMinimum(let limit), .aboveMaximum(let limit): .object([.init("limit", .integer(limit))])
        case .tooLong(let length): .object([.init("limit", .integer(Int64(length)))])
        case .unfitSign(let sign): .object([.init("sign", .string(sign.name))])
        case .required, .unkeepable: nil
        }
    }
}

public import Values

extension FieldFault {
    /// What is wrong with a value, for people.
    ///
    /// - Parameters:
    ///   - field: The field it was meant for.
    ///   - text: The value as it was given.
    /// - Returns: The explanation in both languages.
    public func text(field: Field, given text: String) -> Localized {
        let shown = String(text.prefix(60))
        switch self {
        case .wrongType(let type):
            let wanted = type.example
            return Localized(zh: "“\(shown)”不是\(wanted.zh)。", en: "\"\(shown)\" is not \(wanted.en).")
        case .unknownChoice:
            let zh = field.choices.map { "\($0.code)（\($0.title.zh)）" }.joined(separator: "、")
            let en = field.choices.map(\.code).joined(separator: ", ")
            return Localized(zh: "“\(shown)”不在选项中；可选：\(zh)。", en: "\"\(shown)\" is none of: \(en).")
        case .belowMinimum(let minimum):
            return Localized(zh: "\(shown) 小于最小值 \(minimum)。", en: "\(shown) is below the minimum, \(minimum).")
        case .aboveMaximum(let maximum):
            return Localized(zh: "\(shown) 大于最大值 \(maximum)。", en: "\(shown) is above the maximum, \(maximum).")
        case .tooLong(let length):
            return Localized(zh: "超过 \(length) 个字。", en: "longer than \(length) characters.")
        case .required:
            return Localized(zh: "不能为空。", en: "must not be empty.")
        case .unkeepable:
            return Localized(
                zh: "“\(shown)”无法原样保存：时间最多精确到毫秒（三位小数），年份（UTC）应在 1 到 9999 之间。",
                en:
                    "\"\(shown)\" cannot be kept as given: a moment has at most milliseconds (3 digits), and lies in the "
                    + "years 1 to 9999 of UTC.")
        }
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
        case .required, .unkeepable: nil
        }
    }
}

extension ValueType {
    /// What a value of the type looks like.
    fileprivate var example: Localized {
        switch self {
        case .boolean: Localized(zh: "是或否（true、false）", en: "true or false")
        case .integer: Localized(zh: "整数", en: "a whole number")
        case .decimal: Localized(zh: "小数，例如 12.5", en: "a decimal number such as 12.5")
        case .text: Localized(zh: "文字", en: "text")
        case .date: Localized(zh: "日期，例如 2026-11-21", en: "a date such as 2026-11-21")
        case .instant:
            Localized(
                zh: "带时区的时间，例如 2026-11-21T17:30:00+08:00",
                en: "a time with a zone such as 2026-11-21T17:30:00+08:00")
        case .reference: Localized(zh: "完整的编号", en: "a whole id")
        case .choice: Localized(zh: "选项代码", en: "a choice's code")
        case .group: Localized(zh: "逗号分隔的一组值", en: "its members separated by commas")
        case .any: Localized(zh: "单个值或值的列表", en: "a single value or a list of them")
        }
    }
}

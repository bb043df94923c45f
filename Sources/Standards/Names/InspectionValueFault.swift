public import Values

/// Why an inspection cannot record a value under a name. ``code`` is stable; ``message`` says what to do.
public enum InspectionValueFault: Error, Hashable, Sendable {
    case unknownName(String, suggestions: [String])
    case wrongType(String, expected: FactType)
    /// A count, a size or money below zero.
    case negative(String)
    case tooManyDigits(String)
    case unknownChoice(String, choices: [String])
    case tooLong(String, bytesMax: Int)
    /// A position that is not on Earth.
    case noPosition(String)
    /// A yes or no where the result hangs on numbers alone; these are to be recorded.
    case decisionOnNumbers(String, record: [String])

    /// Stable; listed in Protocol/json-output.md.
    public var code: String {
        switch self {
        case .unknownName: "unknown_name"
        case .wrongType: "wrong_type"
        case .negative: "negative"
        case .tooManyDigits: "too_many_digits"
        case .unknownChoice: "unknown_choice"
        case .tooLong: "too_long"
        case .noPosition: "no_position"
        case .decisionOnNumbers: "decision_on_numbers"
        }
    }

    /// What is wrong and what to do, for people.
    public var message: Localized {
        switch self {
        case .unknownName(let name, let similar):
            Localized(
                zh: "标准中没有 \(name)。" + (similar.isEmpty ? "" : "是否指：\(similar.joined(separator: "、"))？"),
                en: "The standard knows no \(name)."
                    + (similar.isEmpty ? "" : " Did you mean \(similar.joined(separator: ", "))?"))
        case .wrongType(let name, let expected):
            Localized(zh: "\(name) 应为\(expected.words.zh)。", en: "\(name) takes \(expected.words.en).")
        case .negative(let name): Localized(zh: "\(name) 不能为负数。", en: "\(name) cannot be negative.")
        case .tooManyDigits(let name):
            Localized(
                zh: "\(name) 的数字过长：小数点前最多 15 位，后最多 6 位。",
                en: "\(name) has too many digits: at most 15 before the point and 6 after it.")
        case .unknownChoice(let name, let choices):
            Localized(
                zh: "\(name) 只能是：\(choices.joined(separator: "、"))。",
                en: "\(name) takes one of: \(choices.joined(separator: ", ")).")
        case .tooLong(let name, let bytes):
            Localized(zh: "\(name) 的文字过长，最多 \(bytes) 字节。", en: "\(name) is too long: at most \(bytes) bytes of text.")
        case .noPosition(let name):
            Localized(
                zh: "\(name) 应写作“纬度,经度”（度），例如 23.03,113.14。",
                en: "\(name) takes latitude and longitude in degrees, such as 23.03,113.14.")
        case .decisionOnNumbers(let code, let names):
            Localized(
                zh: "\(code) 由数字计算得出，不能直接判定" + (names.isEmpty ? "。" : "，请记录：\(names.joined(separator: "、"))。"),
                en: "\(code) is computed from numbers and takes no decision"
                    + (names.isEmpty ? "." : "; record: \(names.joined(separator: ", "))."))
        }
    }
}

extension FactType {
    fileprivate var words: Localized {
        switch self {
        case .integer: Localized(zh: "整数", en: "a whole number")
        case .decimal: Localized(zh: "数字", en: "a number")
        case .boolean: Localized(zh: " true 或 false", en: "true or false")
        case .text: Localized(zh: "文字", en: "text")
        case .date: Localized(zh: "日期，例如 2011-05-31", en: "a date such as 2011-05-31")
        case .money: Localized(zh: "以分为单位的整数金额", en: "an amount in fen, as a whole number")
        case .geo: Localized(zh: "位置，例如 23.03,113.14", en: "a position such as 23.03,113.14")
        case .choice: Localized(zh: "一个选项代码", en: "the code of a choice")
        case .reference: Localized(zh: "一个记录编号或名称", en: "the id of a record, or a name")
        }
    }
}

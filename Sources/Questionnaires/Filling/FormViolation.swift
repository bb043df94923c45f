public import Values

/// A rule that an answer, or a missing answer, breaks.
public struct FormViolation: Error, Hashable, Sendable {
    /// Stable names of what is wrong.
    public enum Code: String, Hashable, Sendable {
        case constraint, required, type, choice, readonly
        case notRelevant = "not_relevant"
        case tooLong = "too_long"
        case tooManyEntries = "too_many_entries"
        /// A value of the right type that cannot be kept as it was given.
        case unkeepable
        /// What the form evaluates after the answer takes too long, or gives a text that is too long.
        case tooCostly = "too_costly"
        /// There is no such question.
        case unknown
    }

    /// Which rule it is.
    public let code: Code
    /// With the numbers of repeats' entries: `/data/person[2]/age`.
    public let path: String
    /// The form's own message in the session's language; `nil` when it has none.
    public let formMessage: String?
    /// What to tell where the form says nothing itself.
    public let message: Localized

    init(
        _ code: Code, path: String, formMessage: String? = nil, type: FieldType? = nil,
        control: FormQuestion.Control? = nil, message: Localized? = nil
    ) {
        self.code = code
        self.path = path
        self.formMessage = formMessage
        self.message = message ?? Self.message(code, type, control)
    }

    private static func message(_ code: Code, _ type: FieldType?, _ control: FormQuestion.Control?) -> Localized {
        switch code {
        case .constraint: Localized(zh: "答案不符合表单的规则。", en: "the answer breaks a rule of the form.")
        case .required: Localized(zh: "此题必答。", en: "this question must be answered.")
        case .type: typeMessage(type)
        case .choice: choiceMessage(control)
        case .readonly: Localized(zh: "此项不能修改。", en: "this field cannot be changed.")
        case .notRelevant: Localized(zh: "按照其他答案，此题不适用。", en: "other answers make this question not apply.")
        case .tooLong:
            Localized(
                zh: "答案超过 \(QuestionnaireLimits.answerBytesMax) 字节。",
                en: "the answer has more than \(QuestionnaireLimits.answerBytesMax) bytes.")
        case .tooManyEntries:
            Localized(
                zh: "重复部分超过 \(QuestionnaireLimits.repeatEntriesMax) 条。",
                en: "a repeat would get more than \(QuestionnaireLimits.repeatEntriesMax) entries.")
        case .unkeepable: Localized(zh: "这个值无法准确保存。", en: "this value cannot be kept exactly.")
        case .tooCostly: Localized(zh: "表单的计算太费时。", en: "what the form calculates takes too long.")
        case .unknown: Localized(zh: "表单中没有这一项。", en: "the form has no such question.")
        }
    }

    private static func choiceMessage(_ control: FormQuestion.Control?) -> Localized {
        switch control {
        case .rank: return Localized(zh: "请把所有选项按顺序各排一次。", en: "put all choices in order, each of them once.")
        case .range(let start, let end, let step):
            let (start, end, step) = (NumberText.xpath(start), NumberText.xpath(end), NumberText.xpath(step))
            return Localized(
                zh: "请输入 \(start) 到 \(end) 的数，每 \(step) 一档。",
                en: "enter a number from \(start) to \(end) in steps of \(step).")
        default: return Localized(zh: "没有这个选项。", en: "there is no such choice.")
        }
    }

    private static func typeMessage(_ type: FieldType?) -> Localized {
        switch type {
        case .int: Localized(zh: "请输入整数。", en: "enter a whole number.")
        case .decimal: Localized(zh: "请输入数字。", en: "enter a number.")
        case .boolean: Localized(zh: "请输入 true 或 false。", en: "enter true or false.")
        case .date: Localized(zh: "请输入日期，如 2026-11-23。", en: "enter a date such as 2026-11-23.")
        case .time: Localized(zh: "请输入时间，如 10:30。", en: "enter a time such as 10:30.")
        case .dateTime:
            Localized(
                zh: "请输入日期和时间，如 2026-11-23T10:30。", en: "enter a date and time such as 2026-11-23T10:30.")
        case .geopoint:
            Localized(
                zh: "请输入纬度（-90 到 90）和经度（-180 到 180），如 23.13 113.26。",
                en: "enter latitude (-90 to 90) and longitude (-180 to 180) such as 23.13 113.26.")
        default: Localized(zh: "答案的类型不对。", en: "the answer is of the wrong type.")
        }
    }
}

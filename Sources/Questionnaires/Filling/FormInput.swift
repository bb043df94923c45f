/// Answers from outside, shaped like JSON: by name, with objects for groups and lists of objects for repeats.
public enum FormInput: Hashable, Sendable {
    case null
    case text(String)
    case number(Double)
    case boolean(Bool)
    case list([FormInput])
    case object([String: FormInput])

    /// A number as a document spells it: as a number where a double keeps all its digits, else as the text, so that
    /// the question can say what it makes of it.
    ///
    /// - Parameter digits: Such as `12` or `1.5e3`.
    /// - Returns: The input.
    public static func number(spelled digits: String) -> FormInput {
        guard DecimalDigits.areKept(digits), let number = Double(digits) else { return .text(digits) }
        return .number(number)
    }

    /// A list of texts and numbers is a list of choices; `nil` when this is no answer to a question.
    var answer: FormAnswer? {
        switch self {
        case .null: return FormAnswer.none
        case .text(let text): return .text(text)
        case .number(let number): return .number(number)
        case .boolean(let flag): return .boolean(flag)
        case .object: return nil
        case .list(let parts):
            let names = parts.compactMap { part -> String? in
                switch part {
                case .text(let text): text
                case .number(let number): NumberText.answer(number)
                default: nil
                }
            }
            return names.count == parts.count ? .choices(names) : nil
        }
    }
}

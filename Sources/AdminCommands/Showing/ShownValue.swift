internal import AdminProtocol
internal import CommandKit
internal import SyncProtocol
internal import Values

/// Values of fields, which travel as JSON text.
enum ShownValue {
    /// The value itself; a string when the text is not JSON.
    static func json(_ text: String) -> JSONValue {
        JSONValue(parsing: Array(text.utf8)) ?? .string(text)
    }

    /// The value for people.
    static func text(_ value: JSONValue, _ output: Output) -> String {
        switch value {
        case .null: output.text(Localized(zh: "（空）", en: "(empty)"))
        case .boolean(let flag):
            output.text(flag ? Localized(zh: "是", en: "yes") : Localized(zh: "否", en: "no"))
        case .integer(let number): String(number)
        case .number(let digits): digits
        case .string(let text): text
        case .array(let elements): elements.map { Self.text($0, output) }.joined(separator: ", ")
        case .object(let members):
            members.map { "\($0.name) \(Self.text($0.value, output))" }.joined(separator: ", ")
        }
    }
}

internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Values as people read them: choices by their titles, moments in local time.
struct ValueText {
    let language: Language

    /// - Parameters:
    ///   - value: The value.
    ///   - field: The declared field; `nil` for the answers of a form.
    /// - Returns: The value as people read it.
    func text(_ value: JSONValue, field: Field?) -> String {
        switch value {
        case .null: language == .chinese ? "（空）" : "(empty)"
        case .boolean(let flag): boolean(flag)
        case .integer(let number): String(number)
        case .number(let digits): digits
        case .string(let text): string(text, field: field)
        case .array(let elements): elements.map { self.text($0, field: field) }.joined(separator: separator)
        case .object(let members): members.map { self.text($0.value, field: nil) }.joined(separator: separator)
        }
    }

    func text(_ value: Value, field: Field?) -> String {
        if value == .erased { return erased(field) }
        return text(JSONValue(value, members: field?.members.map(\.name) ?? []), field: field)
    }

    private func erased(_ field: Field?) -> String {
        switch (language, field?.clearedBy) {
        case (.chinese, nil): "（本机没有，服务器上有）"
        case (.english, nil): "(held by the server)"
        case (.chinese, _): "（办结后已删除）"
        case (.english, _): "(erased when it was closed)"
        }
    }

    /// What stands in the place of a value that is not shown.
    var withheld: String { language == .chinese ? "（不显示）" : "(withheld)" }

    func title(_ title: Localized) -> String { language == .chinese ? title.zh : title.en }

    private var separator: String { language == .chinese ? "、" : ", " }

    private func boolean(_ flag: Bool) -> String {
        switch (language, flag) {
        case (.chinese, true): "是"
        case (.chinese, false): "否"
        case (.english, true): "yes"
        case (.english, false): "no"
        }
    }

    private func string(_ text: String, field: Field?) -> String {
        if let choice = field?.choices.first(where: { $0.code == text }) { return title(choice.title) }
        if field?.type == .instant, let instant = Instant(text) { return LocalTime.text(instant) }
        return text
    }
}

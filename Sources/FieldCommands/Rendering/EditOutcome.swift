internal import CommandKit
internal import TerminalKit
internal import Values

/// What people are told of an edit beside the record: that it changed nothing, or what it took out.
struct EditOutcome {
    let isUnchanged: Bool
    let removed: [JSONValue.Member]

    /// - Parameters:
    ///   - output: Where it is told.
    ///   - words: What people call a field and its values.
    func tell(_ output: Output, words: (String, JSONValue) -> (title: String, value: String)) {
        for member in removed {
            let (title, value) = words(member.name, member.value)
            output.tell(
                Localized(
                    zh: "从“\(title)”中去掉了：\(value)。要保留，用 \(member.name)+=值 添加。",
                    en: "Taken out of \(title): \(value). To keep it, add with \(member.name)+=VALUE."), .yellow)
        }
        if isUnchanged {
            output.tell(
                Localized(zh: "没有变化：已经是这样，没有保存任何内容。", en: "Unchanged: it says so already, and nothing was saved."))
        } else {
            output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
        }
    }
}

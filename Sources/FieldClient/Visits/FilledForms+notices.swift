internal import SyncProtocol
internal import Values

/// What the person should know where a visit that was shown is taken again: it need not come out as it was.
extension FilledForms {
    /// The required answers that a visit which was completed lacks, because what was shown withholds them.
    ///
    /// - Parameter fields: Of the visit.
    /// - Returns: Names of the questions; none for a visit with another outcome.
    func withheldRequired(_ fields: [JSONValue.Member]) -> [String] {
        guard fields.contains(where: { $0.name == "outcome" && $0.value == .string("completed") }) else { return [] }
        return questionnaire?.missing.map(\.name) ?? []
    }

    func notices(missing: [String]) -> [Localized] {
        var notices = changed.map { field in
            Localized(
                zh: "问卷自己计算 \(field.name)：原为 \(field.given.plain)，现为 \(field.now.plain)。",
                en: "The form works out \(field.name) itself: it was \(field.given.plain), and is now "
                    + "\(field.now.plain).")
        }
        if !missing.isEmpty {
            notices.append(
                Localized(
                    zh: "缺少必答的 \(missing.joined(separator: "、"))（可能是隐去的答案），这次入户记为部分完成；"
                        + "可用 ruhu visit set 补上。",
                    en: "Required answers are not there, withheld ones perhaps: \(missing.joined(separator: ", ")). "
                        + "The visit is partial; `ruhu visit set` adds them."))
        }
        return notices
    }
}

extension JSONValue {
    /// The value as a message shows it, and as two spellings of one value are compared: decimals are strings where they
    /// are shown, and may be numbers where somebody writes them.
    var plain: String { if case .string(let text) = self { text } else { text } }
}

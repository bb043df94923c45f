public import Values

/// What is wrong with a form, an instance or a set of answers, and where.
public struct FormFault: Hashable, Sendable {
    /// Stable. `form_*` codes speak of a form, `instance_*` of an instance, `answers_*` of a set of answers.
    public let code: String
    /// Line of the document, from 1; `nil` where there is none.
    public let line: Int?
    /// Path of the node or name of the thing at fault, as the document spells it.
    public let place: String?
    /// What is wrong, without the place.
    public let message: Localized
    /// What to do next; `nil` when the message says it.
    public let hint: Localized?

    /// The fault with its place in front.
    public var text: Localized {
        let zh = [line.map { "第 \($0) 行" }, place].compactMap { $0 }.joined(separator: "，")
        let en = [line.map { "line \($0)" }, place].compactMap { $0 }.joined(separator: ", ")
        return Localized(
            zh: zh.isEmpty ? message.zh : "\(zh)：\(message.zh)", en: en.isEmpty ? message.en : "\(en): \(message.en)")
    }

    init(code: String, line: Int? = nil, place: String? = nil, message: Localized, hint: Localized? = nil) {
        self.code = code
        self.line = line
        self.place = place
        self.message = message
        self.hint = hint
    }
}

/// The faults of a document, at least one and at most ``QuestionnaireLimits/faultsMax``, in the order of their lines.
public struct FormFaults: Error, Hashable, Sendable {
    public let faults: [FormFault]

    init(_ faults: [FormFault]) {
        let ordered = faults.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.offset) < (right.element.line ?? 0, right.offset)
        }
        self.faults = Array(ordered.map(\.element).prefix(QuestionnaireLimits.faultsMax))
    }
}

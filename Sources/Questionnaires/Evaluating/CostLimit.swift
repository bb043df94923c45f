internal import Values

/// Why an evaluation was given up before it filled the memory or took forever.
struct CostLimit: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// ``QuestionnaireLimits/evaluationStepsMax``.
        case steps
        /// ``QuestionnaireLimits/calculatedBytesMax``.
        case text
    }

    let kind: Kind
    /// A place in ``FormDefinition/expressions``.
    let expression: Int

    /// What to tell, with the expression at fault.
    func text(of expressions: [FormExpression]) -> Localized {
        let source = expressions[expression].source.trimmedOfXMLBlanks
        let shown = source.count > 80 ? source.prefix(80) + "..." : source[...]
        let most = QuestionnaireLimits.calculatedBytesMax
        switch kind {
        case .steps:
            return Localized(
                zh: "表单的计算太费时，已停止；表达式：\(shown)",
                en: "what the form evaluates takes too long and was stopped, at the expression \(shown)")
        case .text:
            return Localized(
                zh: "表单算出的文字超过 \(most) 字节；表达式：\(shown)",
                en: "the form calculates a text of more than \(most) bytes, by the expression \(shown)")
        }
    }
}

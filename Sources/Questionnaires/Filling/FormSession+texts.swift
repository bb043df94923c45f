/// Texts with their calculated parts filled in.
extension FormSession {
    func text(_ text: FormText, at node: InstanceNode) -> String {
        text.parts(in: language, default: form.defaultLanguage).map { part in
            switch part {
            case .text(let plain): plain
            case .output(let expression): XPathEngine.single(engine.evaluate(expression, at: node)).asText
            }
        }.joined()
    }
}

internal import Values

/// What choice lists hold.
extension FormReader {
    /// All choices that a list can give to a question, before filters.
    mutating func listed(_ itemset: FormQuestion.Itemset, at node: Int, line: Int) -> [FormQuestion.Choice] {
        let source = expressions[itemset.nodeset].source.trimmedOfXMLBlanks
        guard source.hasPrefix("instance("), let id = Self.listID(source) else { return [] }
        var names: Set<String> = []
        var choices: [FormQuestion.Choice] = []
        for item in lists[id, default: []].flatMap(\.children) {
            guard let name = item.first(itemset.value)?.ownText, names.insert(name).inserted else { continue }
            choices.append(FormQuestion.Choice(name: name, label: label(of: item, itemset, line: line)))
        }
        return choices
    }

    private mutating func label(of item: XMLTree, _ itemset: FormQuestion.Itemset, line: Int) -> FormText {
        let label = item.first(itemset.label)?.ownText ?? ""
        guard itemset.labelIsTextID else { return .plain(label) }
        if let known = choiceTexts[label] { return known }
        let text = text(id: label, at: 0, line: line)
        choiceTexts[label] = text
        return text
    }

    private static func listID(_ source: String) -> String? {
        let rest = source.dropFirst("instance(".count)
        guard let quote = rest.first, quote == "'" || quote == "\"", let end = rest.dropFirst().firstIndex(of: quote)
        else { return nil }
        return String(rest.dropFirst()[..<end])
    }
}

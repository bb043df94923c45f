internal import CLibXML2

/// A choice that may be taken now.
public struct FormChoice: Hashable, Sendable {
    /// What the instance holds for it.
    public let name: String
    /// In the session's language.
    public let label: String
}

/// Choices, as the answers allow them.
extension FormSession {
    /// The choices that a question has now, in the order in which they are shown.
    ///
    /// - Parameter path: Of the question in the instance.
    /// - Returns: The choices; none for questions without choices and for paths without a question.
    public func choices(at path: String) -> [FormChoice] {
        guard let node = node(at: path), let question = question(of: node) else { return [] }
        engine.begin()
        let choices = allowedChoices(question, at: node)
        guard question.itemset?.isShuffled == true else { return choices }
        return shuffled(choices)
    }

    func allowedChoices(_ question: FormQuestion, at node: InstanceNode) -> [FormChoice] {
        guard let itemset = question.itemset else {
            return question.choices.map { FormChoice(name: $0.name, label: text($0.label, at: node)) }
        }
        return rows(itemset, at: node).compactMap { row in
            guard let name = Self.text(itemset.value, of: row), !name.isEmpty else { return nil }
            let label = Self.text(itemset.label, of: row) ?? ""
            guard itemset.labelIsTextID else { return FormChoice(name: name, label: label) }
            return FormChoice(name: name, label: form.choiceTexts[label].map { text($0, at: root) } ?? label)
        }
    }

    func allowedNames(_ question: FormQuestion, at node: InstanceNode) -> [String] {
        guard let itemset = question.itemset else { return question.choices.map(\.name) }
        return rows(itemset, at: node).compactMap { Self.text(itemset.value, of: $0) }.filter { !$0.isEmpty }
    }

    private func rows(_ itemset: FormQuestion.Itemset, at node: InstanceNode) -> [xmlNodePtr] {
        guard case .nodes(let rows) = engine.evaluate(itemset.nodeset, at: node) else { return [] }
        return rows
    }

    /// The text of a row's child, or of the row itself for `.`.
    private static func text(_ name: String, of row: xmlNodePtr) -> String? {
        guard let twin = name == "." ? row : FunctionCall.child(of: row, name) else { return nil }
        guard InstanceNode.of(twin)?.isRelevant ?? true else { return nil }
        return XPathEngine.value(of: twin).asText
    }

    /// For `jr:choice-name`.
    func choiceLabel(_ value: String, node: Int, entry: InstanceNode?) -> String {
        guard let entry, let question = form.nodes[node].question.map({ form.questions[$0] }) else { return "" }
        return allowedChoices(question, at: entry).first { $0.name == value }?.label ?? ""
    }

    /// Takes choices away that a filter no longer allows, as JavaRosa does when the question is shown again.
    ///
    /// A choice that goes may be what another list is filtered by, and so on down. Each pass empties something, so that
    /// there is an end; what calculations read is worked out before more goes.
    func dropLostChoices(_ agenda: inout Agenda) {
        while !touched.isEmpty, agenda.extents.isEmpty, engine.exceededLimit == nil {
            let changed = touched
            touched = [:]
            dropLostChoices(after: changed, &agenda)
        }
    }

    private func dropLostChoices(after changed: [Int: Set<ObjectIdentifier>], _ agenda: inout Agenda) {
        for question in form.questions {
            guard let itemset = question.itemset else { continue }
            let causes = form.expressions[itemset.nodeset].dependencies.filter { changed[$0.node] != nil }
            guard !causes.isEmpty else { continue }
            for node in byTemplate[question.node] where node.isRelevant && node.datum != nil {
                guard causes.contains(where: { reaches($0, node, changed) }) else { continue }
                if isResuming { engine.refill() }
                guard let kept = kept(node, question), engine.exceededLimit == nil, kept != node.datum else { continue }
                remember(node)
                node.datum = kept == .choices([]) || kept == .choice("") ? nil : kept
                note(node, in: &agenda)
            }
        }
    }

    /// Whether what changed is what a question reads: a list of thousands of places is not gone through for the other
    /// entries of a repeat.
    private func reaches(
        _ cause: FormExpression.Dependency, _ node: InstanceNode, _ changed: [Int: Set<ObjectIdentifier>]
    ) -> Bool {
        guard cause.isOwnEntry, let shared = form.nodes.commonRepeat(cause.node, node.template) else { return true }
        var entry: InstanceNode? = node
        while let found = entry, found.template != shared { entry = found.parent }
        return entry.map { changed[cause.node, default: []].contains(ObjectIdentifier($0)) } ?? true
    }

    /// What is left of a node's choices; `nil` when it has none.
    private func kept(_ node: InstanceNode, _ question: FormQuestion) -> Datum? {
        switch node.datum {
        case .choice(let name): allowedNames(question, at: node).contains(name) ? node.datum : .choice("")
        case .choices(let names): .choices(names.filter(allowedNames(question, at: node).contains))
        default: nil
        }
    }

    private func shuffled(_ choices: [FormChoice]) -> [FormChoice] {
        var choices = choices
        for index in choices.indices.reversed() where index > 0 {
            let other = min(index, Int(environment.random() * Double(index + 1)))
            choices.swapAt(index, other)
        }
        return choices
    }
}

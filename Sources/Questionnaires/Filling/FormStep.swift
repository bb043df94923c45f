/// A stop on the way through a form.
public enum FormStep: Hashable, Sendable {
    /// The path of a question in the instance.
    case question(String)
    /// A group begins; its path in the instance, empty for a group that only arranges, and its label.
    case group(path: String, label: String)
    /// An entry of a repeat begins.
    case entry(path: String, label: String, number: Int, count: Int)
    /// Whether to add an entry: the path to give to ``FormSession/addRepeat(_:)``.
    case addEntry(path: String, label: String)
    case end
}

/// How far a form is filled.
public struct FormProgress: Hashable, Sendable {
    /// Relevant questions with an answer, notes and read-only fields left out.
    public let answered: Int
    /// Relevant questions that can be answered.
    public let questions: Int
}

/// The way through the form.
extension FormSession {
    /// The stops from the first to the end, without what is not relevant.
    public func steps() -> [FormStep] {
        engine.begin()
        var steps: [FormStep] = []
        walk(form.body, in: root, &steps)
        return steps + [.end]
    }

    private func walk(_ parts: [BodyPart], in holder: InstanceNode, _ steps: inout [FormStep]) {
        for part in parts {
            switch part {
            case .question(let index):
                for node in nodes(of: form.questions[index], from: holder) where node.isRelevant {
                    steps.append(.question(path(of: node)))
                }
            case .group(let group): walk(group, in: holder, &steps)
            case .repeat(let definition): walk(definition, in: holder, &steps)
            }
        }
    }

    private func walk(_ group: BodyPart.Group, in holder: InstanceNode, _ steps: inout [FormStep]) {
        guard let template = group.node else {
            if !group.label.isEmpty { steps.append(.group(path: "", label: text(group.label, at: holder))) }
            return walk(group.parts, in: holder, &steps)
        }
        for node in found(template, from: holder) where node.isRelevant {
            if !group.label.isEmpty {
                steps.append(.group(path: path(of: node), label: text(group.label, at: node)))
            }
            walk(group.parts, in: node, &steps)
        }
    }

    private func walk(_ definition: BodyPart.Repeat, in holder: InstanceNode, _ steps: inout [FormStep]) {
        guard let parentTemplate = form.nodes[definition.node].parent else { return }
        for parent in found(parentTemplate, from: holder) where parent.isRelevant {
            let entries = entries(of: definition.node, in: parent)
            for (index, entry) in entries.enumerated() where entry.isRelevant {
                steps.append(
                    .entry(
                        path: path(of: entry), label: text(definition.label, at: entry), number: index + 1,
                        count: entries.count))
                walk(definition.parts, in: entry, &steps)
            }
            guard !definition.isFixed, isRepeatRelevant(definition.node, in: parent) else { continue }
            let path = path(of: parent) + "/" + form.nodes[definition.node].name
            steps.append(.addEntry(path: path, label: text(definition.label, at: parent)))
        }
    }

    /// Whether another entry would be relevant, as far as one can say from the entries that are there.
    func isRepeatRelevant(_ template: Int, in parent: InstanceNode) -> Bool {
        guard form.nodes[template].bind.relevant != nil else { return true }
        return entries(of: template, in: parent).last?.isRelevant ?? true
    }

    /// The nodes of a question in the same entries as `holder`. Outside repeats the index knows the one node, and nobody
    /// has to look for it among its siblings.
    func nodes(of question: FormQuestion, from holder: InstanceNode) -> [InstanceNode] {
        question.repeats.isEmpty ? byTemplate[question.node] : found(question.node, from: holder)
    }

    /// The nodes made from `template` in the same entries as `holder`.
    func found(_ template: Int, from holder: InstanceNode) -> [InstanceNode] {
        var base = holder
        while !form.nodes[0].isAncestor(orSame: base.template, of: template, in: form.nodes), let parent = base.parent {
            base = parent
        }
        return base.descendants(form.nodes.chain(to: template).dropFirst(form.nodes[base.template].depth + 1))
    }

    /// How many of the relevant questions are answered.
    public var progress: FormProgress {
        engine.begin()
        var answered = 0
        var total = 0
        for question in form.questions {
            for node in byTemplate[question.node] where node.isRelevant && !isReadonly(node) {
                total += 1
                if node.datum != nil { answered += 1 }
            }
        }
        return FormProgress(answered: answered, questions: total)
    }
}

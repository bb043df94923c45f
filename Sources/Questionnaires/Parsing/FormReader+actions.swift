/// Actions, and checks that need all questions.
extension FormReader {
    /// Reads the actions directly within an element.
    mutating func readActions(of element: XMLTree, at node: Int) -> [FormAction] {
        var actions: [FormAction] = []
        for child in element.all("setvalue") {
            let place = nodes[node].path
            guard let path = child.attribute("ref"), let target = resolve(path, in: node, line: child.line) else {
                if child.attribute("ref") == nil {
                    faults.append(.missing("ref", line: child.line, place: place))
                }
                continue
            }
            let value = child.attribute("value")
            let expression = value.flatMap {
                self.expression($0, at: target, line: child.line, place: "\(nodes[target].path) setvalue")
            }
            for name in (child.attribute("event") ?? "").split(separator: " ") {
                guard let event = FormAction.Event(rawValue: String(name)) else {
                    faults.append(.unsupported("event=\"\(name)\"", line: child.line, place: place))
                    continue
                }
                actions.append(
                    FormAction(event: event, target: target, expression: expression, text: child.ownText))
            }
        }
        refuseOtherActions(of: element, at: node)
        return actions
    }

    private mutating func refuseOtherActions(of element: XMLTree, at node: Int) {
        let others: Set = ["setgeopoint", "setlocation", "recordaudio", "send", "insert", "delete", "action"]
        // In the model, groups and repeats, the reading of their parts refuses what it does not know.
        guard !["model", "group", "repeat", "body"].contains(element.name) else { return }
        for child in element.children where others.contains(child.name) {
            faults.append(.unsupported("<\(child.name)>", line: child.line, place: nodes[node].path))
        }
    }

    /// A node that has rules for fields and holds others is a slip of the tool that wrote the form.
    mutating func readQuestionTypes() {
        for node in nodes where !node.children.isEmpty && node.bind.calculate != nil {
            faults.append(.unsupported("calculate= of a group", line: node.line, place: node.path))
        }
    }
}

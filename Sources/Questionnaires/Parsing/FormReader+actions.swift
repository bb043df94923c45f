/// Actions, and checks that need all questions.
extension FormReader {
    /// Where an action stands decides what can set it off.
    enum ActionPlace {
        case model, control, entry, elsewhere

        func takes(_ event: FormAction.Event) -> Bool {
            switch (self, event) {
            case (.model, .firstLoad), (.model, .load), (.model, .ready): true
            case (.control, .firstLoad), (.control, .load), (.control, .ready), (.control, .valueChanged): true
            case (.entry, .firstLoad), (.entry, .load), (.entry, .ready), (.entry, .newRepeat): true
            default: false
            }
        }
    }

    /// Reads the actions directly within an element.
    mutating func readActions(of element: XMLTree, at node: Int, _ place: ActionPlace) -> [FormAction] {
        var actions: [FormAction] = []
        for child in element.all("setvalue") {
            let path = nodes[node].path
            guard let ref = child.attribute("ref") ?? child.attribute("bind").flatMap({ bindIDs[$0] }) else {
                faults.append(.missing("ref", line: child.line, place: path))
                continue
            }
            guard let target = resolve(ref, in: node, line: child.line) else { continue }
            let expression = child.attribute("value").flatMap {
                self.expression($0, at: target, line: child.line, place: "\(nodes[target].path) setvalue")
            }
            for event in events(of: child, in: element, path, place) {
                actions.append(FormAction(event: event, target: target, expression: expression, text: child.ownText))
            }
        }
        return actions
    }

    /// The events that set an action off; older tools write the attribute in the namespace of XML Events.
    private mutating func events(
        of action: XMLTree, in element: XMLTree, _ path: String, _ place: ActionPlace
    ) -> [FormAction.Event] {
        let written = action.attribute("event") ?? action.attribute("event", namespace: XMLNamespace.events) ?? ""
        let names = written.split(whereSeparator: \.isWhitespace).map(String.init)
        if names.isEmpty { faults.append(.unsupported("<setvalue> without event=", line: action.line, place: path)) }
        return names.compactMap { name in
            guard let event = FormAction.Event(rawValue: name), place.takes(event) else {
                faults.append(
                    .unsupported("event=\"\(name)\" in <\(element.name)>", line: action.line, place: path))
                return nil
            }
            return event
        }
    }

    /// A node that has rules for fields and holds others is a slip of the tool that wrote the form.
    mutating func readQuestionTypes() {
        for node in nodes where !node.children.isEmpty && node.bind.calculate != nil {
            faults.append(.unsupported("calculate= of a group", line: node.line, place: node.path))
        }
    }
}

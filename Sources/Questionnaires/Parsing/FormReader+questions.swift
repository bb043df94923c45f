internal import Values

/// Questions and their choices.
extension FormReader {
    mutating func readQuestion(_ element: XMLTree, in parent: Int) -> Int? {
        guard let node = target(of: element, in: parent) else { return nil }
        let path = nodes[node].path
        checkAttributes(of: element, place: path)
        checkParts(of: element, place: path)
        if !nodes[node].children.isEmpty {
            faults.append(.unsupported("<\(element.name)> of a group", line: element.line, place: path))
        }
        if nodes[node].question != nil {
            faults.append(.unsupported("a second question for a field", line: element.line, place: path))
        }
        guard let control = control(of: element, at: node), !Self.isTableHead(element) else { return nil }
        setType(of: node, for: control, line: element.line)
        let itemset = element.first("itemset").flatMap { readItemset($0, at: node) }
        let choices = itemset.map { listed($0, at: node, line: element.line) } ?? fixedChoices(element, at: node)
        if [.selectOne, .selectMultiple, .rank].contains(control), itemset == nil, choices.isEmpty {
            faults.append(.missing("item", line: element.line, place: path))
        }
        let repeats = nodes.chain(to: node).filter { nodes[$0].isRepeat }.map { nodes[$0].path }
        questions.append(
            FormQuestion(
                path: path, name: nodes[node].name, control: control, type: nodes[node].type,
                label: text(of: element.first("label"), at: node), hint: text(of: element.first("hint"), at: node),
                appearance: element.attribute("appearance"), choices: choices, repeats: repeats,
                mayBeRequired: nodes[node].bind.required != nil, isCalculated: nodes[node].bind.calculate != nil,
                node: node, itemset: itemset, actions: readActions(of: element, at: node, .control)))
        nodes[node].question = questions.count - 1
        return questions.count - 1
    }

    private mutating func control(of element: XMLTree, at node: Int) -> FormQuestion.Control? {
        switch element.name {
        case "input": return .input
        case "secret": return .secret
        case "select1": return .selectOne
        case "select": return .selectMultiple
        case "rank": return .rank
        case "trigger": return .trigger
        case "upload": return .upload(mediaType: element.attribute("mediatype") ?? "*/*")
        default:
            let bounds = ["start", "end", "step"].map { element.attribute($0).flatMap(Double.init) }
            guard let start = bounds[0], let end = bounds[1], let step = bounds[2], step > 0, start <= end else {
                let reason = Localized(zh: "start、end、step 不是合适的数。", en: "start, end and step are no usable numbers.")
                faults.append(.expression("range", reason, line: element.line, place: nodes[node].path))
                return nil
            }
            return .range(start: start, end: end, step: step)
        }
    }

    /// A list of choices makes a text field a choice, whatever its bind says, as in JavaRosa.
    private mutating func setType(of node: Int, for control: FormQuestion.Control, line: Int) {
        switch control {
        case .selectOne: nodes[node].type = .choice
        case .selectMultiple: nodes[node].type = .choices
        case .rank: nodes[node].type = .rank
        case .upload: nodes[node].type = .file
        case .range where nodes[node].type != .int && nodes[node].type != .decimal:
            faults.append(
                .unsupported("<range> of type \(nodes[node].type.rawValue)", line: line, place: nodes[node].path))
        default: break
        }
    }

    private mutating func fixedChoices(_ element: XMLTree, at node: Int) -> [FormQuestion.Choice] {
        var names: Set<String> = []
        return element.all("item").compactMap { item in
            let name = item.first("value")?.ownText ?? ""
            if !checkChoice(name, line: item.line, at: node) { return nil }
            if !names.insert(name).inserted {
                faults.append(.duplicate("item \(name)", line: item.line, place: nodes[node].path))
            }
            return FormQuestion.Choice(name: name, label: text(of: item.first("label"), at: node))
        }
    }

    private mutating func checkChoice(_ name: String, line: Int, at node: Int) -> Bool {
        guard name.isEmpty || partsAnswer(name, at: node) else { return true }
        faults.append(.choiceName(name, line: line, place: nodes[node].path))
        return false
    }

    /// Whether an answer could not name the choice: several names stand in an answer with blanks between them, and blanks
    /// around an answer are none of it.
    func partsAnswer(_ name: String, at node: Int) -> Bool {
        nodes[node].type == .choice
            ? name != name.trimmedOfXMLBlanks : name.contains { $0.isWhitespace }
    }

    private mutating func readItemset(_ element: XMLTree, at node: Int) -> FormQuestion.Itemset? {
        guard let source = element.attribute("nodeset")?.trimmedOfXMLBlanks,
            let value = element.first("value")?.attribute("ref"),
            let label = element.first("label")?.attribute("ref")
        else {
            faults.append(.missing("nodeset, value, label", line: element.line, place: nodes[node].path))
            return nil
        }
        let (nodeset, isShuffled) = Self.unshuffled(source)
        var labelName = label.trimmedOfXMLBlanks
        let isID = labelName.hasPrefix("jr:itext(") && labelName.hasSuffix(")")
        if isID { labelName = labelName.dropFirst("jr:itext(".count).dropLast().trimmedOfXMLBlanks }
        for name in [value.trimmedOfXMLBlanks, labelName] where name.contains("/") || name.contains("(") {
            faults.append(.unsupported("ref=\"\(name)\"", line: element.line, place: nodes[node].path))
        }
        let place = "\(nodes[node].path) itemset"
        guard let index = expression(nodeset, at: node, line: element.line, place: place) else { return nil }
        return FormQuestion.Itemset(
            nodeset: index, value: value.trimmedOfXMLBlanks, label: labelName, labelIsTextID: isID,
            isShuffled: isShuffled)
    }

    /// Takes `randomize(...)` off: only the order in which choices are shown is random. A seed is not needed, as the
    /// order follows from the environment's own source of chance.
    private static func unshuffled(_ source: String) -> (String, Bool) {
        guard source.hasPrefix("randomize("), source.hasSuffix(")") else { return (source, false) }
        let inner = String(source.dropFirst("randomize(".count).dropLast())
        var depth = 0
        var quote: Character?
        for (offset, character) in zip(inner.indices, inner) {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "([".contains(character) {
                depth += 1
            } else if ")]".contains(character) {
                depth -= 1
            } else if character == ",", depth == 0 {
                return (inner[..<offset].trimmedOfXMLBlanks, true)
            }
        }
        return (inner, true)
    }

    // Actions, and checks that need all questions.

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

internal import Values

/// The body: groups, repeats and questions in the order in which they are asked.
extension FormReader {
    mutating func readParts(of element: XMLTree, in parent: Int) -> [BodyPart] {
        var parts: [BodyPart] = []
        for child in element.children {
            switch child.name {
            case "label", "hint": continue
            case "group": parts.append(contentsOf: readGroup(child, in: parent))
            case "repeat":
                if let part = readRepeat(child, in: parent, label: nil) { parts.append(part) }
            // Those of a repeat are read with it; a group never sets any off.
            case "setvalue":
                if element.name != "repeat" { _ = readActions(of: element, at: parent, .elsewhere) }
            case "input", "select", "select1", "upload", "trigger", "range", "rank", "secret":
                if let question = readQuestion(child, in: parent) { parts.append(.question(question)) }
            default:
                guard [XMLNamespace.xforms, XMLNamespace.odk, XMLNamespace.javaRosa].contains(child.namespace) else {
                    continue
                }
                faults.append(.unsupported("<\(child.name)>", line: child.line, place: nodes[parent].path))
            }
        }
        return parts
    }

    /// A group whose only part is a repeat is how survey tools give the repeat its label.
    private mutating func readGroup(_ group: XMLTree, in parent: Int) -> [BodyPart] {
        checkAttributes(of: group, place: nodes[parent].path)
        var node: Int?
        if group.attribute("ref") != nil || group.attribute("bind") != nil {
            node = target(of: group, in: parent)
            if node == nil { return [] }
        }
        let place = node ?? parent
        let label = text(of: group.first("label"), at: place)
        let inner = group.children.filter { $0.name != "label" && $0.name != "hint" }
        if inner.count == 1, inner[0].name == "repeat", let part = readRepeat(inner[0], in: place, label: label) {
            return [part]
        }
        let parts = readParts(of: group, in: place)
        return [.group(BodyPart.Group(node: node, label: label, parts: parts))]
    }

    private mutating func readRepeat(_ element: XMLTree, in parent: Int, label: FormText?) -> BodyPart? {
        guard let path = element.attribute("nodeset"), let node = resolve(path, in: parent, line: element.line) else {
            return nil
        }
        checkAttributes(of: element, place: nodes[node].path)
        guard nodes[node].isRepeat, repeats[node] == nil else {
            faults.append(.duplicate("<repeat>", line: element.line, place: nodes[node].path))
            return nil
        }
        let own = element.first("label").map { text(of: $0, at: node) }
        let count = element.javaRosa("count").flatMap { readCount($0, of: node, line: element.line) }
        let part = BodyPart.Repeat(
            node: node, label: label ?? own ?? .plain(""), parts: readParts(of: element, in: node), count: count,
            isFixed: count != nil || element.javaRosa("noAddRemove").map { $0.hasPrefix("true") } ?? false,
            actions: readActions(of: element, at: node, .entry))
        repeats[node] = part
        return .repeat(part)
    }

    /// A count stands at the entries of its repeat, which need not be there yet; so a path that begins with a step up
    /// is read where that step leads.
    private mutating func readCount(_ source: String, of node: Int, line: Int) -> Int? {
        let written = source.trimmedOfXMLBlanks
        let above = written.hasPrefix("../") ? String(written.dropFirst(3)) : written
        return expression(above, at: nodes[node].parent ?? 0, line: line, place: "\(nodes[node].path) jr:count")
    }

    /// The node that a control or group stands for.
    mutating func target(of element: XMLTree, in parent: Int) -> Int? {
        if let id = element.attribute("bind") {
            guard let path = bindIDs[id] else {
                faults.append(.missing("bind id=\"\(id)\"", line: element.line, place: nodes[parent].path))
                return nil
            }
            return skeleton.node(at: path)
        }
        guard let path = element.attribute("ref") else {
            faults.append(.missing("ref", line: element.line, place: "<\(element.name)>"))
            return nil
        }
        return resolve(path, in: parent, line: element.line)
    }

    /// A path of the body; relative ones start at the group around.
    mutating func resolve(_ path: String, in parent: Int, line: Int) -> Int? {
        let trimmed = path.trimmedOfXMLBlanks
        let absolute = trimmed.hasPrefix("/") ? trimmed : nodes[parent].path + "/" + trimmed
        if let node = skeleton.node(at: absolute) { return node }
        faults.append(.path(trimmed, line: line, place: nodes[parent].path))
        return nil
    }
}

internal import Values

/// The binds: types and rules of the nodes.
extension FormReader {
    private static let attributes: Set<String> = [
        "id", "nodeset", "type", "relevant", "required", "readonly", "constraint", "calculate", "saveIncomplete",
    ]

    private static let javaRosaAttributes: Set<String> = [
        "constraintMsg", "requiredMsg", "preload", "preloadParams",
    ]

    mutating func readBinds(_ model: XMLTree) {
        var bound: Set<Int> = []
        for bind in model.all("bind") {
            guard let path = bind.attribute("nodeset") ?? bind.attribute("ref") else {
                faults.append(.missing("nodeset", line: bind.line, place: "bind"))
                continue
            }
            guard let node = skeleton.node(at: path) else {
                faults.append(.path(path, line: bind.line, place: "bind"))
                continue
            }
            if !bound.insert(node).inserted {
                faults.append(.duplicate("bind", line: bind.line, place: nodes[node].path))
            }
            if let id = bind.attribute("id") { bindIDs[id] = nodes[node].path }
            read(bind, at: node)
        }
    }

    private mutating func read(_ bind: XMLTree, at node: Int) {
        let path = nodes[node].path
        for attribute in bind.attributes {
            let isKnown =
                switch attribute.namespace {
                case "": Self.attributes.contains(attribute.name)
                case XMLNamespace.javaRosa: Self.javaRosaAttributes.contains(attribute.name)
                // How wide a column of a server's table is.
                case XMLNamespace.odk: attribute.name == "length"
                case XMLNamespace.openRosa, XMLNamespace.entities: false
                // Attributes of other tools say how they store or show a field.
                default: true
                }
            if !isKnown { faults.append(.unsupported("\(attribute.shownName)=", line: bind.line, place: path)) }
        }
        if let name = bind.attribute("type") {
            if let type = FieldType(bindType: name) {
                nodes[node].type = type
            } else {
                faults.append(.unsupported("type=\"\(name)\"", line: bind.line, place: path))
            }
        }
        nodes[node].bind.relevant = rule("relevant", of: bind, at: node, unless: "true()")
        nodes[node].bind.required = rule("required", of: bind, at: node, unless: "false()")
        nodes[node].bind.readonly = rule("readonly", of: bind, at: node, unless: "false()")
        nodes[node].bind.constraint = rule("constraint", of: bind, at: node, unless: "true()")
        nodes[node].bind.calculate = rule("calculate", of: bind, at: node, unless: nil)
        nodes[node].bind.constraintMessage = bind.javaRosa("constraintMsg").map {
            text(ofAttribute: $0, at: node, line: bind.line)
        }
        nodes[node].bind.requiredMessage = bind.javaRosa("requiredMsg").map {
            text(ofAttribute: $0, at: node, line: bind.line)
        }
        readPreload(bind, at: node)
    }

    /// A rule as the place of its expression; `nil` when there is none or when it says what holds anyway.
    private mutating func rule(_ name: String, of bind: XMLTree, at node: Int, unless plain: String?) -> Int? {
        guard let source = bind.attribute(name)?.trimmedOfXMLBlanks, !source.isEmpty, source != plain else {
            return nil
        }
        // Old tools write `true` for `true()`, which XPath would read as the name of a child.
        let written = source == "true" || source == "false" ? "\(source)()" : source
        guard written != plain else { return nil }
        return expression(written, at: node, line: bind.line, place: "\(nodes[node].path) \(name)")
    }

    private mutating func readPreload(_ bind: XMLTree, at node: Int) {
        guard let kind = bind.javaRosa("preload") else { return }
        let parameter = bind.javaRosa("preloadParams") ?? ""
        switch (kind, parameter) {
        case ("timestamp", "start"): nodes[node].bind.preload = .start
        case ("timestamp", "end"): nodes[node].bind.preload = .end
        case ("date", "today"): nodes[node].bind.preload = .today
        case ("uid", _): nodes[node].bind.preload = .instanceID
        case ("property", let name) where !name.isEmpty: nodes[node].bind.preload = .property(name)
        default:
            let what = "jr:preload=\"\(kind)\"" + (parameter.isEmpty ? "" : " jr:preloadParams=\"\(parameter)\"")
            faults.append(.unsupported(what, line: bind.line, place: nodes[node].path))
        }
    }
}

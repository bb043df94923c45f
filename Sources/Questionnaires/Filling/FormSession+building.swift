internal import CLibXML2

extension XPathEngine {
    /// Makes a node and its twin at the end of `parent`'s children; as the root of the document without a parent.
    func makeNode(_ node: TemplateNode, template: Int, parent: InstanceNode?) -> InstanceNode? {
        guard let twin = xmlNewDocNode(document, nil, node.name, nil) else { return nil }
        for attribute in node.attributes { xmlNewProp(twin, attribute.name, attribute.value) }
        if let parent {
            xmlAddChild(parent.twin, twin)
        } else {
            xmlDocSetRootElement(document, twin)
        }
        let made = InstanceNode(template: template, twin: twin, parent: parent)
        parent?.children.append(made)
        return made
    }

    /// Takes a node and all below it away. The first entry of a repeat leaves its place to the next one, so that the
    /// repeat stays where it was among the other children.
    func remove(_ node: InstanceNode) {
        guard let parent = node.parent, let place = parent.children.firstIndex(where: { $0 === node }) else { return }
        let isFirst = !parent.children[..<place].contains { $0.template == node.template }
        let next = parent.children[(place + 1)...].firstIndex { $0.template == node.template }
        if isFirst, let next {
            parent.children[place] = parent.children[next]
            parent.children.remove(at: next)
            xmlAddNextSibling(node.twin, parent.children[place].twin)
        } else {
            parent.children.remove(at: place)
        }
        xmlUnlinkNode(node.twin)
        xmlFreeNode(node.twin)
    }
}

/// Making the nodes of an instance.
extension FormSession {
    /// Adds to `node` what the form's instance holds below it.
    func build(_ element: XMLTree, at node: InstanceNode) {
        for child in element.children where child.javaRosa("template") == nil {
            guard let template = form.nodes.child(of: node.template, named: child.name) else { continue }
            guard let made = engine.makeNode(form.nodes[template], template: template, parent: node) else { continue }
            build(child, at: made)
            guard form.nodes[template].children.isEmpty else { continue }
            let text = child.ownText
            made.datum =
                text.isEmpty
                ? nil
                : Datum.reading(
                    text, as: form.nodes[template].type, utcOffsetMinutes: environment.utcOffsetMinutes)
        }
    }

    /// Adds a node with all that the form's template has below it. Repeats within begin without entries, as in
    /// JavaRosa.
    @discardableResult
    func grow(_ template: Int, in parent: InstanceNode) -> InstanceNode? {
        guard let made = engine.makeNode(form.nodes[template], template: template, parent: parent) else { return nil }
        made.datum = form.nodes[template].defaultValue
        for child in form.nodes[template].children {
            if !form.nodes[child].isRepeat { grow(child, in: made) }
        }
        return made
    }

    /// Fills in what the device knows when an instance begins.
    func preload() {
        let now = environment.now()
        for (template, node) in form.nodes.enumerated() {
            guard let kind = node.bind.preload else { continue }
            let value: XPathValue? =
                switch kind {
                case .start: .moment(now)
                case .end: nil
                case .today: .moment(now.midnight)
                case .instanceID: .text(environment.instanceID)
                case .property(let name): environment.properties[name].map { .text($0) }
                }
            guard let value else { continue }
            for entry in byTemplate[template] { entry.datum = datum(value, for: template) }
        }
    }

    /// What a calculated value becomes in a field.
    func datum(_ value: XPathValue, for template: Int) -> Datum? {
        let single = XPathEngine.single(value)
        return Datum(
            calculated: single, type: form.nodes[template].type, utcOffsetMinutes: environment.utcOffsetMinutes)
    }

    // Paths of nodes in the instance: `/data/house[2]/person[1]/age`, with a number at each repeat.

    func path(of node: InstanceNode) -> String {
        let template = form.nodes[node.template]
        let step = template.isRepeat ? "\(template.name)[\(node.position)]" : template.name
        return (node.parent.map { path(of: $0) } ?? "") + "/" + step
    }

    /// The node at a path. A repeat without a number means its only entry.
    func node(at path: String) -> InstanceNode? {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard steps.count >= 2, steps[0].isEmpty, steps[1] == form.nodes[0].name else { return nil }
        var node = root
        for step in steps.dropFirst(2) {
            let parts = step.split(separator: "[", maxSplits: 1)
            guard let name = parts.first, let template = form.nodes.child(of: node.template, named: String(name)) else {
                return nil
            }
            let entries = entries(of: template, in: node)
            if parts.count == 2 {
                guard parts[1].hasSuffix("]"), let number = Int(parts[1].dropLast()), number >= 1,
                    number <= entries.count
                else { return nil }
                node = entries[number - 1]
            } else {
                guard entries.count == 1 else { return nil }
                node = entries[0]
            }
        }
        return node
    }
}

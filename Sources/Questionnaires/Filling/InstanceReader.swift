internal import Values

/// Reads instances.
enum InstanceReader {
    static func read(
        _ text: String, for form: FormDefinition, bytesMax: Int = QuestionnaireLimits.instanceBytesMax
    ) throws(FormFaults) -> XMLTree {
        let tree = try tree(text, bytesMax: bytesMax)
        guard tree.name == form.nodes[0].name, tree.attribute("id") == form.id, version(tree) == form.version else {
            let found = "\(tree.attribute("id") ?? tree.name) \(version(tree))".trimmedOfXMLBlanks
            let wanted = "\(form.id) \(form.version)".trimmedOfXMLBlanks
            throw FormFaults([
                FormFault(
                    code: "instance_form", line: tree.line, place: nil,
                    message: Localized(
                        zh: "这是表单 \(found) 的答案，不是 \(wanted) 的。",
                        en: "this instance is of the form \(found), not of \(wanted)."))
            ])
        }
        var count = 0
        if let fault = crowd(tree, count: &count) { throw FormFaults([fault]) }
        return tree
    }

    /// An instance whose repeats have more entries than any form takes.
    static func crowded(_ path: String, line: Int) -> FormFault {
        let most = QuestionnaireLimits.repeatEntriesMax
        return FormFault(
            code: "instance_too_large", line: line, place: path,
            message: Localized(zh: "重复部分超过 \(most) 条。", en: "the repeat has more than \(most) entries."))
    }

    /// Finds what would take too long, before any node is made.
    ///
    /// - Returns: The first repeat with too many entries, or the whole when all of it is too large.
    static func crowd(_ tree: XMLTree, path: String = "", count: inout Int) -> FormFault? {
        let path = "\(path)/\(tree.name)"
        count += 1
        if count > QuestionnaireLimits.instanceNodesMax { return crowded(path, line: tree.line) }
        var entries: [String: Int] = [:]
        for child in tree.children {
            entries[child.name, default: 0] += 1
            if entries[child.name, default: 0] > QuestionnaireLimits.repeatEntriesMax {
                return crowded("\(path)/\(child.name)", line: child.line)
            }
            if let found = crowd(child, path: path, count: &count) { return found }
        }
        return nil
    }

    static func tree(
        _ text: String, bytesMax: Int = QuestionnaireLimits.instanceBytesMax
    ) throws(FormFaults) -> XMLTree {
        do throws(FormFaults) {
            return try XMLReader.read(text, bytesMax: bytesMax)
        } catch {
            throw FormFaults(
                error.faults.map { fault in
                    FormFault(
                        code: "instance" + fault.code.dropFirst("form".count), line: fault.line, place: fault.place,
                        message: fault.message, hint: fault.hint)
                })
        }
    }

    static func version(_ tree: XMLTree) -> String {
        tree.attribute("version") ?? tree.attribute("version", namespace: XMLNamespace.openRosa) ?? ""
    }

    static func unknown(_ element: XMLTree, in node: TemplateNode) -> FormFault {
        FormFault(
            code: "instance_node", line: element.line, place: "\(node.path)/\(element.name)",
            message: Localized(zh: "表单中没有这一项，或多出一个。", en: "the form has no such node, or has it only once."))
    }

    static func value(_ text: String, of node: TemplateNode, line: Int) -> FormFault {
        FormFault(
            code: "instance_value", line: line, place: node.path,
            message: Localized(
                zh: "“\(text.prefix(60))”不是 \(node.type.rawValue) 类型的值。",
                en: "\"\(text.prefix(60))\" is no value of the type \(node.type.rawValue)."))
    }
}

extension FormSession {
    /// Makes the nodes that an instance holds; those that it leaves out, because they were not relevant, are made as
    /// the form begins them.
    func restore(_ tree: XMLTree) -> [FormFault] {
        var faults: [FormFault] = []
        restore(tree, at: root, &faults)
        return faults
    }

    private func restore(_ element: XMLTree, at node: InstanceNode, _ faults: inout [FormFault]) {
        let template = form.nodes[node.template]
        var held: Set<Int> = []
        for child in element.children {
            guard let index = form.nodes.child(of: node.template, named: child.name),
                held.insert(index).inserted || form.nodes[index].isRepeat,
                let made = engine.makeNode(form.nodes[index], template: index, parent: node)
            else {
                faults.append(InstanceReader.unknown(child, in: template))
                continue
            }
            restore(child, at: made, &faults)
        }
        growMissing(in: node, held)
        guard template.children.isEmpty else { return }
        let text = template.type == .string ? element.wholeText : element.ownText
        guard !text.isEmpty else { return }
        node.datum = Datum.reading(text, as: template.type, utcOffsetMinutes: environment.utcOffsetMinutes)
        // A calculation gives what it gives; its text is read back as text.
        if node.datum == nil, template.bind.calculate != nil { node.datum = .text(text) }
        if node.datum == nil { faults.append(InstanceReader.value(text, of: template, line: element.line)) }
    }

    /// Makes the children that an instance left out, each after the one that the form has before it.
    private func growMissing(in node: InstanceNode, _ held: Set<Int>) {
        var before: Int?
        for child in form.nodes[node.template].children {
            defer { before = child }
            guard !held.contains(child), !form.nodes[child].isRepeat, grow(child, in: node) != nil else { continue }
            let made = node.children.removeLast()
            let place = node.children.lastIndex { $0.template == before }.map { $0 + 1 }
            node.children.insert(made, at: place ?? (before == nil ? 0 : node.children.count))
        }
    }
}

extension FormDefinition {
    /// The form that an instance is of, and the instance's own identity.
    ///
    /// - Parameter instance: The instance's XML.
    /// - Returns: The form's id and version; the version is empty when the form has none. The text of
    ///   `meta/instanceID`, in whatever namespace the block stands; empty when there is none.
    /// - Throws: When the text is no XML, or its root names no form.
    public static func identity(
        ofInstance instance: String
    ) throws(FormFaults) -> (id: String, version: String, instanceID: String) {
        let tree = try InstanceReader.tree(instance)
        guard let id = tree.attribute("id"), !id.isEmpty else {
            throw FormFaults([
                FormFault(
                    code: "instance_form", line: tree.line, place: tree.name,
                    message: Localized(zh: "没有说明属于哪份表单。", en: "does not say which form it is of."))
            ])
        }
        return (id, InstanceReader.version(tree), tree.first("meta")?.first("instanceID")?.ownText ?? "")
    }

    /// Whether a name is that of a field which the form fills itself, from the answers or by its actions, as
    /// ``FormSession/answers()`` names it. What the device fills in is none.
    ///
    /// - Parameter name: ``FilledField/shortName``.
    /// - Returns: Whether it is.
    public func worksOut(_ name: String) -> Bool {
        let plain = name.split(separator: "/").map { $0.prefix { $0 != "[" } }.joined(separator: "/")
        let found = nodes.indices.dropFirst().filter { index in
            name.contains("/") ? nodes[index].path == "/\(nodes[0].name)/\(plain)" : nodes[index].name == name
        }
        guard found.count == 1, case let node = nodes[found[0]], node.children.isEmpty, node.bind.preload == nil,
            !node.path.hasPrefix("/\(nodes[0].name)/meta/")
        else { return false }
        return node.question == nil || node.bind.calculate != nil
    }

    /// Whether a name or path is that of a group, repeat or field of the form.
    ///
    /// - Parameter name: `field`, `/data/group/field`, or a path below the root such as `person[2]/age`.
    /// - Returns: Whether there is one.
    public func knows(_ name: String) -> Bool {
        let plain = name.split(separator: "/").map { $0.prefix { $0 != "[" } }.joined(separator: "/")
        if name.hasPrefix("/") { return nodes.contains { $0.path == "/" + plain } }
        if name.contains("/") { return nodes.contains { $0.path == "/\(nodes[0].name)/\(plain)" } }
        return nodes.dropFirst().contains { $0.name == name }
    }

    // What an instance says when its form is lost: names and texts, without types and rules.

    /// The texts of all fields of an instance that have one, without the block `meta`.
    ///
    /// - Parameter instance: The instance's XML.
    /// - Returns: By name, in the order of the instance. A name is the field's own where no other field has it, else
    ///   the path below the root with the numbers of entries: `person[2]/age`.
    /// - Throws: When the text is no XML.
    public static func texts(ofInstance instance: String) throws(FormFaults) -> [(name: String, text: String)] {
        let tree = try InstanceReader.tree(instance, bytesMax: QuestionnaireLimits.resumedBytesMax)
        var found: [(path: String, name: String, text: String)] = []
        func collect(_ element: XMLTree, _ path: String) {
            let children = element.children
            var numbers: [String: Int] = [:]
            for child in children where !(path.isEmpty && child.name == "meta") {
                numbers[child.name, default: 0] += 1
                let isOne = element.all(child.name).count == 1
                let step = isOne ? child.name : "\(child.name)[\(numbers[child.name, default: 0])]"
                collect(child, path.isEmpty ? step : "\(path)/\(step)")
            }
            guard children.isEmpty, !path.isEmpty, !element.wholeText.isEmpty else { return }
            found.append((path, element.name, element.wholeText))
        }
        collect(tree, "")
        let uses = found.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        return found.map { (uses[$0.name] == 1 ? $0.name : $0.path, $0.text) }
    }
}

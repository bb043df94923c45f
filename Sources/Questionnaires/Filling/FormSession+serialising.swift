/// Writing the instance.
extension FormSession {
    /// The instance as XML: always the same bytes for the same values, without white space between elements.
    ///
    /// - Parameter includingIrrelevant: Whether to keep what is not relevant now. A submission leaves it out; what is
    ///   put aside to be resumed keeps it, so that an answer comes back when it becomes relevant again.
    /// - Returns: The document.
    public func serialise(includingIrrelevant: Bool = false) -> String {
        var writer = InstanceWriter(
            nodes: form.nodes, utcOffsetMinutes: environment.utcOffsetMinutes, keepsAll: includingIrrelevant)
        writer.write(root, ordered: ordered)
        return writer.text
    }
}

/// Writes an instance as text.
private struct InstanceWriter {
    let nodes: [TemplateNode]
    let utcOffsetMinutes: Int
    let keepsAll: Bool
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    mutating func write(_ node: InstanceNode, ordered: (InstanceNode) -> [InstanceNode]) {
        guard keepsAll || node.isRelevant else { return }
        let template = nodes[node.template]
        let name = template.prefix.isEmpty ? template.name : "\(template.prefix):\(template.name)"
        text += "<\(name)"
        writeNamespaces(template)
        for attribute in template.attributes {
            let name = attribute.prefix.isEmpty ? attribute.name : "\(attribute.prefix):\(attribute.name)"
            text += " \(name)=\"\(Self.escaped(attribute.value, isAttribute: true))\""
        }
        let children = ordered(node)
        let value = node.datum?.text(utcOffsetMinutes: utcOffsetMinutes) ?? ""
        if children.isEmpty, value.isEmpty {
            text += "/>"
            return
        }
        text += ">" + Self.escaped(value, isAttribute: false)
        for child in children { write(child, ordered: ordered) }
        text += "</\(name)>"
    }

    /// Names a namespace where it begins: at the root all prefixes that nodes and attributes use, below it only where
    /// the namespace without prefix changes.
    private mutating func writeNamespaces(_ template: TemplateNode) {
        let outer = template.parent.map { nodes[$0] }
        if template.prefix.isEmpty, template.namespace != outer?.namespace ?? "",
            !(outer == nil && template.namespace == XMLNamespace.xforms)
        {
            let own = outer?.prefix.isEmpty ?? true ? template.namespace : ""
            if !own.isEmpty { text += " xmlns=\"\(Self.escaped(own, isAttribute: true))\"" }
        }
        guard template.parent == nil else { return }
        var prefixes: [String: String] = [:]
        for node in nodes {
            if !node.prefix.isEmpty { prefixes[node.prefix] = node.namespace }
            for attribute in node.attributes where !attribute.prefix.isEmpty && attribute.prefix != "xml" {
                prefixes[attribute.prefix] = attribute.namespace
            }
        }
        for (prefix, namespace) in prefixes.sorted(by: { $0.key < $1.key }) {
            text += " xmlns:\(prefix)=\"\(Self.escaped(namespace, isAttribute: true))\""
        }
    }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }) else {
            return text
        }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"" where isAttribute: escaped += "&quot;"
            case "\n" where isAttribute: escaped += "&#10;"
            case "\t" where isAttribute: escaped += "&#9;"
            // A parser would make a line feed of it.
            case "\r": escaped += "&#13;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

internal import CLibXML2
internal import Values

/// Functions on choices and lists.
extension FunctionCall {
    var choiceResult: XPathValue? {
        switch name {
        case "selected", "is-selected": .boolean(selected.contains(text(1).trimmedOfXMLBlanks))
        case "count-selected": .number(Double(selected.count))
        case "selected-at": .text(selectedAt)
        case "choice-name": .text(choiceName)
        case "pulldata": .text(pulled)
        default: nil
        }
    }

    private var selected: [String] { text(0).unicodeScalars.split(separator: " ").map(String.init) }

    private var selectedAt: String {
        let names = selected
        let index = value(1).asInteger
        return names.indices.contains(index) ? names[index] : ""
    }

    private var choiceName: String {
        let node = nodes(2).first.flatMap { InstanceNode.of($0) }
        return engine.choiceLabel?(text(0), value(1).asInteger, node) ?? ""
    }

    private var pulled: String {
        let key = text(3)
        for row in nodes(0) where Self.child(of: row, text(2)).map({ XPathEngine.text(of: $0) }) == key {
            return Self.child(of: row, text(1)).map { XPathEngine.text(of: $0) } ?? ""
        }
        return ""
    }

    static func child(of node: xmlNodePtr, _ name: String) -> xmlNodePtr? {
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE, xmlStrEqual(child.pointee.name, name) == 1 { return child }
            next = child.pointee.next
        }
        return nil
    }
}

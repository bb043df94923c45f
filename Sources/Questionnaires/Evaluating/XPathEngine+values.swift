internal import CLibXML2

/// Values between libxml2 and Swift.
extension XPathEngine {
    /// libxml2 knows no moments, so they pass through it as texts with a mark that no document can hold: U+0001 is no
    /// character of XML.
    private static let mark: UInt8 = 1

    func read(_ object: xmlXPathObjectPtr) -> XPathValue {
        switch object.pointee.type {
        case XPATH_NODESET, XPATH_XSLT_TREE:
            guard let set = object.pointee.nodesetval, let table = set.pointee.nodeTab else { return .nodes([]) }
            let nodes = UnsafeBufferPointer(start: table, count: Int(set.pointee.nodeNr)).compactMap { $0 }
            // A node that is not relevant is not there for expressions.
            return .nodes(nodes.filter { InstanceNode.of($0)?.isRelevant ?? true })
        case XPATH_BOOLEAN: return .boolean(object.pointee.boolval != 0)
        case XPATH_NUMBER: return .number(object.pointee.floatval)
        case XPATH_STRING:
            guard let text = object.pointee.stringval else { return .text("") }
            guard text.pointee == Self.mark else { return .text(String(cString: text)) }
            return .moment(LocalMoment(localMilliseconds: Int(String(cString: text + 1)) ?? 0))
        default: return .text("")
        }
    }

    static func object(_ value: XPathValue) -> xmlXPathObjectPtr? {
        switch value {
        case .boolean(let flag): return xmlXPathNewBoolean(flag ? 1 : 0)
        case .number(let number): return xmlXPathNewFloat(number)
        case .text(let text): return xmlXPathNewCString(text)
        case .moment(let moment): return xmlXPathNewCString("\u{1}\(moment.localMilliseconds)")
        case .nodes(let nodes):
            guard let object = xmlXPathNewNodeSet(nil) else { return nil }
            for node in nodes { xmlXPathNodeSetAddUnique(object.pointee.nodesetval, node) }
            return object
        }
    }

    /// The value itself, for a set of nodes that of its first node; the empty text for an empty set.
    static func single(_ value: XPathValue) -> XPathValue {
        guard case .nodes(let nodes) = value else { return value }
        return nodes.first.map { self.value(of: $0) } ?? .text("")
    }

    static func value(of twin: xmlNodePtr) -> XPathValue {
        if let node = InstanceNode.of(twin) { return node.datum?.value ?? .text("") }
        return .text(text(of: twin))
    }

    /// The text of a node of a choice list, or of an attribute.
    static func text(of twin: xmlNodePtr) -> String {
        if let only = twin.pointee.children, only.pointee.next == nil, only.pointee.type == XML_TEXT_NODE {
            return only.pointee.content.map { String(cString: $0) } ?? ""
        }
        let content = xmlNodeGetContent(twin)
        defer { ruhu_xml_free_text(content) }
        return content.map { String(cString: $0) } ?? ""
    }
}

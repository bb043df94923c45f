internal import CLibXML2
internal import Values

/// Reads XML through libxml2 and refuses what is malformed or hostile: document types, deep nesting, sheer size.
enum XMLReader {
    /// libxml2 sets its tables up once; doing so from several threads at a time is not safe.
    static let isPrepared: Bool = {
        xmlInitParser()
        xmlXPathInit()
        return true
    }()

    /// Gives the root of a document. The name is what to call it in a fault, `nil` for the form itself.
    static func read(_ text: String, bytesMax: Int, name: String? = nil) throws(FormFaults) -> XMLTree {
        guard isPrepared else { throw FormFaults([.missing("libxml2", line: nil, place: name)]) }
        var text = text
        let count = text.utf8.count
        guard count <= bytesMax else {
            throw FormFaults([.tooLarge(name, bytes: count, most: bytesMax)])
        }
        try XMLScreening.check(text, place: name)
        var outcome = ruhu_xml_outcome()
        let depth = Int32(QuestionnaireLimits.elementDepthMax)
        let document = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { chars in
                ruhu_xml_read(chars.baseAddress, Int32(chars.count), depth, &outcome)
            }
        }
        guard let document else { throw FormFaults([fault(outcome)]) }
        defer { xmlFreeDoc(document) }
        guard let root = xmlDocGetRootElement(document) else {
            throw FormFaults([.malformed(line: 1, column: 1, reason: "no element")])
        }
        var copied = 0
        guard let tree = copy(root, &copied) else {
            let what = Localized(zh: "元素", en: "elements")
            throw FormFaults([.tooMany(what, most: QuestionnaireLimits.elementsMax, place: name)])
        }
        let inclusions = inclusions(in: tree)
        guard inclusions.isEmpty else { throw FormFaults(inclusions) }
        return tree
    }

    /// Elements that ask for other documents. Nothing here follows them; left in, they would look like questions.
    private static func inclusions(in tree: XMLTree) -> [FormFault] {
        let own: [FormFault] =
            tree.namespace == XMLNamespace.inclusions
            ? [.unsupported("XInclude <\(tree.name)>", line: tree.line, place: nil)] : []
        return own + tree.children.flatMap { inclusions(in: $0) }
    }

    private static func fault(_ outcome: ruhu_xml_outcome) -> FormFault {
        switch Int(outcome.reason) {
        case RUHU_XML_DOCTYPE: return .doctype(line: Int(outcome.line))
        case RUHU_XML_DEEP: return .deep(line: Int(outcome.line))
        default:
            let reason = withUnsafeBytes(of: outcome.message) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            return .malformed(
                line: Int(outcome.line), column: Int(outcome.column), reason: reason.isEmpty ? "unreadable" : reason)
        }
    }

    /// The depth is bounded by the reading, so that recursion is safe here. `nil` when there are too many elements.
    private static func copy(_ node: xmlNodePtr, _ copied: inout Int) -> XMLTree? {
        copied += 1
        guard copied <= QuestionnaireLimits.elementsMax else { return nil }
        var content: [XMLTree.Content] = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE:
                guard let tree = copy(child, &copied) else { return nil }
                content.append(.element(tree))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: content.append(.text(text(child.pointee.content)))
            default: break
            }
            next = child.pointee.next
        }
        return XMLTree(
            name: text(node.pointee.name), prefix: text(node.pointee.ns?.pointee.prefix),
            namespace: text(node.pointee.ns?.pointee.href), attributes: attributes(of: node), content: content,
            line: Int(xmlGetLineNo(node)))
    }

    private static func attributes(of node: xmlNodePtr) -> [XMLTree.Attribute] {
        var found: [XMLTree.Attribute] = []
        var next = node.pointee.properties
        while let attribute = next {
            let raw = UnsafeMutableRawPointer(attribute).assumingMemoryBound(to: xmlNode.self)
            let value = xmlNodeGetContent(raw)
            defer { ruhu_xml_free_text(value) }
            found.append(
                XMLTree.Attribute(
                    name: text(attribute.pointee.name), prefix: text(attribute.pointee.ns?.pointee.prefix),
                    namespace: text(attribute.pointee.ns?.pointee.href), value: text(value)))
            next = attribute.pointee.next
        }
        return found
    }

    private static func text(_ chars: UnsafePointer<xmlChar>?) -> String {
        chars.map { String(cString: $0) } ?? ""
    }
}

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The nodes of an instance in document order: names and texts, without prefixes, namespaces and indentation.
///
/// Read with another parser than the product's, so that a fault of that one cannot hide itself.
final class InstanceNodes: NSObject, XMLParserDelegate {
    private var nodes: [(path: String, text: String, isLeaf: Bool)] = []
    /// The form's name and version, as the instance's root gives them.
    private var form = ""
    private var open: [Int] = []

    /// Reads an instance.
    ///
    /// - Parameters:
    ///   - xml: The instance.
    ///   - changing: Endings of the paths whose values, where there are any, are replaced by one word.
    /// - Returns: The form's name and version, then one line a node: its path, and its text where it has no nodes inside.
    /// - Throws: When the text is no XML.
    static func read(_ xml: String, changing: [String]) throws -> [String] {
        let reader = InstanceNodes()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.shouldProcessNamespaces = true
        parser.delegate = reader
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.coderReadCorrupt) }
        return [reader.form]
            + reader.nodes.map { node in
                guard node.isLeaf, !node.text.isEmpty else { return node.path }
                let changes = changing.contains { node.path.hasSuffix($0) }
                return "\(node.path) = \(changes ? "changes" : node.text)"
            }
    }

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
        attributes: [String: String] = [:]
    ) {
        let parent = open.last.map { nodes[$0].path } ?? ""
        if let last = open.last { nodes[last].isLeaf = false }
        open.append(nodes.count)
        nodes.append(("\(parent)/\(name)", "", true))
        if parent.isEmpty { form = "form \(attributes["id"] ?? "") version \(attributes["version"] ?? "")" }
    }

    func parser(_: XMLParser, foundCharacters text: String) {
        if let last = open.last { nodes[last].text += text }
    }

    func parser(_: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?) {
        open.removeLast()
    }
}

internal import Values

/// An element of a document, detached from libxml2 so that it can be shared.
struct XMLTree: Sendable {
    struct Attribute: Hashable, Sendable {
        let name: String
        let prefix: String
        let namespace: String
        let value: String
    }

    enum Content: Sendable {
        case element(XMLTree)
        case text(String)
    }

    /// Without its prefix.
    let name: String
    let prefix: String
    let namespace: String
    let attributes: [Attribute]
    let content: [Content]
    let line: Int

    var children: [XMLTree] {
        content.compactMap { part in if case .element(let child) = part { child } else { nil } }
    }

    /// The text directly in this element, without the blanks around it.
    var ownText: String {
        content.map { part in if case .text(let text) = part { text } else { "" } }.joined().trimmedOfXMLBlanks
    }

    /// The text directly in this element as it stands; empty when there are only blanks.
    var wholeText: String {
        let text = content.map { part in if case .text(let text) = part { text } else { "" } }.joined()
        return text.unicodeScalars.allSatisfy(\.isXMLBlank) ? "" : text
    }

    func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

    /// The value of an attribute without namespace, or in `namespace`.
    func attribute(_ name: String, namespace: String = "") -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// The value of an attribute in JavaRosa's namespace, such as `jr:count`.
    func javaRosa(_ name: String) -> String? { attribute(name, namespace: XMLNamespace.javaRosa) }
}

enum XMLNamespace {
    static let xforms = "http://www.w3.org/2002/xforms"
    static let javaRosa = "http://openrosa.org/javarosa"
    static let odk = "http://www.opendatakit.org/xforms"
    static let openRosa = "http://openrosa.org/xforms"
    static let inclusions = "http://www.w3.org/2001/XInclude"
    static let events = "http://www.w3.org/2001/xml-events"
    static let entities = "http://www.opendatakit.org/xforms/entities"
    static let html = "http://www.w3.org/1999/xhtml"
}

extension StringProtocol {
    /// The text without the blanks and line ends around it.
    var trimmedOfXMLBlanks: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.isXMLBlank }),
            let last = unicodeScalars.lastIndex(where: { !$0.isXMLBlank })
        else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars[first...last]))
    }
}

extension String {
    /// The texts between white space; a combining sign behind a blank is not part of it.
    var words: [String] {
        unicodeScalars.split { $0.properties.isWhitespace }.map { String(String.UnicodeScalarView($0)) }
    }
}

extension Unicode.Scalar {
    /// White space as XML defines it.
    var isXMLBlank: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" }
}

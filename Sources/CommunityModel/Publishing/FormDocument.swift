internal import SyncProtocol
internal import Values

/// What the record of a published form holds: the XForm and the files that it names. Specification: section "Published
/// forms".
public struct FormDocument: Sendable, Hashable {
    public let xml: String
    /// Choice lists by the names under which the form reads them.
    public let files: [String: String]

    /// - Parameters:
    ///   - xml: The XForm.
    ///   - files: The files by name.
    public init(xml: String, files: [String: String]) {
        self.xml = xml
        self.files = files
    }

    /// Reads what a record holds; `nil` when it is something else.
    ///
    /// - Parameter text: The record's document.
    public init?(_ text: DocumentText) {
        guard let json = JSONValue(parsing: Array(text.text.utf8)), case .string(let xml)? = json["xml"],
            case .object(let members)? = json["files"]
        else { return nil }
        var files: [String: String] = [:]
        for member in members {
            guard case .string(let text) = member.value else { return nil }
            files[member.name] = text
        }
        self.init(xml: xml, files: files)
    }

    /// As the record holds it: the same form makes the same text everywhere.
    public var text: DocumentText {
        let members = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { JSONValue.Member($0.key, .string($0.value)) }
        return DocumentText(
            text: JSONValue.object([.init("xml", .string(xml)), .init("files", .object(members))]).text)
    }
}

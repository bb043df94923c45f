public import SyncProtocol

/// A version of a standard as it was published: what a record of type `standard` holds, once it is proved unchanged.
public struct PublishedDocument: Sendable, Hashable {
    /// The standard's id.
    public let standard: String
    public let version: Int
    public let document: StandardDocument

    /// Reads a record; `nil` when parts are missing, or when somebody changed what was published: the record's id follows
    /// from id, version and document.
    ///
    /// - Parameters:
    ///   - view: The record.
    ///   - type: The type `standard` of the schema in force.
    public init?(_ view: RecordView, type: RecordType) {
        guard case .text(let standard)? = Self.value("standard", of: view, type),
            case .integer(let number)? = Self.value("version", of: view, type), let version = Int(exactly: number),
            case .text(let digest)? = Self.value("digest", of: view, type),
            let document = StandardDocument(parts: Self.parts(of: view, type), digest: digest),
            view.key.id == document.recordID(standard: standard, version: version)
        else { return nil }
        self.standard = standard
        self.version = version
        self.document = document
    }

    private static func parts(of view: RecordView, _ type: RecordType) -> [String: String] {
        guard let field = type.field(named: "document") else { return [:] }
        var parts: [String: String] = [:]
        for (key, outcome) in view.fields where key.field == field.number {
            guard case .value(let write) = outcome, case .text(let text)? = Value(encoded: write.value) else {
                continue
            }
            parts[String(decoding: key.cell, as: UTF8.self)] = text
        }
        return parts
    }

    private static func value(_ name: String, of view: RecordView, _ type: RecordType) -> Value? {
        guard let field = type.field(named: name), case .value(let write)? = view.outcome(of: field.number) else {
            return nil
        }
        return Value(encoded: write.value)
    }
}

public import SyncProtocol

/// A version of a document as it was published: what a record of its type holds, once it is proved unchanged.
public struct PublishedDocument: Sendable, Hashable {
    /// What kind of document it is.
    public let kind: PublishedKind
    /// The document's own id, not that of the record.
    public let id: String
    /// The version in words: digits for a standard.
    public let version: String
    /// The whole text with its digest.
    public let text: DocumentText

    /// The version of a document that counts them, as standards do.
    public var number: Int { Int(version) ?? 0 }

    /// Reads a record; `nil` when parts are missing, or when somebody changed what was published: the record's id follows
    /// from id, version and document.
    ///
    /// - Parameters:
    ///   - view: The record.
    ///   - kind: What the record is to hold.
    ///   - type: The type of the kind in the schema in force.
    public init?(_ view: RecordView, _ kind: PublishedKind, type: RecordType) {
        guard case .text(let id)? = Self.value(kind.idField, of: view, type),
            let version = Self.value("version", of: view, type).flatMap(Self.version),
            case .text(let digest)? = Self.value("digest", of: view, type),
            let text = DocumentText(parts: Self.parts(of: view, type), digest: digest),
            view.key.id == text.recordID(of: kind, id: id, version: version)
        else { return nil }
        self.kind = kind
        self.id = id
        self.version = version
        self.text = text
    }

    private static func version(_ value: Value) -> String? {
        switch value {
        case .integer(let number): String(number)
        case .text(let text): text
        default: nil
        }
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

/// What is published as one record a version, immutable from then on. Specification: section "Published documents".
public enum PublishedKind: String, Sendable, Hashable, CaseIterable {
    case standard
    case form

    /// The type of its records.
    public var type: TypeNumber {
        switch self {
        case .standard: RecordTypes.standard
        case .form: RecordTypes.form
        }
    }

    /// The field that holds the document's id.
    public var idField: String { rawValue }

    /// Bytes of one document. A standard fits into one change, more than twice over for the largest that ships. A form may
    /// bring choice lists of some ten thousand places; it still reaches a device in one page.
    public var bytesMax: Int {
        switch self {
        case .standard: DocumentText.partsInChangeMax * DocumentText.partBytesMax
        case .form: 1_536 * 1_024
        }
    }

    /// Keeps the ids of their records apart.
    var purpose: StaticString {
        switch self {
        case .standard: "ruhu-standard-1"
        case .form: "ruhu-form-1"
        }
    }
}

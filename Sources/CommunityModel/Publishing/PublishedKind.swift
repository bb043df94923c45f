public import SyncProtocol

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

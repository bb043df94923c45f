public import SyncProtocol
internal import Values

/// The whole text of what is published, a standard or a form, as its record keeps it: in numbered parts, because a text
/// value has a limit, with a digest over all of it. Specification: section "Published documents".
public struct DocumentText: Sendable, Hashable {
    /// Bytes of one part, so that it stays below the limit of a text value.
    public static let partBytesMax = 48 * 1024
    /// Parts that fit into one change with room for the rest.
    public static let partsInChangeMax = 5

    /// Compact JSON in normalisation form C.
    public let text: String
    /// SHA-256 of the text.
    public let digest: Digest

    /// - Parameter text: JSON on one line; it is normalised, because stored texts are.
    public init(text: String) {
        self.init(normalized: Array(Value.text(text).encoded.dropFirst()))
    }

    private init(normalized bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
        digest = Digest.of(bytes)
    }

    /// Puts the parts of a record together; `nil` when a part is missing or anything was changed.
    ///
    /// - Parameters:
    ///   - parts: Texts by the names of the parts.
    ///   - digest: The digest that was published, in hexadecimal digits.
    public init?(parts: [String: String], digest: String) {
        let names = (0..<parts.count).map(Self.name)
        let texts = names.compactMap { parts[$0] }
        guard !parts.isEmpty, texts.count == parts.count else { return nil }
        self.init(normalized: texts.flatMap { Array($0.utf8) })
        guard self.digest.hex == digest else { return nil }
    }

    /// The parts in order, with their names: `0001`, `0002` and so on. None ends inside a character's bytes.
    public var parts: [(name: String, text: String)] {
        let bytes = Array(text.utf8)
        var parts: [(String, String)] = []
        var start = 0
        while start < bytes.count {
            var end = min(start + Self.partBytesMax, bytes.count)
            // A byte that continues a scalar of UTF-8 has 10 in front; no scalar has more than three of them.
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            parts.append((Self.name(parts.count), String(decoding: bytes[start..<end], as: UTF8.self)))
            start = end
        }
        return parts
    }

    /// The id of the record that publishes the text as a version of a document. It follows from all of them, so that no
    /// other text can take the place of a published one.
    ///
    /// - Parameters:
    ///   - kind: What kind of document it is.
    ///   - id: The document's id.
    ///   - version: The version that is published.
    /// - Returns: The record's id.
    public func recordID(of kind: PublishedKind, id: String, version: String) -> RecordID {
        RecordID.derived(kind.purpose, from: [Array(id.utf8), Array(version.utf8), digest.bytes])
    }

    private static func name(_ index: Int) -> String { (index + 1).padded(to: 4) }
}

public import CommunityModel
internal import ReplicaStore
public import SyncProtocol
public import Values

/// The published documents of one kind that a store holds, by their headings.
struct PublishedHeadings<Version: PublishedVersion> {
    typealias Heading = PublishedHeading<Version>

    let kind: PublishedKind
    /// By id, then version.
    let all: [Heading]

    /// - Throws: `StoreError`.
    init(_ kind: PublishedKind, in replica: ReplicaStore) throws {
        self.kind = kind
        guard let schema = try replica.schema().type(kind.type) else {
            all = []
            return
        }
        all = try replica.records(of: kind.type).compactMap { Self.heading(of: $0, kind, schema) }
            .sorted { ($0.id, $0.version, $0.record) < ($1.id, $1.version, $1.record) }
    }

    private static func heading(of record: StoredRecord, _ kind: PublishedKind, _ schema: RecordType) -> Heading? {
        let view = record.view
        guard let id = view.text(kind.idField, of: schema),
            let version = view.value("version", of: schema).flatMap({ Version($0) })
        else { return nil }
        let title = { (name: String) in view.text(name, of: schema) ?? id }
        return Heading(
            record: record.key.id, id: id, version: version,
            title: Localized(zh: title("title_zh"), en: title("title_en")))
    }

    /// The newest version of each document, by id.
    var newest: [Heading] {
        all.indices.filter { $0 + 1 == all.count || all[$0 + 1].id != all[$0].id }.map { all[$0] }
    }

    /// The newest version of the document that a person names: its id, or a part of the id or of a title that only one
    /// of them has.
    ///
    /// - Throws: ``Failure`` `standard_unknown`, `form_unknown`, `standard_ambiguous` or `form_ambiguous` (65).
    func find(_ text: String) throws(Failure) -> Heading {
        if let exact = newest.first(where: { $0.id == text }) { return exact }
        let word = text.lowercased()
        let matches = newest.filter { heading in
            heading.id.lowercased().contains(word) || heading.title.zh.contains(text)
                || heading.title.en.lowercased().contains(word)
        }
        if matches.count == 1 { return matches[0] }
        throw matches.isEmpty ? unknown(text) : ambiguous(text, matches)
    }

    /// One version of a document.
    ///
    /// - Throws: ``Failure`` `standard_unknown` or `form_unknown` (65).
    func heading(_ id: String, version: Version) throws(Failure) -> Heading {
        if let heading = all.first(where: { $0.id == id && $0.version == version }) { return heading }
        throw unknown("\(id) \(version)")
    }

    /// The versions are told too, because a version may be what is missing; it comes with the next sync.
    private func unknown(_ text: String) -> Failure {
        let ids = newest.map { heading in
            let versions = all.filter { $0.id == heading.id }.map(\.version.description).filter { !$0.isEmpty }
            return ([heading.id] + [versions.joined(separator: ", ")].filter { !$0.isEmpty }).joined(separator: " ")
        }
        return Failure(
            fault: ids.isEmpty ? "document_unknown_none_here" : "document_unknown", code: "\(kind)_unknown",
            status: .data,
            ["text": text, "ids": ids.joined(separator: "\n  ")], bilingual: ["kind": kind.name])
    }

    private func ambiguous(_ text: String, _ matches: [Heading]) -> Failure {
        let ids = matches.map(\.id).joined(separator: "\n  ")
        return Failure(
            fault: "document_ambiguous", code: "\(kind)_ambiguous", status: .data, ["text": text, "ids": ids],
            bilingual: ["kind": kind.name])
    }
}

extension PublishedKind {
    /// What people call it.
    var name: Localized {
        switch self {
        case .standard: Localized(zh: "标准", en: "standard")
        case .form: Localized(zh: "问卷", en: "form")
        }
    }

    /// Reads a version from the record that published it.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - replica: The store.
    /// - Returns: The document, proved to be what was published.
    /// - Throws: ``Failure`` `standard_unreadable` or `form_unreadable` (65) when parts are missing, or when anybody
    ///   changed what was published; `StoreError`.
    func document(_ id: RecordID, in replica: ReplicaStore) throws -> PublishedDocument {
        guard let schema = try replica.schema().type(type),
            let record = try replica.record(RecordKey(id: id, type: type)),
            let document = PublishedDocument(record.view, self, type: schema)
        else { throw unreadable(id) }
        return document
    }

    /// - Parameter name: How the failure names the document.
    /// - Returns: The failure `standard_unreadable` or `form_unreadable` (65).
    func unreadable(_ name: some CustomStringConvertible) -> Failure {
        Failure(
            fault: "document_unreadable", code: "\(self)_unreadable", status: .data, ["name": "\(name)"],
            bilingual: ["kind": self.name])
    }
}

/// What a list of published documents shows without reading them.
public struct PublishedHeading<Version: PublishedVersion>: Sendable, Hashable {
    /// The record that holds it.
    public let record: RecordID
    /// The document's own id, its version, and what people call it.
    public let id: String, version: Version, title: Localized
}

/// How versions of a kind of document follow each other.
public protocol PublishedVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Reads the field `version`; `nil` when it holds something else.
    init?(_ value: Value)
}

extension Int: PublishedVersion {
    /// Standards count their versions.
    ///
    /// - Parameter value: What the record states.
    public init?(_ value: Value) {
        guard case .integer(let number) = value else { return nil }
        self.init(exactly: number)
    }
}

extension FormVersion: PublishedVersion {
    /// Forms name their versions.
    ///
    /// - Parameter value: What the record states.
    public init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        self.init(text)
    }
}

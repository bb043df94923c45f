public import CommunityModel
internal import Failures
public import ReplicaStore
public import SyncProtocol

/// The published standards that a store holds.
///
/// A version is read from its document when it is first asked for. Only versions whose document matches the digest that
/// was published with it count.
public final class StandardShelf {
    /// What a list of standards shows without reading their documents.
    public struct Heading: Sendable, Hashable {
        /// The record that holds it.
        public let record: RecordID
        public let id: String
        public let version: Int
        public let title: Title
    }

    /// By id, then version.
    public let headings: [Heading]
    private let replica: ReplicaStore
    private var read: [RecordID: Standard] = [:]

    /// - Throws: `StoreError`.
    public init(_ replica: ReplicaStore) throws {
        self.replica = replica
        headings = try replica.records(of: RecordTypes.standard).compactMap { record in
            guard let schema = try replica.schema().type(RecordTypes.standard) else { return nil }
            let view = record.view
            guard case .text(let id)? = view.value("standard", of: schema),
                case .integer(let version)? = view.value("version", of: schema)
            else { return nil }
            let title = { (name: String) in
                if case .text(let text)? = view.value(name, of: schema) { text } else { id }
            }
            return Heading(
                record: record.key.id, id: id, version: Int(version),
                title: Title(zh: title("title_zh"), en: title("title_en")))
        }.sorted { ($0.id, $0.version, $0.record) < ($1.id, $1.version, $1.record) }
    }

    /// The newest version of each standard, by id.
    public var newest: [Heading] {
        headings.indices.filter { $0 + 1 == headings.count || headings[$0 + 1].id != headings[$0].id }.map {
            headings[$0]
        }
    }

    /// The standard that a person names: its id, or a part of the id or of a title that only one of them has.
    ///
    /// - Parameter text: What the person typed.
    /// - Returns: The newest version of it.
    /// - Throws: ``Failure`` `standard_unknown` or `standard_ambiguous` (65).
    public func find(_ text: String) throws -> Heading {
        if let exact = newest.first(where: { $0.id == text }) { return exact }
        let word = text.lowercased()
        let matches = newest.filter { heading in
            heading.id.contains(word) || heading.title.zh.contains(text) || heading.title.en.lowercased().contains(word)
        }
        if matches.count == 1 { return matches[0] }
        throw matches.isEmpty ? unknown(text) : ambiguous(text, matches)
    }

    /// One version of a standard.
    ///
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable` (65); `StoreError`.
    public func standard(_ id: String, version: Int) throws -> Standard {
        guard let heading = headings.first(where: { $0.id == id && $0.version == version }) else {
            throw unknown("\(id) \(version)")
        }
        return try standard(heading)
    }

    /// A standard that the shelf lists.
    ///
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    public func standard(_ heading: Heading) throws -> Standard {
        if let known = read[heading.record] { return known }
        let standard = try PublishedStandard.read(heading.record, in: replica)
        read[heading.record] = standard
        return standard
    }

    private func unknown(_ text: String) -> Failure {
        let ids = newest.map(\.id)
        return Failure(
            code: "standard_unknown", status: .data,
            message: Localized(zh: "没有标准 \(text)。", en: "There is no standard \(text)."),
            hint: ids.isEmpty
                ? Localized(zh: "本机还没有任何标准：请先运行 ruhu sync。", en: "No standard is here yet: run `ruhu sync` first.")
                : Localized(
                    zh: "有这些标准：\n  " + ids.joined(separator: "\n  "),
                    en: "The standards here are:\n  " + ids.joined(separator: "\n  ")))
    }

    private func ambiguous(_ text: String, _ matches: [Heading]) -> Failure {
        let ids = matches.map(\.id).joined(separator: "\n  ")
        return Failure(
            code: "standard_ambiguous", status: .data,
            message: Localized(zh: "“\(text)”可以是几个标准。", en: "\"\(text)\" may mean several standards."),
            hint: Localized(zh: "请写清楚是哪一个：\n  \(ids)", en: "Say which one:\n  \(ids)"))
    }
}

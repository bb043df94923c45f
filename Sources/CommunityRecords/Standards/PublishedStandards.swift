internal import CommunityModel
public import ReplicaStore
public import Standards
internal import SyncProtocol
internal import Values

/// The published standards that a store holds.
///
/// A version is read from its document when it is first asked for. Only versions whose document matches the digest that
/// was published with it count.
public final class PublishedStandards {
    /// What a list of standards shows without reading their documents.
    public typealias Heading = PublishedHeading<Int>

    private let published: PublishedHeadings<Int>
    private let replica: ReplicaStore
    private var read: [RecordID: Standard] = [:]

    /// - Throws: `StoreError`.
    public init(_ replica: ReplicaStore) throws {
        self.replica = replica
        published = try PublishedHeadings(.standard, in: replica)
    }

    /// By id, then version.
    public var headings: [Heading] { published.all }

    /// The newest version of each standard, by id.
    public var newest: [Heading] { published.newest }

    /// The standard that a person names: its id, or a part of the id or of a title that only one of them has.
    ///
    /// - Parameter text: What the person typed.
    /// - Returns: The newest version of it.
    /// - Throws: ``Failure`` `standard_unknown` or `standard_ambiguous` (65).
    public func find(_ text: String) throws -> Heading { try published.find(text) }

    /// One version of a standard.
    ///
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable` (65); `StoreError`.
    public func standard(_ id: String, version: Int) throws -> Standard {
        try standard(try published.heading(id, version: version))
    }

    /// A standard that is listed here.
    ///
    /// - Throws: ``Failure`` `standard_unreadable` (65) when parts are missing, when anybody changed what was published,
    ///   or when a later version of the software wrote it; `StoreError`.
    public func standard(_ heading: Heading) throws -> Standard {
        if let known = read[heading.record] { return known }
        let published = try PublishedKind.standard.document(heading.record, in: replica)
        guard let json = JSONValue(parsing: Array(published.text.text.utf8)),
            let standard = StandardReading.read(json, for: .using).standard
        else { throw PublishedKind.standard.unreadable("\(published.id) \(published.version)") }
        read[heading.record] = standard
        return standard
    }
}

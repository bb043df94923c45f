public import CommunityModel
public import Questionnaires
public import ReplicaStore
internal import SyncProtocol

/// The published forms that a store holds. Every one of them can be filled on a visit.
///
/// A version is read from its document when it is first asked for. Only versions whose document matches the digest that
/// was published with it count.
public final class PublishedForms {
    /// What a list of forms shows without reading their documents.
    public typealias Heading = PublishedHeading<FormVersion>

    /// The form of a visit for which nobody names one.
    public static let defaultForm = "household-survey"

    private let published: PublishedHeadings<FormVersion>
    private let replica: ReplicaStore
    private var read: [RecordID: FormDefinition] = [:]

    /// - Throws: `StoreError`.
    public init(_ replica: ReplicaStore) throws {
        self.replica = replica
        published = try PublishedHeadings(.form, in: replica)
    }

    /// By id, then version.
    public var headings: [Heading] { published.all }

    /// The newest version of each form, by id.
    public var newest: [Heading] { published.newest }

    /// The form that a person names: its id, or a part of the id or of its title that only one of them has.
    ///
    /// - Parameter text: What the person typed; `nil` for the form of an ordinary visit.
    /// - Returns: The newest version of it.
    /// - Throws: ``Failure`` `form_unknown` or `form_ambiguous` (65).
    public func find(_ text: String?) throws -> Heading { try published.find(text ?? Self.defaultForm) }

    /// One version of a form.
    ///
    /// - Throws: ``Failure`` `form_unknown` (65).
    public func heading(_ id: String, version: String) throws -> Heading {
        try published.heading(id, version: FormVersion(version))
    }

    /// One version of a form, by what an answer keeps of it.
    ///
    /// - Parameters:
    ///   - id: The form's id, as the XForm writes it.
    ///   - version: The version, as the XForm writes it.
    /// - Returns: The form.
    /// - Throws: ``Failure`` `form_unknown`, `form_unreadable` (65); `StoreError`.
    public func definition(id: String, version: String) throws -> FormDefinition {
        try definition(try heading(id, version: version))
    }

    /// A form that is listed here.
    ///
    /// - Throws: ``Failure`` `form_unreadable` (65); `StoreError`.
    public func definition(_ heading: Heading) throws -> FormDefinition {
        if let known = read[heading.record] { return known }
        let document = try document(heading)
        let definition: FormDefinition
        do {
            definition = try FormDefinition.parse(xml: document.xml, resources: FormResources(files: document.files))
        } catch {
            // It was checked when it was published: this version of the software is older than the form.
            throw PublishedKind.form.unreadable("\(heading.id) \(heading.version)")
        }
        read[heading.record] = definition
        return definition
    }

    /// The XForm and its files, as they were published.
    ///
    /// - Throws: ``Failure`` `form_unreadable` (65); `StoreError`.
    public func document(_ heading: Heading) throws -> FormDocument {
        let published = try PublishedKind.form.document(heading.record, in: replica)
        guard let document = FormDocument(published.text) else {
            throw PublishedKind.form.unreadable("\(published.id) \(published.version)")
        }
        return document
    }
}

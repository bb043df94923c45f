internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// Publishes a version of a standard, and the rows of its task table. Specification: section "Published standards".
struct StandardPublishing {
    let standard: Standard
    let document: DocumentText
    let author: Author

    /// Publishes, or finds that it is published.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - isTrial: Whether nothing is to be stored.
    /// - Returns: What became of it.
    /// - Throws: ``PublishingFaults`` that names everything that stands against it; `StoreError`.
    func run(in store: ReplicaStore, isTrial: Bool = false) throws -> PublishingOutcome {
        try version.run(in: store, isTrial: isTrial) { published in
            try checkSuccession(published)
        } companions: { context in
            try TaskRows(standard: standard, context: context).drafts()
        }
    }

    var version: DocumentPublishing {
        DocumentPublishing(
            kind: .standard, id: standard.id, version: .integer(Int64(standard.version)), title: standard.title,
            text: document, author: author)
    }

    private func checkSuccession(_ published: PublishedDocuments) throws {
        let versions = published.versions(of: standard.id).sorted { $0.number < $1.number }
        guard let newest = versions.last else { return }
        if versions.contains(where: { $0.number == standard.version }) {
            throw PublishingFaults([.versionPublished(standard)])
        }
        if standard.version < newest.number {
            throw PublishingFaults([.versionOlder(standard, newest: newest.number)])
        }
        let faults = CodeMapCheck.faults(from: try newest.standardRead(), to: standard)
        if !faults.isEmpty { throw PublishingFaults(faults) }
    }
}

extension PublishedDocument {
    /// The standard that the document writes.
    ///
    /// - Throws: `StoreError.damaged` when this version of the software cannot read it, although it was published.
    func standardRead() throws -> Standard {
        guard let json = JSONValue(parsing: Array(text.text.utf8)) else {
            throw StoreError.damaged(record: "standard \(id) \(version)", detail: "the document is not JSON")
        }
        let (standard, faults) = StandardReading.read(json, for: .using)
        guard let standard else {
            let first = faults.first.map { "\($0.code) \($0.pathText)" } ?? ""
            throw StoreError.damaged(record: "standard \(id) \(version)", detail: first)
        }
        return standard
    }
}

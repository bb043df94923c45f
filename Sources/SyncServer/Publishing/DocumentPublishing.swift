internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// A version of a document to publish: one record that holds it, immutable from then on. Specification: section
/// "Published documents".
struct DocumentPublishing {
    let kind: PublishedKind
    let id: String
    /// As the field `version` states it.
    let version: Value
    let title: Localized
    let text: DocumentText
    let author: Author

    /// The record of exactly this text.
    var key: RecordKey {
        let version: String =
            switch version {
            case .integer(let number): String(number)
            case .text(let text): text
            default: ""
            }
        return RecordKey(id: text.recordID(of: kind, id: id, version: version), type: kind.type)
    }

    /// Publishes, or finds that it is published.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - isTrial: Whether nothing is to be stored.
    ///   - check: Asked before a version that is not there is published; throws what stands against it.
    ///   - companions: Further records that come with the document.
    /// - Returns: What became of it.
    /// - Throws: What `check` throws; `StoreError`.
    func run(
        in store: ReplicaStore, isTrial: Bool, check: (PublishedDocuments) throws -> Void,
        companions: (EditContext) throws -> [ChangeDraft] = { _ in [] }
    ) throws -> PublishingOutcome {
        try store.save(as: author, handsIn: false) { context in
            let published = try PublishedDocuments(kind, in: context)
            let held = try context.view(of: key)
            if held == nil { try check(published) }
            var drafts = try drafts(held: held, published.type, in: context)
            let outcome: PublishingOutcome =
                drafts.isEmpty ? .unchanged : isTrial ? .valid : held == nil ? .published : .restored
            drafts += try companions(context)
            return Save(isTrial ? [] : drafts, giving: outcome)
        }.result
    }

    // MARK: - The record

    /// The changes that make the record, or make it whole again; none when it is as it was published. A long document
    /// takes several, since a change has a limit; they are stored together.
    private func drafts(held: RecordView?, _ type: RecordType, in context: EditContext) throws -> [ChangeDraft] {
        var writes: [ChangeDraft.Write] = []
        func state(_ name: String, cell: [UInt8] = [], _ value: Value) throws {
            guard let field = type.field(named: name) else {
                throw StoreError.damaged(record: "schema", detail: "the type \(type.name) has no field \(name)")
            }
            if held?.states(value, in: FieldKey(field.number, cell: cell)) == true { return }
            writes.append(try context.write(key, field, cell: cell, value))
        }
        try state(kind.idField, .text(id))
        try state("version", version)
        try state("title_zh", .text(title.zh))
        try state("title_en", .text(title.en))
        try state("digest", .text(text.digest.hex))
        for cell in surplus(held, type) { try state("document", cell: cell, .null) }
        if let held, held.deletion != .live { try state("deleted", .boolean(false)) }
        var drafts: [ChangeDraft] = []
        let reason = held == nil ? "" : "restored to what was published"
        let parts = text.parts
        for start in stride(from: 0, to: parts.count, by: DocumentText.partsInChangeMax) {
            for part in parts[start..<min(start + DocumentText.partsInChangeMax, parts.count)] {
                try state("document", cell: Array(part.name.utf8), .text(part.text))
            }
            if !writes.isEmpty { drafts.append(ChangeDraft(kind: .bulkImport, reason: reason, writes: writes)) }
            writes = []
        }
        return drafts
    }

    /// Parts that somebody added to the record.
    private func surplus(_ held: RecordView?, _ type: RecordType) -> [[UInt8]] {
        guard let held, let field = type.field(named: "document") else { return [] }
        let names = Set(text.parts.map { Array($0.name.utf8) })
        return held.fields.compactMap { key, outcome in
            guard key.field == field.number, !names.contains(key.cell) else { return nil }
            if case .value(let write) = outcome, write.value == Value.null.encoded { return nil }
            return key.cell
        }
    }
}

extension RecordView {
    /// Whether a field or cell shows exactly this value, undisputed.
    fileprivate func states(_ value: Value, in key: FieldKey) -> Bool {
        guard case .value(let write)? = fields.first(where: { $0.key == key })?.outcome else { return false }
        return write.value == value.encoded
    }
}

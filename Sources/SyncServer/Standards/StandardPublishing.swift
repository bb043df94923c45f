internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// Publishes a version of a standard: one record that holds its document, immutable from then on, and the rows of its task
/// table. Specification: section "Published standards".
struct StandardPublishing {
    let standard: Standard
    let document: StandardDocument
    let author: Author

    /// Publishes, or finds that it is published.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - isTrial: Whether nothing is to be stored.
    /// - Returns: What became of it.
    /// - Throws: ``PublishingFaults`` that names everything that stands against it; `StoreError`.
    func run(in store: ReplicaStore, isTrial: Bool = false) throws -> StandardImportResult.Outcome {
        var outcome = StandardImportResult.Outcome.unchanged
        try store.save(as: author, handsIn: false) { context in
            let shelf = try PublishedStandards(context)
            let key = RecordKey(
                id: document.recordID(standard: standard.id, version: standard.version), type: RecordTypes.standard)
            let held = try context.view(of: key)
            if held == nil { try checkSuccession(on: shelf) }
            var drafts: [ChangeDraft] = []
            if let draft = try draft(key, held: held, shelf.type, in: context) {
                outcome = isTrial ? .valid : held == nil ? .published : .restored
                drafts.append(draft)
            }
            drafts += try TaskRows(standard: standard, context: context).drafts()
            return isTrial ? [] : drafts
        }
        return outcome
    }

    // MARK: - Earlier versions

    private func checkSuccession(on shelf: PublishedStandards) throws {
        let versions = shelf.documents.filter { $0.standard == standard.id }.sorted { $0.version < $1.version }
        guard let newest = versions.last else { return }
        if versions.contains(where: { $0.version == standard.version }) {
            throw PublishingFaults([.versionPublished(standard)])
        }
        if standard.version < newest.version {
            throw PublishingFaults([.versionOlder(standard, newest: newest.version)])
        }
        let faults = CodeMapCheck.faults(from: try newest.standardRead(), to: standard)
        if !faults.isEmpty { throw PublishingFaults(faults) }
    }

    // MARK: - The record

    /// The change that makes the record, or makes it whole again; `nil` when it is as it was published.
    private func draft(
        _ key: RecordKey, held: RecordView?, _ type: RecordType, in context: EditContext
    ) throws -> ChangeDraft? {
        var writes: [ChangeDraft.Write] = []
        var cells: [(String, [UInt8], Value)] = [
            ("standard", [], .text(standard.id)), ("version", [], .integer(Int64(standard.version))),
            ("title_zh", [], .text(standard.title.zh)), ("title_en", [], .text(standard.title.en)),
            ("digest", [], .text(document.digest.hex)),
        ]
        cells += document.parts.map { ("document", Array($0.name.utf8), .text($0.text)) }
        for (name, cell, value) in cells {
            guard let field = type.field(named: name) else { throw PublishedStandards.notDeclared }
            if held?.states(value, in: FieldKey(field.number, cell: cell)) == true { continue }
            writes.append(try context.write(key, field, cell: cell, value))
        }
        for cell in try surplus(held, type) {
            guard let field = type.field(named: "document") else { continue }
            writes.append(try context.write(key, field, cell: cell, .null))
        }
        if let held, held.deletion != .live, let field = type.field(.deleted) {
            writes.append(try context.write(key, field, .boolean(false)))
        }
        let reason = held == nil ? "" : "restored to what was published"
        return writes.isEmpty ? nil : ChangeDraft(kind: .bulkImport, reason: reason, writes: writes)
    }

    /// Parts that somebody added to the record.
    private func surplus(_ held: RecordView?, _ type: RecordType) throws -> [[UInt8]] {
        guard let held, let field = type.field(named: "document") else { return [] }
        let names = Set(document.parts.map { Array($0.name.utf8) })
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

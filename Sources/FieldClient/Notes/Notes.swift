internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
public import Values

/// A note about a household, as people and scripts see it.
public struct NoteEntry: Encodable, Sendable {
    /// The note, and the household that it is about.
    public let id, about: RecordID
    /// What it says; the login of who wrote it, and the name of the device.
    public let text, author, device: String
    /// By the clock of the device.
    public let writtenAt: Instant
}

/// Notes about households.
public struct Notes: UseCase, Sendable {
    let store: FieldStore

    /// Notes something about a household.
    ///
    /// - Parameters:
    ///   - id: The household's id or the beginning of it.
    ///   - text: The text of the note.
    /// - Returns: The note as the store holds it after the save.
    /// - Throws: ``Failure`` `field_invalid`, `record_deleted`.
    public func add(about id: String, text: String) throws -> NoteEntry {
        let household = try record(id, type: RecordTypes.household)
        let type = try type(RecordTypes.note)
        let texts = try store.records.assignments(["text=\(text)"], type: type)
        let about = try type.needed("about")
        let note = try replica.save(as: author, handsIn: true) { context in
            if try context.view(of: household)?.deletion == .deleted { throw AnyRecords.deleted(household) }
            let key = RecordKey(id: context.newID(), type: RecordTypes.note)
            let reference = ChangeDraft.Write(
                record: key, key: FieldKey(about.number), value: .reference(household.id))
            let writes = [reference] + texts.flatMap { $0.writes(ofNew: key) }
            return Save([ChangeDraft(writes: writes)], giving: try context.record(key))
        }.result
        return try entry(note, about: household.id)
    }

    /// The notes about a household, oldest first.
    ///
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func list(about id: String) throws -> [NoteEntry] {
        let household = try record(id, type: RecordTypes.household)
        return try replica.children(of: household.id, type: RecordTypes.note).map {
            try entry($0, about: household.id)
        }
    }

    private func entry(_ record: StoredRecord, about: RecordID) throws -> NoteEntry {
        let origin = try replica.origin(of: record.key)
        var lines: [String] = []
        if case .array(let entries)? = FlatObject(record.json)?.value("text") {
            lines = entries.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
        return NoteEntry(
            id: record.key.id, about: about, text: lines.joined(separator: "\n"), author: origin?.author ?? "",
            device: origin?.device ?? "", writtenAt: Instant(milliseconds: origin?.writtenAt ?? 0))
    }
}

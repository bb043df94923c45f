internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
public import Values

/// A note about a household.
public struct NoteEntry: Sendable {
    public let id: RecordID
    public let about: RecordID
    public let text: String
    public let author: String
    public let device: String
    public let writtenAt: Instant
}

extension FieldStore {
    /// Notes something about a household.
    ///
    /// - Parameters:
    ///   - id: The household's id or the beginning of it.
    ///   - text: The text of the note.
    /// - Returns: The note as the store holds it after the save.
    /// - Throws: ``Failure`` `field_invalid`, `record_deleted`.
    public func addNote(about id: String, text: String) throws -> NoteEntry {
        let household = try record(id, type: RecordTypes.household)
        let type = try type(RecordTypes.note)
        var problems = InputProblems()
        let texts = try Assignment.read(
            ["text=\(text)"], type: type, references: References(records), problems: &problems)
        try problems.throwIfAny(
            code: "field_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        guard let about = type.field(named: "about") else { throw StoreError.invalidChange(code: "schema_invalid") }
        let note = try replica.save(as: author, handsIn: true) { context in
            if try context.view(of: household)?.deletion == .deleted { throw Self.deleted(household) }
            let key = RecordKey(id: context.newID(), type: RecordTypes.note)
            let reference = ChangeDraft.Write(
                record: key, key: FieldKey(about.number), value: .reference(household.id))
            let writes = [reference] + texts.flatMap { $0.writes(ofNew: key) }
            return Save([ChangeDraft(writes: writes)], giving: try context.record(key))
        }.result
        return try entry(note, about: household.id)
    }

    /// The notes about a household, oldest first.
    public func notes(about id: String) throws -> [NoteEntry] {
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

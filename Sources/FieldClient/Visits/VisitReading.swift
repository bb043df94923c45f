internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// One visit, also a deleted one.
    ///
    /// - Parameter id: Its id or the beginning of it.
    /// - Returns: The visit.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func visit(_ id: String) throws -> VisitEntry { try visit(try record(id, type: RecordTypes.visit)) }

    /// Visits that are not deleted, oldest first.
    ///
    /// - Parameters:
    ///   - household: Only those of this household, when given: its id or the beginning of it.
    ///   - area: Only those in areas whose code begins with it; empty for all.
    /// - Returns: The visits, oldest first.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous` for the household; ``StoreError``.
    public func visits(household: String?, area: String) throws -> [VisitEntry] {
        let records: [StoredRecord]
        if let household {
            let parent = try record(household, type: RecordTypes.household)
            records = try replica.children(of: parent.id, type: RecordTypes.visit).filter { visit in
                area.isEmpty || visit.areas.contains { $0.hasPrefix(area) }
            }
        } else {
            records = try replica.records(of: RecordTypes.visit, areaPrefix: area)
        }
        return try records.map(entry)
    }

    func visit(_ key: RecordKey) throws -> VisitEntry {
        guard let record = try replica.record(key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        return try entry(record)
    }

    private func entry(_ record: StoredRecord) throws -> VisitEntry {
        guard let object = FlatObject(record.json) else {
            throw StoreError.damaged(record: record.key.id.description, detail: "its readable state is no JSON object")
        }
        let origin = try replica.origin(of: record.key)
        var members: [(isField: Bool, member: JSONValue.Member)] = []
        var conflicts: [String] = []
        for member in object.members {
            guard let value = object.value(member.name) else { continue }
            switch (member.name, value) {
            case ("household", _), (_, .null): continue
            case ("_conflicts", .array(let names)):
                conflicts = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
            case ("answers", .object(let cells)): members += cells.filter { $0.value != .null }.map { (false, $0) }
            default: members.append((true, JSONValue.Member(member.name, value)))
            }
        }
        let asked = Set(members.filter { !$0.isField }.map(\.member.name))
        return VisitEntry(
            type: schema.type(record.key.type), id: record.key.id,
            household: object.text("household").flatMap { RecordID($0) },
            author: origin?.author ?? "", device: origin?.device ?? "",
            writtenAt: Instant(milliseconds: origin?.writtenAt ?? 0),
            fields: members.filter(\.isField).map(\.member),
            answers: members.filter { !$0.isField || !asked.contains($0.member.name) }.map(\.member),
            conflicts: conflicts,
            isDeleted: record.view.deletion == .deleted)
    }
}

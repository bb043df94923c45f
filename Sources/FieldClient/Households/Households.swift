internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Households are records like others; their commands are older, and name the parts of an address as options.
public struct Households: UseCase, Sendable {
    let store: FieldStore

    /// Adds a household.
    ///
    /// - Parameters:
    ///   - area: Code of the area it lies in.
    ///   - building: The building of its address.
    ///   - unit: The unit of its address.
    ///   - room: The room of its address.
    ///   - words: Further fields as `FIELD=VALUE`.
    ///   - isForced: Whether to add it although its address is there already.
    /// - Returns: The household as the store holds it after the save.
    /// - Throws: ``Failure`` `field_invalid`, `area_unknown`, `area_not_assigned` or `household_exists`.
    public func add(
        area: String, building: String, unit: String, room: String, assignments words: [String], isForced: Bool
    ) throws -> RecordEntry {
        let address = ["area=\(area)", "building=\(building)", "unit=\(unit)", "room=\(room)"]
        return try store.records.add(try type(RecordTypes.household), address + words, isForced: isForced) { id in
            Failure(fault: "household_exists", ["id": "\(id)"])
        }
    }

    /// Changes fields of a household, or deletes it or brings it back.
    ///
    /// - Parameters:
    ///   - id: Its id or the beginning of it.
    ///   - words: `FIELD=VALUE`; an empty value clears the field.
    ///   - reason: Why, in the person's words; empty when none is given.
    ///   - confirms: Whether a value that is there already is written all the same.
    /// - Returns: The result.
    /// - Throws: As ``AnyRecords/set(_:assignments:reason:confirms:)``, and ``Failure`` `reason_missing`.
    public func set(
        _ id: String, assignments words: [String], reason: String, confirms: Bool = false
    ) throws -> SavedEdit {
        try store.records.set(try type(RecordTypes.household), words, reason: reason, confirms: confirms) { context in
            let household = try context.record(store.record(id, type: RecordTypes.household, in: context))
            try refuseContactWithoutReason(household.view, words, reason: reason, in: context)
            return household
        }
    }

    /// The wish to be left in peace is sticky (domain.md 6.7, row 9): whoever takes it back says why.
    private func refuseContactWithoutReason(
        _ household: RecordView, _ words: [String], reason: String, in context: EditContext
    ) throws {
        guard reason.allSatisfy(\.isWhitespace),
            let field = try type(household.key.type).field(named: .doNotContact),
            let wish = try NoContactWish(household, of: store, headers: context.headers(of:))
        else { return }
        let isTakenBack = words.contains { word in
            guard let (name, text) = word.divided(at: "="), name == field.name else { return false }
            return (try? field.read(text)).map { $0 != .boolean(true) } ?? false
        }
        guard isTakenBack else { return }
        throw Failure(fault: "reason_missing", ["author": "\(wish.author)", "day": "\(wish.day)"])
    }

    /// Households that match every word of a query, wherever in the address it stands.
    public func find(_ query: String) throws -> [RecordEntry] {
        let type = try type(RecordTypes.household)
        return try replica.listing(of: type.number, matching: AddressSearch.words(of: query)).map {
            try RecordEntry(id: $0.id, type: type, json: $0.json)
        }
    }

    /// Households that are not deleted, by id.
    ///
    /// - Parameter area: Only those in areas whose code begins with it; empty for all.
    /// - Returns: The households.
    /// - Throws: ``StoreError``.
    public func list(area: String = "") throws -> [RecordEntry] {
        try store.records.list(of: try type(RecordTypes.household), area: area)
    }

    /// One household, also a deleted one.
    ///
    /// - Parameter id: Its id or the beginning of it.
    /// - Returns: The household.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous`; ``StoreError``.
    public func one(_ id: String) throws -> RecordEntry {
        try store.records.entry(try record(id, type: RecordTypes.household))
    }
}

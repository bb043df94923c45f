internal import CommunityModel
public import CommunityRecords
internal import Records
internal import ReplicaStore
public import SyncProtocol
internal import Values

extension Inspections {
    /// Records values of an inspection, all or none.
    ///
    /// - Parameters:
    ///   - prefix: The inspection's id or the beginning of it.
    ///   - bytes: One JSON object: facts, metrics and bases by name, indicators and checks by code with true or false;
    ///     null takes a value back.
    /// - Returns: The inspection after the save.
    /// - Throws: ``Failure`` `values_invalid`, `field_in_conflict`, `inspection_submitted`, `record_deleted`.
    public func record(_ prefix: String, values bytes: [UInt8]) throws -> Inspection {
        let inspection = try one(prefix)
        let standard = try PublishedStandards(replica).standard(inspection.standard, version: inspection.version)
        let values = try InspectionValues.read(bytes, standard: standard)
        return try record(values, in: inspection)
    }

    /// Records values that were read already, all or none, and takes the author down as one of the inspectors.
    ///
    /// - Throws: ``Failure`` `inspection_submitted`, `record_deleted`; ``StoreError``.
    public func record(_ values: [(name: String, value: Value)], in inspection: Inspection) throws -> Inspection {
        try edit(inspection) { key, type, context in
            let field = try type.needed("values")
            return try values.map { name, value in
                try context.write(key, field, cell: Self.cell(name), value)
            }
        }
    }

    /// Says why an indicator does not apply here; an empty reason takes that back.
    ///
    /// - Throws: ``Failure`` `inspection_submitted`, `record_deleted`; ``StoreError``.
    public func exempt(_ code: String, reason: String, in inspection: Inspection) throws -> Inspection {
        try edit(inspection) { key, type, context in
            let field = try type.needed("exemptions")
            let value: Value = reason.isEmpty ? .null : .text(reason)
            return [try context.write(key, field, cell: Self.cell(code), value)]
        }
    }

    /// Notes something about an indicator, or about the whole inspection where `code` is empty.
    ///
    /// - Throws: ``Failure`` `inspection_submitted`, `record_deleted`; ``StoreError``.
    public func note(_ text: String, on code: String, in inspection: Inspection) throws -> Inspection {
        try edit(inspection) { key, type, context in
            let field = try type.needed("notes")
            return [try context.write(key, field, cell: Self.cell(code), .text(text))]
        }
    }

    /// Notes where the inspection took place.
    ///
    /// - Parameters:
    ///   - text: `latitude,longitude` in degrees.
    ///   - inspection: The inspection.
    /// - Returns: The inspection after the save.
    /// - Throws: ``Failure`` `field_invalid`, `inspection_submitted`, `record_deleted`.
    public func setPosition(_ text: String, of inspection: Inspection) throws -> Inspection {
        let position = try store.records.assignments(["position=\(text)"], type: try type(RecordTypes.inspection))
        return try edit(inspection) { key, _, context in
            try position.flatMap { try $0.edit(key, in: context, confirms: true).writes }
        }
    }

    private func edit(
        _ inspection: Inspection, writes: (RecordKey, RecordType, EditContext) throws -> [ChangeDraft.Write]
    ) throws -> Inspection {
        try edit(inspection) { (try writes($0, $1, $2), ()) }.inspection
    }

    /// Puts writes of an open inspection into one change.
    ///
    /// - Returns: The inspection after the save, and what else `writes` gives.
    func edit<Result>(
        _ inspection: Inspection, writes: (RecordKey, RecordType, EditContext) throws -> ([ChangeDraft.Write], Result)
    ) throws -> (inspection: Inspection, result: Result) {
        let type = try type(RecordTypes.inspection)
        let key = RecordKey(id: inspection.id, type: type.number)
        let saved = try replica.save(as: author, handsIn: true) { context in
            let view = try context.record(key).view
            if view.deletion == .deleted { throw AnyRecords.deleted(key) }
            if view.value("submitted", of: type) == .boolean(true) { throw Self.submitted(key) }
            let (written, result) = try writes(key, type, context)
            try Self.refuseConflicts(of: view, touchedBy: written, type: type)
            let all = written.isEmpty ? [] : written + (try inspector(key, type, view, context))
            return Save(all.isEmpty ? [] : [ChangeDraft(writes: all)], giving: result)
        }
        return (try one(key), saved.result)
    }

    /// Whoever records something is one of the inspectors.
    private func inspector(
        _ key: RecordKey, _ type: RecordType, _ view: RecordView, _ context: EditContext
    ) throws -> [ChangeDraft.Write] {
        let login = Value.text(author.login)
        guard let field = type.field(named: "inspectors"), !author.login.isEmpty,
            !view.texts("inspectors", of: type).contains(author.login)
        else { return [] }
        return [try context.write(key, field, cell: login.encoded, .boolean(true))]
    }

    /// Names are text and merge by their bytes, so they are written in one form (NFC).
    static func cell(_ name: String) -> [UInt8] { Array(Value.text(name).encoded.dropFirst()) }

    private static func refuseConflicts(
        of view: RecordView, touchedBy writes: [ChangeDraft.Write], type: RecordType
    ) throws {
        for conflict in view.conflicts where writes.contains(where: { $0.key == conflict.key }) {
            let id = ConflictID(record: view.key, key: conflict.key).hex.prefix(12)
            let field = type.field(conflict.key.field)
            let name = field?.keyed == true ? String(decoding: conflict.key.cell, as: UTF8.self) : field?.name ?? ""
            throw Failure(fault: "field_in_conflict", ["name": "\(name)", "id": "\(id)"])
        }
    }

    private static func submitted(_ key: RecordKey) -> Failure {
        Failure(fault: "inspection_submitted", ["id": "\(key.id)"])
    }
}

/// An inspection that was submitted, and what became of its failed indicators.
public struct SubmittedInspection: Sendable {
    /// The inspection as submitted, with its results.
    public let judged: JudgedInspection
    /// Closed rectifications whose indicator fails again.
    public let reopened: [RecordID]
    /// Rectifications that the submission opened.
    public let opened: [RecordID]
    /// How many failed indicators have a rectification that is not closed.
    public let covered: Int
}

extension Inspections {
    /// Submits an inspection: it is not changed any more, and closed rectifications whose indicator fails are reopened
    /// in the same change.
    ///
    /// - Parameters:
    ///   - prefix: The inspection's id or the beginning of it.
    ///   - opensRectifications: Whether failed indicators without a rectification get one.
    /// - Returns: What was submitted and what became of the failures.
    /// - Throws: ``Failure`` `inspection_submitted`, `record_deleted`, `field_in_conflict`; `StoreError`.
    public func submit(_ prefix: String, opensRectifications: Bool) throws -> SubmittedInspection {
        let inspection = try one(prefix)
        try refuseDisputed(inspection)
        let failed = try judged(inspection)
        let plan = try FailurePlan(
            failed, rectifications: store.rectifications.list(area: inspection.area), facts: CommunityFacts(replica))
        let prepared = opensRectifications ? try plan.uncovered.map { try store.rectifications.new(failed, $0) } : []
        let reopenings = try plan.reopened.map { try store.rectifications.reopening($0, by: inspection.id) }
        let (submitted, opened) = try edit(inspection) { key, type, context in
            let field = try type.needed("submitted")
            var writes = [try context.write(key, field, .boolean(true))]
            writes += reopenings
            let made = try prepared.map { try $0.writes(in: context) }
            return (writes + made.flatMap(\.writes), made.map(\.key.id))
        }
        return SubmittedInspection(
            judged: try judged(submitted), reopened: plan.reopened.map(\.id), opened: opened,
            covered: plan.covered + plan.reopened.count + opened.count)
    }

    private func refuseDisputed(_ inspection: Inspection) throws {
        guard !inspection.conflicts.isEmpty else { return }
        let names = inspection.conflicts.sorted()
        throw Failure(
            fault: "inspectors_disagree",
            bilingual: ["names": Localized(zh: names.joined(separator: "、"), en: names.joined(separator: ", "))])
    }
}

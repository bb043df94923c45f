internal import CommunityModel
public import CommunityRecords
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// The inspections in areas whose code begins with a code, newest first.
    public func inspections(area: String = "") throws -> [Inspection] {
        try CommunityFacts(replica).allInspections(areaPrefix: area).reversed()
    }

    /// An inspection that a person names by its id or the beginning of it.
    ///
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown`, `id_ambiguous`; `StoreError`.
    public func inspection(_ prefix: String) throws -> Inspection {
        try inspection(try record(prefix, type: RecordTypes.inspection))
    }

    func inspection(_ key: RecordKey) throws -> Inspection {
        guard let record = try replica.record(key),
            let inspection = Inspection(record, type: try type(RecordTypes.inspection))
        else { throw StoreError.damaged(record: key.id.description, detail: "the inspection cannot be read") }
        return inspection
    }

    /// How an inspection comes out, indicator by indicator.
    ///
    /// - Parameters:
    ///   - inspection: The inspection.
    ///   - other: Another standard to hold the same values against; its own when `nil`.
    /// - Returns: The standard applied and one judgement an indicator.
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable`; `StoreError`.
    public func judged(_ inspection: Inspection, under other: String? = nil) throws -> JudgedInspection {
        let shelf = try StandardShelf(replica)
        let standard =
            try other.map { try shelf.standard(try shelf.find($0)) }
            ?? shelf.standard(inspection.standard, version: inspection.version)
        return try JudgedInspection(inspection, standard: standard, facts: CommunityFacts(replica))
    }
}

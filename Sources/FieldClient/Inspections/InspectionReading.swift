internal import CommunityModel
public import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

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
    ///   - version: A version of the standard: the inspection's own, or a later one to which its values are carried. Its
    ///     own, or the other's newest, when `nil`.
    /// - Returns: The standard applied and one judgement an indicator.
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable`, `version_earlier` (65); `StoreError`.
    public func judged(
        _ inspection: Inspection, under other: String? = nil, version: Int? = nil
    ) throws -> JudgedInspection {
        let shelf = try StandardShelf(replica)
        let heading = try other.map { try shelf.find($0) }
        let id = heading?.id ?? inspection.standard
        let newest = heading.map { $0.id == inspection.standard ? inspection.version : $0.version }
        let wanted = version ?? newest ?? inspection.version
        if id == inspection.standard, wanted < inspection.version { throw earlier(wanted, than: inspection) }
        let standard = try shelf.standard(id, version: wanted)
        return try JudgedInspection(inspection, standard: standard, facts: CommunityFacts(replica))
    }

    private func earlier(_ version: Int, than inspection: Inspection) -> Failure {
        Failure(
            code: "version_earlier", status: .data,
            message: Localized(
                zh: "这次检查按版本 \(inspection.version) 进行，不能退回版本 \(version) 评判。",
                en:
                    "The inspection was made under version \(inspection.version) and cannot be judged under version \(version)."
            ),
            hint: Localized(
                zh: "可用版本 \(inspection.version) 或更新的版本。", en: "Name version \(inspection.version) or a later one."))
    }
}

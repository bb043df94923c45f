internal import CommunityModel
public import CommunityRecords
internal import Records
internal import ReplicaStore
internal import SyncProtocol
public import Values

extension FieldStore {
    /// Begins an inspection of an area under the newest version of a standard. Every call makes a new one.
    ///
    /// - Parameters:
    ///   - name: The standard: its id, or a part of id or title that only one has.
    ///   - area: Code of the area.
    ///   - kind: A declared kind of inspection.
    ///   - date: The day as of which the area is judged; today when `nil`.
    /// - Returns: The inspection.
    /// - Throws: ``Failure`` `standard_unknown`, `standard_ambiguous`, `area_unknown`, `area_not_assigned`,
    ///   `field_invalid`; `StoreError`.
    public func startInspection(
        standard name: String, area: String, kind: String, date: CalendarDate?
    ) throws -> Inspection {
        let heading = try StandardShelf(replica).find(name)
        let type = try type(RecordTypes.inspection)
        let day = try date ?? today()
        let words = [
            "area=\(area)", "standard=\(heading.id)", "standard_version=\(heading.version)", "kind=\(kind)",
            "date=\(day)", "inspectors=\(author.login)",
        ]
        let assignments = try self.assignments(words, type: type)
        let created = try replica.save(as: author, handsIn: true) { context in
            if let fault = try areaFault(area, in: context) { throw fault }
            let key = RecordKey(id: context.newID(), type: type.number)
            return Save([ChangeDraft(writes: assignments.flatMap { $0.writes(ofNew: key) })], giving: key)
        }.result
        return try inspection(created)
    }

    /// Today in the time of the campaign.
    public func today() throws -> CalendarDate {
        guard let day = LocalDay.of(environment.wallMilliseconds()) else {
            throw Failure(
                code: "clock_wrong", status: .configuration,
                message: Localized(zh: "这台设备的时钟不可用。", en: "The clock of this device cannot be right."),
                hint: Localized(zh: "请先校正时钟。", en: "Set the clock first."))
        }
        return day
    }
}

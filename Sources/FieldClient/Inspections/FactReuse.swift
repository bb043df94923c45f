internal import CommunityModel
public import CommunityRecords
internal import ReplicaStore
internal import Standards
public import SyncProtocol
public import Values

/// A fact that an earlier inspection of the same area recorded.
public struct MeasuredFact: Sendable {
    public let name: String
    public let value: Value
    public let unit: String?
    public let title: Localized
    /// The inspection that measured it.
    public let inspection: RecordID
    public let standard: String
    public let date: CalendarDate
}

extension FieldStore {
    /// The facts that an inspection's standard asks for, that it lacks, and that the latest earlier inspections of the
    /// same area recorded, under whichever standard.
    ///
    /// - Parameters:
    ///   - inspection: The inspection that lacks them.
    ///   - since: Only facts measured on that day or later, when given.
    /// - Returns: One measured fact a name, in the order of the standard.
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable`; `StoreError`.
    public func reusableFacts(for inspection: Inspection, since: CalendarDate? = nil) throws -> [MeasuredFact] {
        let standard = try StandardShelf(replica).standard(inspection.standard, version: inspection.version)
        let earlier = try CommunityFacts(replica).allInspections(areaPrefix: inspection.area).filter { other in
            other.area == inspection.area && other.id != inspection.id && other.date <= inspection.date
                && since.map { other.date >= $0 } ?? true
        }.reversed()
        var names: Set<String> = Set(inspection.values.keys)
        var found: [MeasuredFact] = []
        for fact in standard.indicators.flatMap(\.facts) where names.insert(fact.name).inserted {
            for other in earlier where !other.disputed.contains(fact.name) {
                guard let value = other.values[fact.name] else { continue }
                found.append(
                    MeasuredFact(
                        name: fact.name, value: value, unit: fact.unit, title: fact.title, inspection: other.id,
                        standard: other.standard, date: other.date))
                break
            }
        }
        return found
    }
}

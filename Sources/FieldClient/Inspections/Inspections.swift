internal import CommunityModel
public import CommunityRecords
internal import Records
internal import ReplicaStore
public import Standards
public import SyncProtocol
public import Values

/// What a community is held against a standard by.
public struct Inspections: UseCase, Sendable {
    let store: FieldStore

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
    public func start(standard name: String, area: String, kind: String, date: CalendarDate?) throws -> Inspection {
        let heading = try PublishedStandards(replica).find(name)
        let type = try type(RecordTypes.inspection)
        let day = try date ?? store.campaign.today()
        let words = [
            "area=\(area)", "standard=\(heading.id)", "standard_version=\(heading.version)", "kind=\(kind)",
            "date=\(day)", "inspectors=\(author.login)",
        ]
        let assignments = try store.records.assignments(words, type: type)
        let created = try replica.save(as: author, handsIn: true) { context in
            if let fault = try store.records.areaFault(area, in: context) { throw fault }
            let key = RecordKey(id: context.newID(), type: type.number)
            return Save([ChangeDraft(writes: assignments.flatMap { $0.writes(ofNew: key) })], giving: key)
        }.result
        return try one(created)
    }

    /// The inspections in areas whose code begins with a code, newest first.
    public func list(area: String = "") throws -> [Inspection] {
        try CommunityFacts(replica).allInspections(areaPrefix: area).reversed()
    }

    /// An inspection that a person names by its id or the beginning of it.
    ///
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown`, `id_ambiguous`; `StoreError`.
    public func one(_ prefix: String) throws -> Inspection {
        try one(try record(prefix, type: RecordTypes.inspection))
    }

    func one(_ key: RecordKey) throws -> Inspection {
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
        let standards = try PublishedStandards(replica)
        let heading = try other.map { try standards.find($0) }
        let id = heading?.id ?? inspection.standard
        let newest = heading.map { $0.id == inspection.standard ? inspection.version : $0.version }
        let wanted = version ?? newest ?? inspection.version
        if id == inspection.standard, wanted < inspection.version { throw earlier(wanted, than: inspection) }
        let standard = try standards.standard(id, version: wanted)
        return try JudgedInspection(inspection, standard: standard, facts: CommunityFacts(replica))
    }

    private func earlier(_ version: Int, than inspection: Inspection) -> Failure {
        Failure(fault: "version_earlier", ["own": "\(inspection.version)", "asked": "\(version)"])
    }

    /// The indicator of an inspection's standard that a person names by its code, in either case.
    ///
    /// - Throws: ``Failure`` `indicator_unknown` (65); `StoreError`.
    public func indicator(_ code: String, of inspection: Inspection) throws -> Indicator {
        let standard = try PublishedStandards(replica).standard(inspection.standard, version: inspection.version)
        if let indicator = standard.indicator(code.uppercased()) { return indicator }
        throw unknownIndicator(code, in: standard)
    }

    /// Tells of the codes that begin like a wrong one.
    public func unknownIndicator(_ code: String, in standard: Standard) -> Failure {
        let word = code.uppercased()
        let near = standard.indicators.map(\.code).filter { $0.contains(word.prefix(8)) }.prefix(12)
        let shown = near.isEmpty ? standard.groups.map(\.code).joined(separator: ", ") : near.joined(separator: ", ")
        let words = ["shown": shown]
        return Failure(
            fault: "indicator_unknown", ["standard": standard.id, "code": code],
            bilingual: ["near": Localized(fault: near.isEmpty ? "groups_of_it" : "codes_like_it", words)])
    }
}

/// A fact that an earlier inspection of the same area recorded, as people and scripts see it.
public struct MeasuredFact: Encodable, Sendable {
    /// The name that standards call it by.
    public let name: String
    /// What was measured, in the unit.
    public let value: Value
    /// UCUM; `nil` for a fact without one.
    public let unit: String?
    /// What people call it.
    public let title: Localized
    /// The inspection that measured it.
    public let inspection: RecordID
    /// The id of the standard under which it was measured.
    public let standard: String
    /// The day of that inspection.
    public let date: CalendarDate

    private enum CodingKeys: String, CodingKey { case name, value, unit, inspection, standard, date }
}

extension Inspections {
    /// The facts that an inspection's standard asks for, that it lacks, and that the latest earlier inspections of the
    /// same area recorded, under whichever standard.
    ///
    /// - Parameters:
    ///   - inspection: The inspection that lacks them.
    ///   - since: Only facts measured on that day or later, when given.
    /// - Returns: One measured fact a name, in the order of the standard.
    /// - Throws: ``Failure`` `standard_unknown`, `standard_unreadable`; `StoreError`.
    public func reusableFacts(for inspection: Inspection, since: CalendarDate? = nil) throws -> [MeasuredFact] {
        let standard = try PublishedStandards(replica).standard(inspection.standard, version: inspection.version)
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

    /// Where the walk through an inspection was left on this device.
    ///
    /// - Returns: The code of an indicator; `nil` when it was never begun here.
    /// - Throws: `StoreError`.
    public func lastIndicator(of inspection: RecordID) throws -> String? {
        let prefix = "\(inspection) "
        return try lastIndicators().last { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    /// Remembers where the walk through an inspection is, so that it goes on there whatever ends the program.
    ///
    /// - Throws: `StoreError`.
    public func keepLastIndicator(_ code: String, of inspection: RecordID) throws {
        let places = try lastIndicators()
        let line = "\(inspection) \(code)"
        guard places.last != line else { return }
        let others = places.filter { !$0.hasPrefix("\(inspection) ") }
        try replica.set([
            .lastIndicators: (others.suffix(FieldLimits.walkPlacesMax - 1) + [line]).joined(separator: "\n")
        ])
    }

    private func lastIndicators() throws -> [String] {
        (try replica.text(.lastIndicators) ?? "").split(separator: "\n").map(String.init)
    }
}

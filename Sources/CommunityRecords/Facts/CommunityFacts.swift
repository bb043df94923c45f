internal import CommunityModel
public import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// What the records of a store say about communities, read when first asked for and kept: one moment of the store.
///
/// Not for two threads at once.
public final class CommunityFacts {
    /// The areas of the store.
    public let areas: AreaTree
    let replica: ReplicaStore
    let schema: Schema
    private var inspections: [String: [Inspection]] = [:]
    private var snapshots: [String: [PopulationSnapshot]] = [:]
    private var exemptions: [String: [Exemption]] = [:]
    private var registers: [String: Int] = [:]
    private var events: [String: [ReportedEvent]] = [:]
    private var sessions: [String: [SupervisionSession]] = [:]
    private var evaluations: [String: [CompoundEvaluation]] = [:]
    var successions: [String: CodeSuccession] = [:]
    var knownShelf: StandardShelf?
    var surveyRounds: [String: String?] = [:]
    var knownSettings: CampaignSettings?
    private var facilities: [Facility]?
    private var knownOrganisations: [Organisation]?
    private var entries: [String: [RectificationEntry]] = [:]
    /// What was asked of the household survey before, by area, day and settings.
    var surveys: [SurveyQuestion: [String: SurveyRateFigure]] = [:]
    private var evaluators: [String: Evaluator] = [:]
    private var failure: (any Error)?

    /// - Throws: `StoreError`.
    public init(_ replica: ReplicaStore) throws {
        self.replica = replica
        schema = try replica.schema()
        areas = try AreaTree(replica)
    }

    /// The inspections in areas whose code begins with a code, by date and id.
    ///
    /// - Parameter prefix: The beginning of the codes; empty for all.
    /// - Returns: Those that are not deleted.
    /// - Throws: `StoreError`.
    public func allInspections(areaPrefix prefix: String) throws -> [Inspection] {
        guard let type = schema.type(RecordTypes.inspection) else { return [] }
        let found = try replica.records(of: RecordTypes.inspection, areaPrefix: prefix)
            .compactMap { Inspection($0, type: type) }.sorted(by: Inspection.isEarlier)
        for (area, list) in Dictionary(grouping: found, by: \.area) { inspections[area] = list }
        return found
    }

    /// The inspections of one area, by date and id.
    func inspections(of area: String) throws -> [Inspection] {
        if let known = inspections[area] { return known }
        guard let type = schema.type(RecordTypes.inspection) else { return [] }
        let found = try replica.records(of: RecordTypes.inspection, inArea: area)
            .compactMap { Inspection($0, type: type) }.sorted(by: Inspection.isEarlier)
        inspections[area] = found
        return found
    }

    /// The population snapshots of an area, oldest first.
    func snapshots(of area: String) throws -> [PopulationSnapshot] {
        if let known = snapshots[area] { return known }
        let found = try records(named: PopulationSnapshot.typeName, inArea: area) { PopulationSnapshot($0, type: $1) }
            .sorted { ($0.asOf, $0.id) < ($1.asOf, $1.id) }
        snapshots[area] = found
        return found
    }

    /// The decisions about exemptions in an area, oldest first.
    func exemptions(of area: String) throws -> [Exemption] {
        if let known = exemptions[area] { return known }
        let found = try records(named: Exemption.typeName, inArea: area) { Exemption($0, type: $1) }
            .sorted(by: Exemption.isEarlier)
        exemptions[area] = found
        return found
    }

    /// What was held in areas whose code begins with a code, each event with all that reported it.
    func events(areaPrefix prefix: String) throws -> [ReportedEvent] {
        if let known = events[prefix] { return known }
        let found = ReportedEvent.gather(
            try records(named: Activity.typeName, areaPrefix: prefix) { Activity($0, type: $1) })
        events[prefix] = found
        return found
    }

    /// The supervision sessions in areas whose code begins with a code.
    func sessions(areaPrefix prefix: String) throws -> [SupervisionSession] {
        if let known = sessions[prefix] { return known }
        let found = try records(named: SupervisionSession.typeName, areaPrefix: prefix) {
            SupervisionSession($0, type: $1)
        }
        sessions[prefix] = found
        return found
    }

    /// The compound evaluations in areas whose code begins with a code.
    func evaluations(areaPrefix prefix: String) throws -> [CompoundEvaluation] {
        if let known = evaluations[prefix] { return known }
        let found = try records(named: CompoundEvaluation.typeName, areaPrefix: prefix) {
            CompoundEvaluation($0, type: $1)
        }
        evaluations[prefix] = found
        return found
    }

    /// The facilities of an area and of those that say they serve it.
    func facilities(of area: String) throws -> [Facility] {
        let all: [Facility]
        if let known = facilities {
            all = known
        } else {
            all = try records(named: Facility.typeName, areaPrefix: "") { Facility($0, type: $1) }
            facilities = all
        }
        return all.filter { $0.area.hasPrefix(area) || $0.serves.contains(area) }
    }

    /// Every organisation of the store.
    func organisations() throws -> [Organisation] {
        if let known = knownOrganisations { return known }
        let found = try records(named: Organisation.typeName, areaPrefix: "") { Organisation($0, type: $1) }
        knownOrganisations = found
        return found
    }

    /// The codes of areas in which something was inspected or held, ascending.
    func activeAreas(prefix: String) throws -> [String] {
        let inspected = try allInspections(areaPrefix: prefix).map(\.area)
        let held = try events(areaPrefix: prefix).flatMap { $0.reports.map(\.area) }
        let supervised = try sessions(areaPrefix: prefix).map(\.area)
        return Set(inspected + held + supervised).sorted()
    }

    /// How many households the register of an area held at the end of a day.
    func registeredHouseholds(of area: String, on date: CalendarDate) throws -> Int {
        let key = "\(area) \(date)"
        if let known = registers[key] { return known }
        let count = try replica.count(
            of: RecordTypes.household, areaPrefix: area, madeBy: LocalDay.end(of: date))
        registers[key] = count
        return count
    }

    /// The evaluator of a version of a standard, made ready once for all its inspections.
    func evaluator(of standard: Standard, explains: Bool) -> Evaluator {
        let key = "\(standard.id) \(standard.version) \(explains)"
        if let known = evaluators[key] { return known }
        let evaluator = Evaluator(standard, explains: explains)
        evaluators[key] = evaluator
        return evaluator
    }

    /// Reads for an evaluator, which cannot throw: the first failure is kept, and ``check()`` tells of it.
    func attempt<Fact>(_ read: () throws -> Fact) -> Fact? {
        do {
            return try read()
        } catch {
            if failure == nil { failure = error }
            return nil
        }
    }

    /// Throws what went wrong while the facts were read. To be called before a result is shown.
    ///
    /// - Throws: `StoreError`.
    public func check() throws {
        if let failure { throw failure }
    }

    private func records<Fact>(
        named name: String, inArea area: String, read: (StoredRecord, RecordType) -> Fact?
    ) throws -> [Fact] {
        guard let type = schema.type(named: name) else { return [] }
        return try replica.records(of: type.number, inArea: area).compactMap { read($0, type) }
    }

    private func records<Fact>(
        named name: String, areaPrefix prefix: String, read: (StoredRecord, RecordType) -> Fact?
    ) throws -> [Fact] {
        guard let type = schema.type(named: name) else { return [] }
        return try replica.records(of: type.number, areaPrefix: prefix).compactMap { read($0, type) }
    }

    /// Keeps what was read of an area's rectifications.
    func rectifications(
        areaPrefix prefix: String, read: () throws -> [RectificationEntry]
    ) rethrows -> [RectificationEntry] {
        if let known = entries[prefix] { return known }
        let found = try read()
        entries[prefix] = found
        return found
    }
}

extension Inspection {
    static func isEarlier(_ left: Inspection, _ right: Inspection) -> Bool {
        (left.date, left.id) < (right.date, right.id)
    }
}

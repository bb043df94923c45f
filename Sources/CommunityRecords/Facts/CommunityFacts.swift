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
    var successions: [String: CodeSuccession?] = [:]
    var knownStandards: PublishedStandards?
    var surveyRounds: [String: String?] = [:]
    var knownSettings: CampaignSettings?
    private var facilities: [String: [Facility]] = [:]
    private var knownOrganisations: [String: [Organisation]] = [:]
    var rectifications: [String: [RectificationEntry]] = [:]
    /// What was asked of the household survey before, by area, day and settings.
    var surveys: [SurveyQuestion: [String: SurveyRateFigure]] = [:]
    private var evaluators: [String: Evaluator] = [:]

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
        let found = try records(Inspection.typeName, areaPrefix: prefix, read: Inspection.init)
            .sorted(by: Inspection.isEarlier)
        for (area, list) in Dictionary(grouping: found, by: \.area) { inspections[area] = list }
        return found
    }

    /// The inspections of one area, by date and id.
    func inspections(of area: String) throws -> [Inspection] {
        try kept(\.inspections, area) {
            try records(Inspection.typeName, inArea: area, read: Inspection.init).sorted(by: Inspection.isEarlier)
        }
    }

    /// The population snapshots of an area, oldest first.
    func snapshots(of area: String) throws -> [PopulationSnapshot] {
        try kept(\.snapshots, area) {
            try records(PopulationSnapshot.typeName, inArea: area, read: PopulationSnapshot.init)
                .sorted { ($0.asOf, $0.id) < ($1.asOf, $1.id) }
        }
    }

    /// The decisions about exemptions in an area, oldest first.
    func exemptions(of area: String) throws -> [Exemption] {
        try kept(\.exemptions, area) {
            try records(Exemption.typeName, inArea: area, read: Exemption.init).sorted(by: Exemption.isEarlier)
        }
    }

    /// What was held in areas whose code begins with a code, each event with all that reported it.
    func events(areaPrefix prefix: String) throws -> [ReportedEvent] {
        try kept(\.events, prefix) {
            ReportedEvent.gather(try records(Activity.typeName, areaPrefix: prefix, read: Activity.init))
        }
    }

    /// The supervision sessions in areas whose code begins with a code.
    func sessions(areaPrefix prefix: String) throws -> [SupervisionSession] {
        try kept(\.sessions, prefix) {
            try records(SupervisionSession.typeName, areaPrefix: prefix, read: SupervisionSession.init)
        }
    }

    /// The compound evaluations in areas whose code begins with a code.
    func evaluations(areaPrefix prefix: String) throws -> [CompoundEvaluation] {
        try kept(\.evaluations, prefix) {
            try records(CompoundEvaluation.typeName, areaPrefix: prefix, read: CompoundEvaluation.init)
        }
    }

    /// The facilities of an area and of those that say they serve it.
    func facilities(of area: String) throws -> [Facility] {
        try kept(\.facilities, "") { try records(Facility.typeName, areaPrefix: "", read: Facility.init) }
            .filter { $0.area.hasPrefix(area) || $0.serves.contains(area) }
    }

    /// Every organisation of the store.
    func organisations() throws -> [Organisation] {
        try kept(\.knownOrganisations, "") {
            try records(Organisation.typeName, areaPrefix: "", read: Organisation.init)
        }
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
        try kept(\.registers, "\(area) \(date)") {
            try replica.count(of: RecordTypes.household, areaPrefix: area, madeBy: LocalDay.end(of: date))
        }
    }

    /// The evaluator of a version of a standard, made ready once for all its inspections.
    func evaluator(of standard: Standard, explains: Bool) -> Evaluator {
        kept(\.evaluators, "\(standard.id) \(standard.version) \(explains)") {
            Evaluator(standard, explains: explains)
        }
    }

    /// What was read before under a key, or is read now and kept.
    func kept<Key, Fact>(
        _ known: ReferenceWritableKeyPath<CommunityFacts, [Key: Fact]>, _ key: Key, read: () throws -> Fact
    ) rethrows -> Fact {
        if let fact = self[keyPath: known][key] { return fact }
        let fact = try read()
        self[keyPath: known][key] = fact
        return fact
    }

    private func records<Fact>(
        _ name: String, inArea area: String, read: (StoredRecord, RecordType) -> Fact?
    ) throws -> [Fact] {
        guard let type = schema.type(named: name) else { return [] }
        return try replica.records(of: type.number, inArea: area).compactMap { read($0, type) }
    }

    private func records<Fact>(
        _ name: String, areaPrefix prefix: String, read: (StoredRecord, RecordType) -> Fact?
    ) throws -> [Fact] {
        guard let type = schema.type(named: name) else { return [] }
        return try replica.records(of: type.number, areaPrefix: prefix).compactMap { read($0, type) }
    }
}

extension Inspection {
    static func isEarlier(_ left: Inspection, _ right: Inspection) -> Bool {
        (left.date, left.id) < (right.date, right.id)
    }
}

internal import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// How many people and households an area had on a day, as some source says.
struct PopulationSnapshot {
    static let typeName = "population_snapshot"

    let id: RecordID
    let asOf: CalendarDate
    /// Whether those who are responsible stand by it.
    let isConfirmed: Bool
    /// Numbers by field name; the one shown where people disagree.
    let numbers: [String: Value]
    /// Names of the numbers on which people disagree.
    let disputed: Set<String>

    init?(_ record: StoredRecord, type: RecordType) {
        guard let date = record.view.date("as_of", of: type) else { return nil }
        id = record.key.id
        asOf = date
        isConfirmed = record.view.candidates("confirmed", of: type) == [.boolean(true)]
        numbers = Dictionary(
            type.fields.compactMap { field in
                record.view.value(field.name, of: type).flatMap { $0.isNumber ? (field.name, $0) : nil }
            }, uniquingKeysWith: { first, _ in first })
        disputed = Set(type.fields.map(\.name).filter { record.view.isDisputed($0, of: type) })
    }

    /// What snapshots say of a number on a day: those that are confirmed before others, and of these the latest. Where
    /// several of that day differ nothing tells which is right.
    static func known(_ name: String, on day: CalendarDate, from snapshots: [PopulationSnapshot]) -> KnownAttribute {
        let past = snapshots.filter { $0.asOf <= day && $0.numbers[name] != nil }
        let confirmed = past.filter(\.isConfirmed)
        let counting = confirmed.isEmpty ? past : confirmed
        guard let latest = counting.map(\.asOf).max() else { return .unknown }
        let ofDay = counting.filter { $0.asOf == latest }
        let values = Set(ofDay.compactMap { $0.numbers[name] })
        guard let value = values.first, values.count == 1, !ofDay.contains(where: { $0.disputed.contains(name) })
        else { return .disputed }
        return .value(value, from: "\(typeName) \(latest)")
    }
}

/// A decision that an indicator does, or does not, apply to an area.
struct Exemption {
    static let typeName = "exemption"

    let id: RecordID
    let standard: String?
    let indicator: String
    let isApplicable: Bool
    let reason: String
    /// From when on it holds; `nil` when it always does.
    let date: CalendarDate?
    /// Whether people disagree on what was decided.
    let isDisputed: Bool

    init?(_ record: StoredRecord, type: RecordType) {
        guard let indicator = record.view.text("indicator", of: type),
            case .boolean(let applicable)? = record.view.value("applicable", of: type)
        else { return nil }
        id = record.key.id
        standard = record.view.text("standard", of: type)
        self.indicator = indicator
        isApplicable = applicable
        reason = record.view.text("reason", of: type) ?? ""
        date = record.view.date("date", of: type)
        isDisputed = record.view.isDisputed("applicable", of: type)
    }

    /// Whether one decision is older than another.
    static func isEarlier(_ left: Exemption, _ right: Exemption) -> Bool {
        guard let first = left.date, let second = right.date, first != second else {
            return left.date == nil && right.date != nil || (left.date == right.date && left.id < right.id)
        }
        return first < second
    }
}

/// Something that was held, or is planned.
struct Activity {
    static let typeName = "activity"

    let id: RecordID
    let area: String
    /// What it may turn out to be: one reading, or several where people disagree and nobody has decided yet.
    let readings: [Reading]
    /// The activity that this one is another report of.
    let sameAs: RecordID?

    struct Reading: Hashable {
        let kind: String
        let theme: String?
        let state: String
        let date: CalendarDate
        /// Who held it, and who asked for it.
        let host: String?
        let organiser: String?
    }

    init?(_ record: StoredRecord, type: RecordType) {
        let view = record.view
        let dates = view.candidates("date", of: type).compactMap { if case .date(let date) = $0 { date } else { nil } }
        guard !dates.isEmpty else { return nil }
        id = record.key.id
        area = view.text("area", of: type) ?? ""
        let (kinds, themes) = (view.words("kind", of: type), view.words("theme", of: type))
        let states = view.words("state", of: type)
        var readings: [Reading] = []
        for (host, organiser) in Self.pairs(view.words("host", of: type), view.words("organiser", of: type)) {
            for (date, kind) in Self.pairs(dates, kinds) {
                for (theme, state) in Self.pairs(themes, states) {
                    readings.append(
                        Reading(
                            kind: kind ?? "", theme: theme, state: state ?? "planned", date: date, host: host,
                            organiser: organiser))
                }
            }
        }
        self.readings = readings
        sameAs = view.reference("same_as", of: type)
    }

    private static func pairs<First, Second>(_ first: [First], _ second: [Second]) -> [(First, Second)] {
        first.flatMap { one in second.map { (one, $0) } }
    }
}

/// A unit of any kind, from committees to hospitals.
struct Organisation {
    static let typeName = "organisation"

    let area: String
    let kind: String
    let name: String
    private let state: String?
    private let dissolvedOn: CalendarDate?

    init?(_ record: StoredRecord, type: RecordType) {
        let view = record.view
        guard let area = view.text("area", of: type), let kind = view.text("kind", of: type),
            let name = view.text("name", of: type)
        else { return nil }
        (self.area, self.kind, self.name) = (area, kind, name)
        state = view.text("state", of: type)
        dissolvedOn = view.date("dissolved_on", of: type)
    }

    /// Whether it was gone on a day.
    func isDissolved(on day: CalendarDate) -> Bool {
        dissolvedOn.map { $0 <= day } ?? (state == "dissolved")
    }
}

/// A session in which deputies, media and departments looked at what was done.
struct SupervisionSession {
    static let typeName = "supervision_session"

    let id: RecordID
    let area: String
    let date: CalendarDate?
    /// The day of the hearing by the commission, when there was one.
    let hearing: CalendarDate?

    init?(_ record: StoredRecord, type: RecordType) {
        guard record.view.text("state", of: type) != "planned" else { return nil }
        id = record.key.id
        area = record.view.text("area", of: type) ?? ""
        date = record.view.date("date", of: type)
        hearing = record.view.date("hearing_date", of: type)
    }
}

/// The yearly evaluation of a residential compound.
struct CompoundEvaluation {
    static let typeName = "compound_evaluation"

    let year: Int64
    let date: CalendarDate?

    init?(_ record: StoredRecord, type: RecordType) {
        guard case .integer(let year)? = record.view.value("year", of: type) else { return nil }
        self.year = year
        date = record.view.date("date", of: type)
    }
}

/// A place or building that serves people.
struct Facility {
    static let typeName = "facility"

    let area: String
    let kind: String
    let name: String?
    /// Codes of further areas that it serves.
    let serves: [String]
    /// The states it may be in: one, or those between which people have not decided yet.
    let states: [String?]

    init?(_ record: StoredRecord, type: RecordType) {
        guard let area = record.view.text("area", of: type), let kind = record.view.text("kind", of: type) else {
            return nil
        }
        self.area = area
        self.kind = kind
        name = record.view.text("name", of: type)
        serves = record.view.texts("serves", of: type) + (record.view.text("serves", of: type).map { [$0] } ?? [])
        states = record.view.words("state", of: type)
    }
}

extension Value {
    /// Whether the value is an integer or a decimal.
    var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        default: false
        }
    }
}

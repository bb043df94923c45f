internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// How many people and households an area had on a day, as some source says.
struct PopulationSnapshot {
    static let typeName = "population_snapshot"

    let id: RecordID
    let asOf: CalendarDate
    /// Numbers by field name; those in conflict are left out.
    let numbers: [String: Value]

    init?(_ record: StoredRecord, type: RecordType) {
        guard let date = record.view.date("as_of", of: type) else { return nil }
        id = record.key.id
        asOf = date
        numbers = Dictionary(
            type.fields.compactMap { field in
                guard case .value(let write)? = record.view.outcome(of: field.number),
                    let value = Value(encoded: write.value), value.isNumber
                else { return nil }
                return (field.name, value)
            }, uniquingKeysWith: { first, _ in first })
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
    let date: CalendarDate

    init?(_ record: StoredRecord, type: RecordType) {
        guard let indicator = record.view.text("indicator", of: type),
            case .boolean(let applicable)? = record.view.value("applicable", of: type),
            let date = record.view.date("date", of: type)
        else { return nil }
        id = record.key.id
        standard = record.view.text("standard", of: type)
        self.indicator = indicator
        isApplicable = applicable
        reason = record.view.text("reason", of: type) ?? ""
        self.date = date
    }
}

/// Something that was held, or is planned.
struct Activity {
    static let typeName = "activity"

    let id: RecordID
    let area: String
    let kind: String
    let theme: String?
    let state: String
    let date: CalendarDate
    /// The activity that this one is another report of.
    let sameAs: RecordID?

    init?(_ record: StoredRecord, type: RecordType) {
        guard let date = record.view.date("date", of: type) else { return nil }
        id = record.key.id
        area = record.view.text("area", of: type) ?? ""
        kind = record.view.text("kind", of: type) ?? ""
        theme = record.view.text("theme", of: type)
        state = record.view.text("state", of: type) ?? "planned"
        self.date = date
        if case .reference(let other)? = record.view.value("same_as", of: type) { sameAs = other } else { sameAs = nil }
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
    /// Codes of further areas that it serves.
    let serves: [String]
    let isInUse: Bool

    init?(_ record: StoredRecord, type: RecordType) {
        guard let area = record.view.text("area", of: type), let kind = record.view.text("kind", of: type) else {
            return nil
        }
        self.area = area
        self.kind = kind
        let codes = record.view.elements("serves", of: type).compactMap { value -> String? in
            if case .text(let code) = value { code } else { nil }
        }
        serves = codes + (record.view.text("serves", of: type).map { [$0] } ?? [])
        isInUse = record.view.text("state", of: type) == "in_use"
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

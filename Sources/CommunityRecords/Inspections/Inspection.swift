public import ReplicaStore
public import SyncProtocol
public import Values

/// An inspection as a store holds it: one community held against one version of a standard on one day.
public struct Inspection: Sendable {
    static let typeName = "inspection"

    /// The record's id.
    public let id: RecordID
    /// Code of the area inspected.
    public let area: String
    /// Id of the standard.
    public let standard: String
    /// The version that the inspection began with, which it keeps.
    public let version: Int
    /// `baseline`, `self_check`, `inspection`, `acceptance` or `supervision`.
    public let kind: String
    /// The day as of which it judges.
    public let date: CalendarDate
    /// Logins, ascending.
    public let inspectors: [String]
    /// Whether it is done and counts in reports before those that are not.
    public let isSubmitted: Bool
    /// What was recorded, by name: facts and metrics, and yes or no by the code of an indicator or check.
    public private(set) var values: [String: Value]
    /// Names on which inspectors disagree; the value shown meanwhile stands in ``values``.
    public private(set) var disputed: Set<String>
    /// Why an indicator does not apply here, by its code.
    public private(set) var exemptions: [String: String]
    /// Codes of indicators that some exempt and others do not.
    private(set) var disputedExemptions: Set<String>
    /// Notes by indicator code, oldest first; the empty code holds those about the whole inspection.
    public private(set) var notes: [String: [String]]
    /// Latitude and longitude in degrees.
    public let position: (latitude: ExactDecimal, longitude: ExactDecimal)?
    /// Whether somebody deleted it.
    public let isDeleted: Bool
    /// What is in conflict, by field or cell name.
    public let conflicts: [String]

    /// Reads the record.
    ///
    /// - Returns: `nil` when it lacks what makes it an inspection; a device with an older program may have written so.
    public init?(_ record: StoredRecord, type: RecordType) {
        let view = record.view
        guard let area = view.text("area", of: type), let standard = view.text("standard", of: type),
            case .integer(let version)? = view.value("standard_version", of: type),
            let date = view.date("date", of: type)
        else { return nil }
        id = record.key.id
        self.area = area
        self.standard = standard
        self.version = Int(version)
        self.date = date
        kind = view.text("kind", of: type) ?? "inspection"
        isSubmitted = view.value("submitted", of: type) == .boolean(true)
        isDeleted = view.deletion == .deleted
        inspectors = view.texts("inspectors", of: type).sorted()
        var values: [String: Value] = [:]
        var disputed: Set<String> = []
        for (name, outcome) in view.cells("values", of: type) {
            if let value = outcome.shown, value != .null { values[name] = value }
            if outcome.isConflict { disputed.insert(name) }
        }
        self.values = values
        self.disputed = disputed
        let exempting = view.cells("exemptions", of: type)
        disputedExemptions = Set(
            exempting.filter { _, outcome in
                guard case .conflict(let candidates, _) = outcome else { return false }
                return candidates.contains { Value(encoded: $0.value) == .null }
            }.map(\.name))
        exemptions = Dictionary(
            exempting.compactMap { code, outcome in
                if case .text(let reason)? = outcome.shown { (code, reason) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
        notes = Dictionary(
            view.cells("notes", of: type).map { code, outcome in
                (code, outcome.entries.compactMap { if case .text(let text) = $0 { text } else { nil } })
            }, uniquingKeysWith: { first, _ in first })
        if case .tuple(let parts)? = view.value("position", of: type), parts.count == 2,
            case .decimal(let latitude) = parts[0], case .decimal(let longitude) = parts[1]
        {
            position = (latitude, longitude)
        } else {
            position = nil
        }
        conflicts = view.conflicts.map { key, _ in
            guard let field = type.field(key.field) else { return "" }
            return field.keyed ? String(decoding: key.cell, as: UTF8.self) : field.name
        }
    }

    /// The same inspection with what was recorded under other names; what has none is left out. Notes under codes that
    /// are not listed stay where they are.
    func renamed(_ names: [String: String]) -> Inspection {
        var copy = self
        let ordered = names.sorted { $0.key < $1.key }
        copy.values = [:]
        copy.exemptions = [:]
        copy.disputed = []
        copy.disputedExemptions = Set(disputedExemptions.compactMap { names[$0] })
        for (old, new) in ordered {
            if let value = values[old] { copy.values[new] = value }
            if let reason = exemptions[old], copy.exemptions[new] == nil { copy.exemptions[new] = reason }
            if disputed.contains(old) { copy.disputed.insert(new) }
        }
        copy.notes = [:]
        for (old, texts) in notes.sorted(by: { $0.key < $1.key }) {
            copy.notes[names[old] ?? old, default: []] += texts
        }
        return copy
    }

    /// The same inspection as if it had recorded other values.
    func recording(_ values: [String: Value], disputed: Set<String>) -> Inspection {
        var copy = self
        copy.values = values
        copy.disputed = disputed
        return copy
    }
}

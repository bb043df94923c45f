internal import CommunityModel
internal import Standards

/// A unit that holds activities, such as a hospital: an organisation, or a facility of its own name.
struct HostUnit: Hashable {
    /// In the form in which names are compared.
    let name: String
    let area: String

    init?(name: String?, area: String) {
        guard let name, !name.isEmpty else { return nil }
        self.name = Self.bare(name)
        self.area = area
    }

    /// A name as people mean it: without spaces, in half width and lower case.
    static func bare(_ name: String) -> String { AddressSearch.bare(name, field: "host") }

    /// Whether a report names the unit as who held the activity or asked for it.
    func isNamed(by reading: Activity.Reading) -> Bool {
        [reading.host, reading.organiser].contains { $0.map(Self.bare) == name }
    }
}

extension RecordQueries {
    /// The units of some kinds that hold activities in the area: those in it or serving it; where there are none, those of
    /// the areas above, such as the hospital of the street for one of its communities.
    private func units(_ kinds: [String]) throws -> [HostUnit] {
        let named =
            try facts.organisations().filter { kinds.contains($0.kind) && !$0.isDissolved(on: date) }
            .map { (unit: HostUnit(name: $0.name, area: $0.area), serves: [String]()) }
            + facts.facilities(of: "")
            .filter { kinds.contains($0.kind) && $0.states != ["closed"] && $0.states != ["planned"] }
            .map { (unit: HostUnit(name: $0.name, area: $0.area), serves: $0.serves) }
        let own = named.filter { $0.unit?.area.hasPrefix(area) == true || $0.serves.contains(area) }
        let above = named.filter { named in named.unit.map { area.hasPrefix($0.area) } == true }
        var seen: Set<String> = []
        return (own.isEmpty ? above : own).compactMap(\.unit).filter { seen.insert($0.name).inserted }
    }

    /// The activities that units of the kinds under `host` held; with `each: host` those of the unit that held the fewest.
    ///
    /// - Parameters:
    ///   - query: With an argument `host`.
    ///   - count: Counts the activities of which a report meets a test.
    /// - Returns: `nil` when no such unit is on record.
    /// - Throws: `StoreError`.
    func ofHosts(_ query: Query, count: ((Activity.Reading) -> Bool) throws -> Found?) throws -> Found? {
        let units = try units(words(query, "host"))
        guard !units.isEmpty else { return nil }
        guard query.arguments["each"] == "host" else {
            return try count { reading in units.contains { $0.isNamed(by: reading) } } ?? Found(records: [])
        }
        let found = try units.map { unit in try count(unit.isNamed) ?? Found(records: []) }
        let most = found.map { $0.records.count + $0.open.count }.min() ?? 0
        guard let fewest = found.min(by: { $0.records.count < $1.records.count }) else { return nil }
        return Found(records: fewest.records, open: Array(fewest.open.prefix(most - fewest.records.count)))
    }
}

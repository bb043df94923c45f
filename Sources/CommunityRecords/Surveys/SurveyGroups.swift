/// The households of a survey by what a row of a report stands for.
struct SurveyGroups {
    struct ReportGroup {
        let area: String
        let building: String
    }

    /// In the order of their codes and names.
    let groups: [ReportGroup]
    /// For each building of the households its group.
    private let numbers: [Int]
    /// The group of a building where rows stand for areas: one group a community.
    private let byBuilding: Bool

    /// - Parameters:
    ///   - households: The households.
    ///   - areas: The areas they lie in; the community is the nearest above the household.
    ///   - byBuilding: Whether a group is a building rather than a community.
    /// - Throws: `StoreError`.
    init(_ households: SurveyHouseholds, areas: AreaTree, byBuilding: Bool) throws {
        self.byBuilding = byBuilding
        let communities = try households.areas.words.map { try areas.code(of: "community", above: $0) }
        let keys = households.buildings.words.map { word in
            let area = String(word.prefix { $0 != "\n" })
            let community = households.areas.find(area).map { communities[Int($0)] } ?? area
            let building = word.dropFirst(area.count + 1)
            return byBuilding ? community + "\n" + building : community
        }
        let sorted = Set(keys).sorted { Self.order($0) < Self.order($1) }
        let positions = Dictionary(
            sorted.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        numbers = keys.map { positions[$0] ?? 0 }
        groups = sorted.map { key in
            let area = String(key.prefix { $0 != "\n" })
            return ReportGroup(area: area, building: String(key.dropFirst(area.count + 1)))
        }
    }

    func number(of household: SurveyHouseholds.Household) -> Int { numbers[Int(household.building)] }

    /// Building 2 before building 10.
    private static func order(_ key: String) -> (String, Int, String) {
        let area = String(key.prefix { $0 != "\n" })
        let building = key.dropFirst(area.count + 1)
        let digits = building.prefix { $0.isASCII && $0.isNumber }
        return (area, Int(digits) ?? Int.max, String(building))
    }
}

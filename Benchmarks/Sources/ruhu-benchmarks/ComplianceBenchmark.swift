import Foundation

/// The compliance report over inspected communities in a store full of households, whole process, beside a floor that
/// reads the same inspections and standards out of the same file with nothing but SQLite.
struct ComplianceBenchmark {
    let programs: Programs
    let folder: String
    let communities: Int
    let households: Int

    private static let standard = "nanhai-2011-happy-harmonious-community"
    private static let street = "440605001"

    func run() throws -> [String: Double] {
        let district = try District(programs: programs, folder: folder)
        defer { district.stop() }
        let store = try furnish(district)
        let values = folder + "/values.json"
        say("inspect: \(communities) communities")
        for number in 0..<communities {
            try Self.values(number).write(toFile: values, atomically: true, encoding: .utf8)
            let started = try programs.run(
                "ruhu",
                [
                    "inspect", "start", "--standard", Self.standard, "--area", code(number), "--store", store, "--json",
                ])
            let id = try District.field("id", of: started)
            try programs.run("ruhu", ["inspect", "record", id, "--values", values, "--store", store, "--json"])
            try programs.run("ruhu", ["inspect", "submit", id, "--store", store, "--json"])
        }
        say("report")
        let report = ["report", "compliance", "--store", store, "--json"]
        let answer = try programs.run("ruhu", report)
        let rows = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        let counted = (rows?["rows"] as? [Any])?.count ?? 0
        guard counted == communities else { throw BenchmarkError("\(counted) of \(communities) communities reported") }
        let raw = try RawSQLite(store)
        let floor = try median {
            try seconds { _ = try raw.blobs("SELECT CAST(state AS BLOB) FROM record WHERE type IN (5, 6)") }
        }
        let whole = try median { try programs.seconds("ruhu", report) }
        let explained = try median { try programs.seconds("ruhu", report + ["--explain"]) }
        return [
            "communities": Double(communities), "households": Double(try raw.number("SELECT count(*) FROM household")),
            "milliseconds_median": whole * 1_000, "explained_milliseconds_median": explained * 1_000,
            "target_milliseconds": 1_000, "floor_milliseconds": floor * 1_000, "ratio_to_floor": whole / floor,
            "start_milliseconds": try median { try programs.seconds("ruhu", ["status", "--store", store]) } * 1_000,
        ]
    }

    /// A device that holds all communities with their households.
    private func furnish(_ district: District) throws -> String {
        let areas = (0..<communities).map { "\(code($0)),社区\($0),community,\(Self.street)" }
        try district.write(["code,name,level,parent"] + areas, to: "communities.csv")
        try district.admin("area", "import", district.folder + "/communities.csv")
        let each = households / communities
        let rows = (0..<communities).flatMap { number in
            householdRows(number == 0 ? households - each * (communities - 1) : each, area: code(number)).dropFirst()
        }
        try district.write([householdRows(0, area: "")[0]] + rows, to: "households.csv")
        say("import: \(households) households in \(communities) communities")
        try district.admin("household", "import", district.folder + "/households.csv")
        let store = try district.device("inspector", area: "440605")
        say("first sync")
        try programs.run("ruhu", ["sync", "--store", store])
        return store
    }

    private func code(_ number: Int) -> String { Self.street + String(100 + number) }

    /// What an inspection records: some thirty facts, different from community to community.
    private static func values(_ number: Int) throws -> String {
        var values: [String: Any] = [
            "aware_responses": 60 + number % 30, "valid_responses": 100, "support_responses": 50 + number % 40,
            "satisfied_responses": 70 + number % 20, "office_area": 170 + number % 20, "police_room_area": 14 + number % 3,
            "public_service_area": 190 + number % 40, "has_health_station": number % 3 > 0,
            "has_outdoor_square": number % 5 > 0, "green_cover_area": 20 + number % 20, "community_land_area": 100,
            "exercise_sessions_per_week": number % 5, "exercise_minutes_per_session": 30,
            "regular_exercisers": 40 + number % 20, "population_total": 100, "has_counselling_room": number % 2 == 0,
            "registered_volunteers": 6 + number % 6, "builtup_permanent_population": 100,
            "has_one_stop_service": true, "has_minors_body": true, "minors_staff": 1, "community_teachers": number % 3,
            "has_parent_school": number % 4 > 0, "minutes_to_culture_site": 5 + number % 10, "culture_cadres": 1,
            "culture_officers": number % 2, "film_shows": number % 20, "performances": number % 8,
        ]
        // Half of them counted the households themselves; the others rest on the register.
        if number % 2 == 0 { values["households"] = 900 + number }
        let data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }

    private func median(_ measure: () throws -> Double) rethrows -> Double {
        var times: [Double] = []
        for _ in 0..<7 { times.append(try measure()) }
        return times.sorted()[3]
    }
}

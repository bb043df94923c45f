// Measures what the product promises of speed and size, each with the floor beside it that the same machine reaches
// without Ruhu. Prints one JSON object on stdout; progress on stderr.
import Foundation

var bin = ""
var households = 100_000
var changes = 40_000
var communities = 300
/// What to measure, of `forms`, `keys`, `ingest`, `large` and `compliance`; everything when empty.
var only: Set<String> = []
var words = Array(CommandLine.arguments.dropFirst())
while let word = words.first {
    words.removeFirst()
    guard let value = words.first else { break }
    words.removeFirst()
    switch word {
    case "--bin": bin = value
    case "--households": households = Int(value) ?? households
    case "--changes": changes = Int(value) ?? changes
    case "--communities": communities = Int(value) ?? communities
    case "--only": only.insert(value)
    default: break
    }
}

@MainActor func wants(_ name: String) -> Bool { only.isEmpty || only.contains(name) }

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-bench-\(UUID().uuidString)").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
/// `RUHU_BENCH_KEEP` leaves the stores there, for a profiler.
let keeps = ProcessInfo.processInfo.environment["RUHU_BENCH_KEEP"] != nil
defer { if keeps { say("kept: \(folder)") } else { try? FileManager.default.removeItem(atPath: folder) } }
let programs = Programs(folder: bin)
var results: [String: [String: Double]] = [:]

/// Inserts the same bytes with nothing but SQLite, and gives the seconds.
func floor(_ rows: [[UInt8]], journal: String, perTransaction: Int) throws -> Double {
    let path = folder + "/floor-\(UUID().uuidString).sqlite"
    let raw = try RawSQLite(path)
    try raw.execute("PRAGMA journal_mode = \(journal)")
    try raw.execute("PRAGMA synchronous = FULL")
    return try seconds { try raw.insert(rows, perTransaction: perTransaction) }
}

// MARK: Forms of 500 questions, and the household survey

func formBenchmark(_ arguments: [String]) throws -> [String: [String: Double]] {
    let answer = try programs.run("form-benchmark", arguments)
    return try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: [String: Double]] ?? [:]
}

if wants("forms") {
    say("forms")
    results.merge(try formBenchmark(["Sources/CBuiltInContent/forms/household-survey.xml"])) { $1 }
}

// MARK: Keys at a terminal, in the form of 500 questions

if wants("keys") {
    say("keys")
    let district = try District(programs: programs, folder: folder + "/keys")
    defer { district.stop() }
    let form = district.folder + "/generated.xml"
    _ = try formBenchmark(["--write", form])
    try district.admin("form", "import", form)
    let store = try district.device("user", area: "440605001")
    try programs.run("ruhu", ["sync", "--store", store])
    let added = try programs.run(
        "ruhu", ["household", "add", "--area", "440605001001", "--building", "1", "--room", "1", "--store", store, "--json"])
    let household = try District.field("id", of: added)
    var keys = try formBenchmark(["--keys", bin + "/ruhu", store, household])["keys_500"] ?? [:]
    // An answer is on the disk before the next question is shown; so is the floor, the finished draft's bytes.
    let draft = try RawSQLite(store).blobs("SELECT CAST(document AS BLOB) FROM draft")
    let floor = try floor(Array(repeating: draft[0], count: 100), journal: "TRUNCATE", perTransaction: 1) * 10
    keys["draft_bytes"] = Double(draft[0].count)
    keys["floor_milliseconds"] = floor
    keys["ratio_to_floor"] = (keys["answer_milliseconds_median"] ?? 0) / floor
    results["keys_500"] = keys
}

// MARK: Durable ingest from four devices at once

if wants("ingest") {
    let district = try District(programs: programs, folder: folder + "/ingest")
    defer { district.stop() }
    var stores: [String] = []
    for number in 1...4 {
        let store = try district.device("user\(number)", area: "44060500\(number)")
        try programs.run("ruhu", ["sync", "--store", store])
        try district.write(householdRows(changes / 4, area: "44060500\(number)001"), to: "rows\(number).csv")
        try programs.run("ruhu", ["household", "import", district.folder + "/rows\(number).csv", "--store", store])
        stores.append(store)
    }
    say("ingest: \(changes) changes from 4 devices")
    let elapsed = try seconds {
        let group = DispatchGroup()
        for store in stores {
            DispatchQueue.global().async(group: group) { _ = try? programs.run("ruhu", ["sync", "--store", store]) }
        }
        group.wait()
    }
    let rows = try RawSQLite(district.store).blobs("SELECT bytes FROM change ORDER BY n DESC LIMIT \(changes)")
    let arrived = try RawSQLite(district.store).number("SELECT count(*) FROM household")
    guard arrived == changes else { throw BenchmarkError("\(arrived) of \(changes) changes arrived") }
    let floorSeconds = try floor(rows, journal: "WAL", perTransaction: 500)
    results["durable_ingest"] = [
        "changes": Double(changes), "seconds": elapsed, "changes_per_second": Double(changes) / elapsed,
        "floor_changes_per_second": Double(changes) / floorSeconds, "ratio_to_floor": elapsed / floorSeconds,
        "target_changes_per_second": 8_000, "bytes_per_change": Double(rows.map(\.count).reduce(0, +) / rows.count),
    ]
}

/// The list for today: the median of five, and how many households are on it.
func todayList(in store: String) throws -> (seconds: Double, listed: Int) {
    let answer = try programs.run("ruhu", ["today", "--store", store, "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    var times: [Double] = []
    for _ in 0..<5 { times.append(try programs.seconds("ruhu", ["today", "--store", store, "--json"])) }
    return (times.sorted()[2], (object?["households"] as? [Any])?.count ?? -1)
}

// MARK: First sync, find, and one edit in a large store

if wants("large") {
    let district = try District(programs: programs, folder: folder + "/large")
    defer { district.stop() }
    try district.write(householdRows(households, area: "440605001001"), to: "rows.csv")
    say("import: \(households) households")
    let imported = try seconds { try district.admin("household", "import", district.folder + "/rows.csv") }
    results["import"] = ["households": Double(households), "seconds": imported]

    let store = try district.device("user", area: "440605001")
    say("first sync")
    var answer = ""
    let first = try seconds { answer = try programs.run("ruhu", ["sync", "--store", store, "--json"]) }
    let rows = try RawSQLite(store).blobs("SELECT bytes FROM change")
    let floorSeconds = try floor(rows, journal: "TRUNCATE", perTransaction: 5_000)
    results["first_sync"] = [
        "households": Double(households), "seconds": first, "target_seconds": 10, "floor_seconds": floorSeconds,
        "ratio_to_floor": first / floorSeconds, "bytes_received": Double(try District.field("bytesReceived", of: answer)) ?? 0,
    ]

    say("find")
    let query = ["household", "find", "17栋0150", "--store", store, "--json"]
    var times: [Double] = []
    for _ in 0..<7 { times.append(try programs.seconds("ruhu", query)) }
    let scan = try RawSQLite(store)
    let scanned = try seconds {
        _ = try scan.number("SELECT count(*) FROM search WHERE instr(text, '17栋') AND instr(text, '0150')")
    }
    results["household_find"] = [
        "milliseconds_median": times.sorted()[3] * 1_000, "target_milliseconds": 100,
        "floor_milliseconds": scanned * 1_000, "ratio_to_floor": times.sorted()[3] / scanned,
    ]

    say("one edit")
    let found = try programs.run("ruhu", query)
    let list = try JSONSerialization.jsonObject(with: Data(found.utf8)) as? [[String: Any]]
    let id = list?.first?["id"] as? String ?? ""
    let small = try district.device("small", area: "440605002")
    try programs.run("ruhu", ["sync", "--store", small])
    let added = try programs.run(
        "ruhu", ["household", "add", "--area", "440605002001", "--building", "1", "--room", "1", "--store", small, "--json"])
    try programs.run("ruhu", ["sync", "--store", small])
    let smallID = try District.field("id", of: added)
    func edit(_ id: String, in store: String) throws -> (save: Double, sync: Double, sent: Double, received: Double) {
        var saves: [Double] = []
        var syncs: [Double] = []
        for round in 0..<5 {
            let save = ["household", "set", id, "remarks=\(round)", "--store", store]
            saves.append(try programs.seconds("ruhu", save))
            syncs.append(try programs.seconds("ruhu", ["sync", "--store", store]))
        }
        try programs.run("ruhu", ["household", "set", id, "remarks=last", "--store", store])
        let answer = try programs.run("ruhu", ["sync", "--store", store, "--json"])
        return (
            saves.sorted()[2], syncs.sorted()[2], Double(try District.field("bytesSent", of: answer)) ?? 0,
            Double(try District.field("bytesReceived", of: answer)) ?? 0
        )
    }
    let large = try edit(id, in: store)
    let tiny = try edit(smallID, in: small)
    results["single_edit"] = [
        "bytes_sent": large.sent, "bytes_received": large.received, "target_bytes_sent": 1_000,
        "save_milliseconds": large.save * 1_000, "save_milliseconds_in_small_store": tiny.save * 1_000,
        "sync_milliseconds": large.sync * 1_000, "sync_milliseconds_in_small_store": tiny.sync * 1_000,
        "ratio_to_small_store": (large.save + large.sync) / (tiny.save + tiny.sync),
    ]

    // Building 1 of 480 households is the person's to call upon; no visit yet, then one at every household.
    try programs.run(
        "ruhu",
        ["record", "add", "assignment", "area=440605001001", "building=1", "assignee=user", "--store", store, "--json"])
    let unvisited = try todayList(in: store)
    say("survey reports: \(households) households with a response each")
    try SurveyVisits.fill(RawSQLite(store))
    let visited = try todayList(in: store)
    guard unvisited.listed == 480, visited.listed == 0 else {
        throw BenchmarkError("\(unvisited.listed) and \(visited.listed) households to visit, of 480 and 0")
    }
    let register = try RawSQLite(store)
    let looked = try seconds {
        _ = try register.number("SELECT count(*) FROM record WHERE type = 2 AND instr(state, 'no such text')")
    }
    results["today"] = [
        "households": Double(households), "assigned": 480, "milliseconds_unvisited": unvisited.seconds * 1_000,
        "milliseconds_visited": visited.seconds * 1_000, "target_milliseconds": 300,
        "floor_milliseconds": looked * 1_000, "ratio_to_floor": visited.seconds / looked,
    ]
    let responses = try RawSQLite(store)
    let read = try seconds {
        _ = try responses.number("SELECT count(*) FROM record WHERE type = 3 AND instr(state, 'no such text')")
    }
    for report in ["awareness", "coverage", "team"] {
        var times: [Double] = []
        for _ in 0..<5 { times.append(try programs.seconds("ruhu", ["report", report, "--store", store, "--json"])) }
        results["report_\(report)"] = [
            "households": Double(households), "seconds": times.sorted()[2], "target_seconds": 2, "floor_seconds": read,
            "ratio_to_floor": times.sorted()[2] / read,
        ]
    }
}

// MARK: The compliance report

if wants("compliance") {
    results["compliance_report"] = try ComplianceBenchmark(
        programs: programs, folder: folder + "/compliance", communities: communities, households: households
    ).run()
}

let data = try JSONSerialization.data(withJSONObject: results, options: [.prettyPrinted, .sortedKeys])
print(String(decoding: data, as: UTF8.self))

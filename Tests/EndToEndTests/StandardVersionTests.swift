import Foundation
import Testing

/// Standards that this district has never seen, and new versions of them, from the file to the judgement on a device.
@Suite(.serialized) struct StandardVersionTests {
    private static let area = "440605011901"

    private func file(_ text: String, in folder: URL, _ kind: String = "yaml") throws -> String {
        let file = folder.appending(path: "file-\(UUID().uuidString).\(kind)")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func results(_ shown: [String: Any]) throws -> [String: String] {
        let results = try #require(shown["results"] as? [[String: Any]])
        return Dictionary(
            results.map { ($0["code"] as? String ?? "", $0["result"] as? String ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    /// Its own codes, units, facts, conditions, windows, formulas and tallies; written for this test alone.
    private static let bicycles = """
        schema: ruhu-standard/1
        id: harbour-2031-cycling-community
        catalogue_version: 1
        title_zh: 骑行友好社区标准
        title_en: Standard of the community for cycling
        units: [slot]
        groups:
        - {code: RD, title_zh: 道路, title_en: Roads}
        - {code: PK, title_zh: 停放, title_en: Parking}
        items:
        - code: CY/1
          group: RD
          title_zh: 骑行道长度
          title_en: Length of cycle paths
          kind: measure
          assessment: threshold
          threshold:
            cases:
            - when: {all: [{attr: community.households, op: '>=', value: 100}, {attr: community.terrain, op: '!=', value: steep}]}
              then: {metric: path_length, op: '>=', value: 2.5, unit: km, per: {base: households, value: 1000, unit: '{户}'}}
            - otherwise: {metric: path_length, op: '>', value: 0, unit: km}
          applies_to: community
          record:
          - {id: path_length, type: decimal, unit: km, zh: 骑行道, en: Cycle paths}
          - {id: households, type: integer, unit: '{户}', zh: 户数, en: Households}
          - {id: terrain, type: enum, zh: 地形, en: Terrain, choices: [{code: flat, zh: 平, en: Flat}, {code: steep, zh: 陡, en: Steep}]}
        - code: CY-2
          group: PK
          title_zh: 车位
          title_en: Slots
          kind: percentage
          assessment: threshold
          threshold: {metric: slots_used, op: <=, value: 90, unit: '%'}
          applies_to: community
          record:
          - {id: slots, type: integer, unit: slot, zh: 车位, en: Slots}
          - {id: bicycles_indoors, type: integer, unit: '{辆}', zh: 室内, en: Indoors}
          - {id: bicycles_outdoors, type: integer, unit: '{辆}', zh: 室外, en: Outdoors}
          derived_metrics:
            slots_used: {says: 占用率, unit: '%', ratio: [{sum: [bicycles_indoors, bicycles_outdoors]}, slots], times: 100}
        - code: CY-3
          group: PK
          title_zh: 修车活动
          title_en: Repair days
          kind: frequency
          assessment: threshold
          threshold: {metric: repair_days, op: '>=', value: 1, unit: '{次}', per: {value: 1, unit: mo}}
          applies_to: community
          derived_metrics:
            repair_days: {says: 当月义务修车, unit: '{次}', query: activities, arguments: {kind: volunteer, theme: bicycle_repair}}
        - code: CY-4
          group: RD
          title_zh: 事故
          title_en: Accidents
          kind: count
          assessment: trend
          threshold: {metric: accidents, op: decreasing, vs: previous_round}
          applies_to: community
          record:
          - {id: accidents, type: integer, unit: '{起}', zh: 事故, en: Accidents}
        - code: CY-5
          group: RD
          title_zh: 标线与路灯
          title_en: Lines and lamps
          kind: composite
          assessment: threshold
          threshold: {any_check: true}
          applies_to: community
          checks:
          - {code: CY-5.1, zh: 标线, en: Lines, kind: boolean, threshold: {op: ==, value: true}}
          - {code: CY-5.2, zh: 路灯, en: Lamps, kind: count, threshold: {metric: dark_spots, op: ==, value: 0, unit: '{处}'}}
        - code: CY-6
          group: PK
          title_zh: 山地除外
          title_en: Not on mountains
          kind: boolean
          assessment: judgement
          threshold: null
          applicability: {attr: community.terrain, op: ==, value: flat}
          applies_to: community
        - code: CY-7
          group: PK
          title_zh: 总评
          title_en: Overall
          kind: count
          assessment: threshold
          threshold: {metric: unmet, op: <=, value: 1, unit: '{项}'}
          applies_to: community
          derived_metrics: {unmet: {says: 道路组不达标项, unit: '{项}', tally: items_unmet, groups: [RD]}}

        """.replacing("CY/1", with: "CY-1")

    @Test func `a standard nobody has seen is imported, synced, and an inspection under it is judged offline`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let path = try file(Self.bicycles, in: folder)
            #expect(try server.admin("standard", "import", path, "--json").object()["indicators"] as? Int == 7)
            let device = try server.enroll("lihua")
            try device.run("sync")
            #expect(server.stop() == 0)

            // From here on there is no server.
            func inspect(_ day: String, _ values: String) throws -> String {
                let started = try device.run(
                    "inspect", "start", "--standard", "harbour", "--area", Self.area, "--date", day, "--json")
                let id = try #require(try started.object()["id"] as? String)
                try device.run("inspect", "record", id, "--values", try file(values, in: folder, "json"))
                return id
            }
            let before = try inspect("2031-03-10", #"{"accidents":4}"#)
            try device.run("inspect", "submit", before)
            try device.run(
                "record", "add", "activity", "area=\(Self.area)", "kind=volunteer", "theme=bicycle_repair",
                "date=2031-04-12", "state=held")
            let id = try inspect(
                "2031-04-20",
                #"{"path_length":2.49,"households":996,"terrain":"flat","slots":200,"bicycles_indoors":100,"#
                    + #""bicycles_outdoors":81,"accidents":3,"CY-5.1":false,"dark_spots":0,"CY-6":true}"#)
            let shown = try device.run("inspect", "show", id, "--json").object()
            #expect(
                try results(shown) == [
                    // 2.5 km per 1,000 households are exactly 2.49 for 996.
                    "CY-1": "pass", "CY-2": "fail", "CY-3": "pass", "CY-4": "pass", "CY-5": "pass", "CY-6": "pass",
                    "CY-7": "pass",
                ])
            #expect(shown["judgedVersion"] as? Int == 1 && shown["carried"] == nil)
            let steep = try inspect(
                "2031-05-20", #"{"path_length":0,"households":996,"terrain":"steep","accidents":5,"CY-5.1":false}"#)
            #expect(
                try results(try device.run("inspect", "show", steep, "--json").object()) == [
                    "CY-1": "fail", "CY-2": "noData", "CY-3": "pass", "CY-4": "fail", "CY-5": "noData",
                    "CY-6": "notApplicable", "CY-7": "fail",
                ])
            let wrong = try device.run(
                "inspect", "record", id, "--values", try file(#"{"CY-9":true,"slots":"many"}"#, in: folder, "json"),
                "--json", status: 65)
            #expect(wrong.err.contains("CY-9") && wrong.err.contains("slots"))
            let report = try device.run("report", "compliance", "--standard", "harbour", "--by", "indicator", "--json")
            #expect(report.out.contains("CY-7"))
        }
    }

    private static func garden(version: Int, map: String = "", _ items: [String]) -> String {
        """
        schema: ruhu-standard/1
        id: test-2032-garden
        catalogue_version: \(version)
        title_zh: 花园社区标准
        title_en: Garden community
        groups:
        - {code: G, title_zh: 花园, title_en: Garden}
        \(map)
        items:
        \(items.joined(separator: "\n"))

        """
    }

    private static func trees(_ code: String, _ least: Int) -> String {
        "- {code: \(code), group: G, title_zh: 树, title_en: Trees, kind: count, assessment: threshold, "
            + "threshold: {metric: trees, op: '>=', value: \(least), unit: '{棵}'}, applies_to: community, "
            + "record: [{id: trees, type: integer, unit: '{棵}', zh: 树, en: Trees}]}"
    }

    private static func seen(_ code: String) -> String {
        "- {code: \(code), group: G, title_zh: 观感, title_en: Looks, kind: boolean, assessment: judgement, "
            + "threshold: null, applies_to: community}"
    }

    @Test
    func
        `an inspection made offline under version 1 keeps it, and is shown and reported under version 2 by the code map`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let first = Self.garden(version: 1, [Self.trees("GA-1", 10), Self.seen("GA-2"), Self.seen("GA-3")])
            try server.admin("standard", "import", try file(first, in: folder))
            let device = try server.enroll("lihua")
            try device.run("sync")
            // Published while the device is on its way.
            let second = Self.garden(
                version: 2, map: "code_map: {GA-1: GA-11, GA-2: GA-12, GA-3: null}",
                [
                    Self.trees("GA-11", 20), Self.seen("GA-12"),
                    Self.trees("GA-20", 5).replacing("trees", with: "benches"),
                ])
            try server.admin("standard", "import", try file(second, in: folder))
            let started = try device.run(
                "inspect", "start", "--standard", "test-2032", "--area", Self.area, "--date", "2032-04-01", "--json")
            let id = try #require(try started.object()["id"] as? String)
            let values = try file(#"{"trees":15,"GA-2":true,"GA-3":true}"#, in: folder, "json")
            try device.run("inspect", "record", id, "--values", values)
            #expect(
                try device.run("inspect", "show", id, "--version", "2", "--json", status: 65).errorCode
                    == "standard_unknown")
            try device.run("inspect", "submit", id)
            try device.run("sync")

            let own = try device.run("inspect", "show", id, "--json").object()
            #expect(try results(own) == ["GA-1": "pass", "GA-2": "pass", "GA-3": "pass"])
            #expect(own["version"] as? Int == 1 && own["judgedVersion"] as? Int == 1)
            let later = try device.run("inspect", "show", id, "--version", "2", "--json").object()
            #expect(try results(later) == ["GA-11": "fail", "GA-12": "pass", "GA-20": "noData"])
            #expect(later["version"] as? Int == 1 && later["judgedVersion"] as? Int == 2)
            #expect(later["measuredUnderOldVersion"] as? [String] == ["GA-3"])
            #expect(later["newIndicators"] as? [String] == ["GA-20"] && later["asked"] as? [String] == ["benches"])
            #expect(later["carried"] as? [[String: String]] == [["from": "GA-2", "to": "GA-12"]])
            #expect((later["values"] as? [String: Any])?.keys.sorted() == ["GA-2", "GA-3", "trees"])
            let english = try device.run("inspect", "show", id, "--version", "2", "--lang", "en").out
            #expect(english.contains("Measured under an old version") && english.contains("GA-2 → GA-12"))
            let chinese = try device.run("inspect", "show", id, "--version", "2", "--lang", "zh").out
            #expect(chinese.contains("按旧版本测得") && chinese.contains("新增待记录"))

            for run in [
                try device.run(
                    "report", "compliance", "--standard", "test-2032", "--version", "2", "--by", "result", "--json"),
                try server.admin(
                    "report", "compliance", "--standard", "test-2032", "--version", "2", "--by", "result", "--json"),
            ] {
                #expect(
                    run.out.contains("GA-11") && run.out.contains("GA-20") && !run.out.contains("GA-3"), "\(run.out)")
            }
            #expect(
                try device.run("report", "compliance", "--version", "2", "--json", status: 64).errorCode
                    == "report_version_alone")

            // One made under version 2 is not judged under version 1.
            let newer = try device.run(
                "inspect", "start", "--standard", "test-2032", "--area", Self.area, "--date", "2032-05-01", "--json")
            let newerID = try #require(try newer.object()["id"] as? String)
            #expect(
                try device.run("inspect", "show", newerID, "--version", "1", "--json", status: 65).errorCode
                    == "version_earlier")
        }
    }
}

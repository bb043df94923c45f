import CommunityModel
import ReplicaStore
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// An inspection of an earlier version under a later one (domain.md 6.7, row 7).
@Suite struct CarriedInspectionTests {
    private static func yaml(version: Int, items: String, map: String = "") -> String {
        """
        schema: ruhu-standard/1
        id: test-quiet
        catalogue_version: \(version)
        title_zh: 安静社区标准
        title_en: Quiet community
        groups:
        - {code: Q, title_zh: 安静, title_en: Quiet}
        \(map)
        items:
        \(items)
        """
    }

    private static func judgement(_ code: String) -> String {
        "- {code: \(code), group: Q, title_zh: \(code), title_en: \(code), kind: boolean, assessment: judgement, "
            + "threshold: null, applies_to: community}\n"
    }

    private static func noise(_ code: String, _ limit: Int, extra: String = "") -> String {
        "- {code: \(code), group: Q, title_zh: 噪声, title_en: Noise, kind: measure, assessment: threshold, "
            + "threshold: {metric: night_noise, op: <=, value: \(limit), unit: dB}, applies_to: community, "
            + "record: [{id: night_noise, type: integer, unit: dB, zh: 噪声}\(extra)]}\n"
    }

    /// Version 1: a measure, four that an inspector decides, a composite.
    private static let first = yaml(
        version: 1,
        items: noise("Q-01", 45, extra: ", {id: old_siren, type: boolean, zh: 警报器}")
            + ["Q-02", "Q-03", "Q-04", "Q-05"].map(judgement).joined()
                + """
                - code: Q-06
                  group: Q
                  title_zh: 分项
                  title_en: Parts
                  kind: composite
                  assessment: threshold
                  threshold: {all_checks: true}
                  applies_to: community
                  checks:
                  - {code: Q-06.1, zh: 一, en: One, kind: boolean, threshold: {op: ==, value: true}}
                  - {code: Q-06.2, zh: 二, en: Two, kind: boolean, threshold: {op: ==, value: true}}

                """)

    /// Version 2: a stricter limit under a new code, Q-02 renamed, Q-03 and Q-04 joined, Q-05 gone, Q-09 new.
    private static let second = yaml(
        version: 2,
        items: noise("Q-11", 40) + judgement("Q-12") + judgement("Q-34")
            + """
            - code: Q-06
              group: Q
              title_zh: 分项
              title_en: Parts
              kind: composite
              assessment: threshold
              threshold: {all_checks: true}
              applies_to: community
              checks:
              - {code: Q-06.9, zh: 一, en: One, kind: boolean, threshold: {op: ==, value: true}}
            - code: Q-09
              group: Q
              title_zh: 绿化
              title_en: Green
              kind: measure
              assessment: threshold
              threshold: {metric: trees, op: '>=', value: 5, unit: '{棵}'}
              applies_to: community
              record: [{id: trees, type: integer, unit: '{棵}', zh: 树}]

            """,
        map: "code_map: {Q-01: Q-11, Q-02: Q-12, Q-03: Q-34, Q-04: Q-34, Q-05: null, Q-06.1: Q-06.9, Q-06.2: null}")

    private func judged(_ district: TestDistrict, _ id: RecordID, _ standard: Standard) throws -> JudgedInspection {
        try JudgedInspection(try district.inspection(id), standard: standard, facts: CommunityFacts(district.store))
    }

    private func outcomes(_ judged: JudgedInspection) -> [String: Outcome] {
        Dictionary(uniqueKeysWithValues: judged.judgements.map { ($0.code, $0.outcome) })
    }

    private let values: [String: Value] = [
        "night_noise": .integer(42), "old_siren": .boolean(true), "Q-02": .boolean(true), "Q-03": .boolean(true),
        "Q-04": .boolean(true), "Q-05": .boolean(false), "Q-06.1": .boolean(true), "Q-06.2": .boolean(false),
    ]

    @Test("values are carried to the new codes, what has no successor is told, what is new has no data")
    func carried() throws {
        let district = try TestDistrict()
        let (first, second) = (try district.publish(Self.first), try district.publish(Self.second))
        let id = try district.inspect(first, on: "2027-03-01", values)
        let own = try judged(district, id, first)
        #expect(own.carriage == nil)
        #expect(
            outcomes(own) == [
                "Q-01": .pass, "Q-02": .pass, "Q-03": .pass, "Q-04": .pass, "Q-05": .fail, "Q-06": .fail,
            ])
        let later = try judged(district, id, second)
        #expect(outcomes(later) == ["Q-11": .fail, "Q-12": .pass, "Q-34": .pass, "Q-06": .pass, "Q-09": .noData])
        let carriage = try #require(later.carriage)
        #expect(
            carriage.carried.map { "\($0.from) \($0.to)" } == [
                "Q-02 Q-12", "Q-03 Q-34", "Q-04 Q-34", "Q-06.1 Q-06.9",
            ])
        #expect(later.left == ["Q-05", "Q-06.2", "old_siren"])
        #expect(carriage.added == ["Q-09"])
        #expect(later.asked.map(\.name) == ["trees"])
        // The record keeps its version and its values.
        #expect(later.inspection.version == 1 && later.inspection.values == values)
    }

    @Test("codes that became one and say different things decide nothing; nor does one that people dispute")
    func joined() throws {
        let district = try TestDistrict()
        let (first, second) = (try district.publish(Self.first), try district.publish(Self.second))
        let apart = try district.inspect(first, on: "2027-03-01", values.merging(["Q-04": .boolean(false)]) { $1 })
        let judgedApart = try judged(district, apart, second)
        #expect(outcomes(judgedApart)["Q-34"] == .noData)
        #expect(judgedApart.left.contains("Q-03") && judgedApart.left.contains("Q-04"))
        let half = try district.inspect(first, on: "2027-03-01", ["Q-03": .boolean(true)])
        #expect(outcomes(try judged(district, half, second))["Q-34"] == .noData)
        let disputed = try district.inspect(first, on: "2027-03-02", ["Q-02": .boolean(true)])
        try district.setBeside("inspection", disputed, "values", cell: "Q-02", .boolean(false))
        let judgedDisputed = try judged(district, disputed, second)
        #expect(outcomes(judgedDisputed)["Q-12"] == .noData)
        #expect(judgedDisputed.judgements.first { $0.code == "Q-12" }?.reason.en.contains("disagree") == true)
    }

    @Test("an exemption follows its indicator, and one of two that became one exempts neither")
    func exemptions() throws {
        let district = try TestDistrict()
        let (first, second) = (try district.publish(Self.first), try district.publish(Self.second))
        let id = try district.inspect(first, on: "2027-03-01", exempting: ["Q-02": "无此设施", "Q-03": "无"], [:])
        let later = try judged(district, id, second)
        #expect(outcomes(later)["Q-12"] == .notApplicable && outcomes(later)["Q-34"] == .noData)
        #expect(later.left == ["Q-03"])
    }

    @Test("the maps of all versions between are followed, also where numbers are left out")
    func chain() throws {
        let district = try TestDistrict()
        let first = try district.publish(Self.first)
        try district.publish(Self.second)
        let fourth = try district.publish(
            Self.yaml(
                version: 4, items: Self.noise("Q-21", 50) + Self.judgement("Q-12") + Self.judgement("Q-05"),
                map: "code_map: {Q-11: Q-21, Q-34: Q-12, Q-06: null, Q-09: null}"))
        let id = try district.inspect(first, on: "2027-03-01", values)
        let later = try judged(district, id, fourth)
        // Q-05 of version 4 is another indicator than the one that ended with version 1.
        #expect(outcomes(later) == ["Q-21": .pass, "Q-12": .pass, "Q-05": .noData])
        #expect(later.carriage?.added == ["Q-05"])
        #expect(later.left == ["Q-05", "Q-06.1", "Q-06.2", "old_siren"])
    }

    @Test("a rectification of an old code covers the failed indicator that took its place")
    func rectification() throws {
        let district = try TestDistrict()
        let (first, second) = (try district.publish(Self.first), try district.publish(Self.second))
        let old = try district.inspect(first, on: "2027-03-01", ["night_noise": .integer(60)])
        try district.add(
            "rectification",
            [
                "area": TestDistrict.community, "source": "inspection", "title": "噪声", "standard": first.id,
                "indicator": "Q-01", "inspection": old.description,
            ])
        let new = try district.inspect(second, on: "2027-06-01", ["night_noise": .integer(60), "trees": .integer(1)])
        let facts = try CommunityFacts(district.store)
        let judged = try judged(district, new, second)
        let entries = try facts.rectifications(areaPrefix: TestDistrict.community)
        let plan = try FailurePlan(judged, rectifications: entries, facts: facts)
        #expect(plan.covered == 1 && plan.uncovered.map(\.code) == ["Q-09"])
    }

    @Test("a version between that cannot be read is an error, and not taken for one that carries nothing")
    func unreadable() throws {
        let district = try TestDistrict()
        let first = try district.publish(Self.first)
        try district.publish(DocumentText(text: "{}"), of: first.id, version: 2)
        let third = try district.publish(
            Self.second.replacing("catalogue_version: 2", with: "catalogue_version: 3"))
        let id = try district.inspect(first, on: "2027-03-01", values)
        let later = try district.inspect(third, on: "2027-06-01", ["night_noise": .integer(60)])
        let judgedLater = try judged(district, later, third)
        #expect(throws: Failure.self) { try judged(district, id, third) }
        try district.add(
            "rectification",
            [
                "area": TestDistrict.community, "source": "inspection", "title": "噪声", "standard": first.id,
                "indicator": "Q-01",
            ])
        let facts = try CommunityFacts(district.store)
        let entries = try facts.rectifications(areaPrefix: TestDistrict.community)
        #expect(throws: Failure.self) { try FailurePlan(judgedLater, rectifications: entries, facts: facts) }
    }

    @Test("compliance under a later version carries the inspections, and leaves out those of a version after it")
    func report() throws {
        let district = try TestDistrict()
        let (first, second) = (try district.publish(Self.first), try district.publish(Self.second))
        try district.inspect(first, on: "2027-03-01", values)
        try district.inspect(
            second, in: TestDistrict.neighbour, on: "2027-03-02", ["night_noise": .integer(30), "Q-12": .boolean(true)])
        func report(_ version: Int?) throws -> [String: String] {
            let request = ReportRequest(name: "compliance", standard: "test-quiet", version: version, by: "result")
            let report = try ReportCatalogue.make(request, from: district.store, today: date("2027-04-01"))
            let texts = report.rows.map { row in
                row.cells.map { (cell: Report.Cell) -> String in
                    guard case .text(let words) = cell else { return "" }
                    return words.en
                }
            }
            return Dictionary(texts.map { ("\($0[2]) \($0[4])", $0[5]) }, uniquingKeysWith: { $1 })
        }
        let own = try report(nil)
        #expect(own["\(TestDistrict.community) Q-01"] == "pass" && own["\(TestDistrict.neighbour) Q-11"] == "pass")
        let later = try report(2)
        #expect(later["\(TestDistrict.community) Q-11"] == "fail" && later["\(TestDistrict.neighbour) Q-11"] == "pass")
        let earlier = try report(1)
        #expect(earlier["\(TestDistrict.community) Q-01"] == "pass")
        #expect(!earlier.keys.contains { $0.hasPrefix(TestDistrict.neighbour) })
        #expect(throws: ReportFault.self) {
            try ReportCatalogue.make(
                ReportRequest(name: "compliance", version: 2), from: district.store, today: date("2027-04-01"))
        }
    }
}

import StandardFiles
import Standards
import Testing
import Values

struct ManyFaultsTests {
    /// Nothing in it is right, from the first line to the last.
    private static let wrong = """
        schema: ruhu-standard/1
        id: many faults
        catalogue_version: '1'
        title_zh: 处处有错
        groups:
        - {code: Q, title_zh: 安静, title_en: Quiet}
        items:
        - code: TQ-01
          group: R
          title_zh: 夜间噪声
          title_zh: 噪声
          title_en: Noise at night
          kind: measured
          assessment: threshold
          threshold: {metric: night_noise, op: =<, value: 045, unit: phon}
          applies_to: community
          derived_metrics: {a: {sum: [b, 1]}, b: {sum: [a, 1]}}
        - code: TQ-01
          group: Q
          title_zh: 白天噪声
          title_en: Noise by day
          kind: measure
          assessment: threshold
          threshold: {metric: day_noise, op: <=, value: 45, unit: m}
          applies_to: []
          record:
          - {id: day_noise, type: boolean, unit: dB, zh: 白天噪声}
          applicability: {attr: community.unmet, op: '>', value: 0}
          derived_metrics: {unmet: {tally: items_unmet, groups: [Q]}, nights: {query: phases_of_moon}}
        code_map: {TQ-00: TQ-09}
        """

    @Test func `a file with many faults lists all of them at once, in the order of the file`() {
        #expect(
            StandardFile.faultsFound(in: Self.wrong) == [
                "missing_key 1:1", "bad_name 2:5 id", "bad_number 3:20 catalogue_version",
                "unknown_group 9:10 items[0].group", "duplicate_key 11:3", "unknown_kind 13:9 items[0].kind",
                "unknown_operator 15:40 items[0].threshold.op", "unclear_number 15:51",
                "bad_number 15:51 items[0].threshold.value", "undeclared_unit 15:62 items[0].threshold.unit",
                "cyclic_formula 17:49 items[0].derived_metrics.b.sum[0]", "duplicate_code 18:9 items[1].code",
                "type_mismatch 24:23 items[1].threshold.metric", "empty_list 25:15 items[1].applies_to",
                "cyclic_condition 28:25 items[1].applicability.attr",
                "unknown_query 29:79 items[1].derived_metrics.nights.query", "unknown_target 30:19 code_map.TQ-00",
            ])
    }

    @Test func `beyond five hundred faults the last one says how many more there are`() throws {
        let item =
            "- {code: X, group: Q, title_zh: 字, title_en: T, kind: boolean, assessment: judgement, threshold: null}"
        let text = """
            schema: ruhu-standard/1
            id: many
            catalogue_version: 1
            title_zh: 多
            title_en: Many
            groups:
            - {code: Q, title_zh: 安静, title_en: Quiet}
            items:

            """
        // Each lacks `applies_to`, and all but the first have a code that is taken.
        let bytes = Array((text + String(repeating: item + "\n", count: 400)).utf8)
        guard case .failure(let faults) = StandardFile.read(bytes: bytes, name: "many.yaml") else {
            Issue.record("read")
            return
        }
        #expect(faults.faults.count == StandardLimits.faultsMax + 1)
        let rest = try #require(faults.faults.first { $0.code == .moreFaults })
        #expect(rest.message.en.hasPrefix("299 more faults"))
    }
}

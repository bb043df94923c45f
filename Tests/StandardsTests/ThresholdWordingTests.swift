import BuiltInContent
import StandardFiles
import Standards
import Testing
import Values

@Suite("Thresholds in words") struct ThresholdWordingTests {
    private let standards: [Standard]

    init() throws {
        standards = try BuiltInFiles.standards.map { file in
            try StandardFile.read(bytes: file.bytes, name: file.name).get().standard
        }
    }

    private func words(_ code: String) throws -> Localized? {
        let standard = try #require(standards.first { $0.indicator(code) != nil })
        return try #require(standard.indicator(code)).threshold.map { ThresholdWording(standard).words($0) }
    }

    @Test("each shape is said in both languages, with the names that the standard gives its facts")
    func shapes() throws {
        let cases = try #require(try words("NH11-FAC-03"))
        #expect(cases.zh == "若社区总户数 < 1000：公益性服务用房建筑面积 ≥ 200 m2；其他情况：公益性服务用房建筑面积 ≥ 20 m2，每 100 户（社区总户数）")
        #expect(
            cases.en.hasPrefix("if community ") && cases.en.contains("< 1000: ") && cases.en.contains("; otherwise ")
                && cases.en.contains(" ≥ 20 m2 per 100 户 "))
        let trend = try #require(try words("NH11-RES-01"))
        #expect(trend.zh.hasSuffix("比上一轮上升") && trend.en.hasSuffix(" rises against the round before"))
        let windows = try #require(try words("NH11-FAC-09"))
        #expect(windows.zh.contains("，每周；并且 ") && windows.en.contains(" each week; and "))
        let share = try #require(try words("NH11-FAC-10"))
        #expect(share.zh.contains(" > 50 %（占") && share.en.contains(" > 50 % of "))
        #expect(try words("NH11-FAC-04") == Localized(zh: "各分项都满足", en: "every check is met"))
        #expect(try #require(try words("NH11-FAC-05")).zh.hasSuffix("：是"))
    }

    @Test("every threshold and condition of the standards that ship has words")
    func all() {
        var count = 0
        for standard in standards {
            let wording = ThresholdWording(standard)
            for indicator in standard.indicators {
                let thresholds = ([indicator.threshold] + indicator.checks.map(\.threshold)).compactMap(\.self)
                let texts =
                    thresholds.map(wording.words) + [indicator.applicability].compactMap(\.self).map(wording.words)
                for text in texts {
                    #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(indicator.code)")
                    #expect(!text.zh.contains("{") && !text.en.contains("Optional"), "\(indicator.code): \(text)")
                }
                count += texts.count
            }
        }
        #expect(count > 500)
    }
}

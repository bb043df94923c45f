import CommunityModel
import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// A standard that a later version of the software published, with a query that this one does not know.
@Suite struct LaterVersionTests {
    private static let text = """
        {"schema":"ruhu-standard/1","id":"test-later","catalogue_version":1,"title_zh":"新","title_en":"Later",\
        "groups":[{"code":"L","title_zh":"新","title_en":"Later"}],"items":[\
        {"code":"L-01","group":"L","title_zh":"月","title_en":"Moon","kind":"count","assessment":"threshold",\
        "threshold":{"metric":"moons","op":">=","value":1},"applies_to":"community",\
        "derived_metrics":{"moons":{"query":"phases_of_moon","arguments":{"sky":"clear"}}}},\
        {"code":"L-02","group":"L","title_zh":"率","title_en":"Rate","kind":"percentage","assessment":"threshold",\
        "threshold":{"metric":"rate","op":">=","value":50},"applies_to":"community",\
        "derived_metrics":{"rate":{"ratio":["moons",{"median":["a","b"]}],"times":100}}},\
        {"code":"L-03","group":"L","title_zh":"活动","title_en":"Held","kind":"count","assessment":"threshold",\
        "threshold":{"metric":"held","op":">=","value":1},"applies_to":"community",\
        "derived_metrics":{"held":{"query":"activities","arguments":{"weather":"rain"}}}},\
        {"code":"L-04","group":"L","title_zh":"噪声","title_en":"Noise","kind":"measure","assessment":"threshold",\
        "threshold":{"metric":"noise","op":"<=","value":45},"applies_to":"community"}]}
        """

    @Test("nobody can publish it here: its query is refused by name")
    func refused() {
        guard case .failure(let faults) = StandardFile.read(bytes: Array(Self.text.utf8), name: "later.json") else {
            Issue.record("it was read")
            return
        }
        let codes = faults.faults.map(\.code)
        #expect(codes == [.unknownQuery, .unknownMetric, .unknownFormula, .unknownArgument], "\(codes)")
    }

    @Test("a device that has it judges all but what it does not know, and says what to do")
    func judged() throws {
        let district = try TestDistrict()
        try district.publish(DocumentText(text: Self.text), of: "test-later", version: 1)
        let standard = try PublishedStandards(district.store).standard("test-later", version: 1)
        let id = try district.inspect(standard, on: "2027-03-01", ["noise": .integer(40)])
        #expect(try district.judge("L-04", in: id, under: standard).outcome == .pass)
        for (code, name) in [
            ("L-01", "phases_of_moon(sky: clear)"), ("L-02", "ratio"), ("L-03", "activities(weather: rain)"),
        ] {
            let judgement = try district.judge(code, in: id, under: standard)
            #expect(judgement.outcome == .noData, "\(code)")
            #expect(
                judgement.reason.en.contains("upgrade") && judgement.reason.en.contains(name), "\(judgement.reason.en)")
            #expect(judgement.reason.zh.contains("升级"), "\(judgement.reason.zh)")
        }
        // What an inspector records under the metric's name counts as ever.
        let recorded = try district.inspect(standard, on: "2027-03-01", ["moons": .integer(1), "held": .integer(0)])
        #expect(try district.judge("L-01", in: recorded, under: standard).outcome == .pass)
        #expect(try district.judge("L-03", in: recorded, under: standard).outcome == .fail)
    }

    @Test("what is wrong in any other way is not read, also when it was published")
    func stillWrong() throws {
        let district = try TestDistrict()
        let text = Self.text.replacing("\"kind\":\"measure\"", with: "\"kind\":\"feeling\"")
        try district.publish(DocumentText(text: text), of: "test-later", version: 1)
        #expect(throws: (any Error).self) {
            try PublishedStandards(district.store).standard("test-later", version: 1)
        }
    }
}

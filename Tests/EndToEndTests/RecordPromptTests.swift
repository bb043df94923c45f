import Foundation
import Testing

/// Questions on a terminal.
@Suite(.serialized) struct RecordPromptTests {
    private static let area = "area=440605011901"

    @Test func `asked field by field: wrong answers at once, Enter skips, the record is as answered`() throws {
        try withEnrolledDevice { _, device in
            // No area, an unknown one, one's own; no such choice, the third; the text; the rest skipped.
            let answers = "\n999\n440605011901\n9\n3\n少了5栋\n" + String(repeating: "\n", count: 5)
            let run = try device.type(answers, "record", "add", "area_proposal", "--lang", "zh")
            #expect(run.status == 0, "\(run.out)")
            for text in ["区域 *", "不能为空", "没有区域 999", "3 缺少楼栋", "不在选项中", "状态 [新]"] {
                #expect(run.out.contains(text), "\(text): \(run.out)")
            }
            let proposal = try #require(try device.records("area_proposal").first)
            #expect(proposal["kind"] as? String == "missing_building" && proposal["text"] as? String == "少了5栋")
            #expect(proposal["state"] as? String == "new" && proposal["proposed_code"] == nil)
        }
    }

    @Test func `Ctrl-C, or answers that end early, save nothing`() throws {
        try withEnrolledDevice { _, device in
            let before = try device.digests()
            let interrupted = try device.type(
                "440605011901\n3\n\u{03}少了5栋\n\n\n\n\n\n", "record", "add", "area_proposal")
            #expect(interrupted.status != 0, "\(interrupted.out)")
            let ended = try device.type("440605011901\n3\n\u{04}", "record", "add", "area_proposal")
            #expect(ended.status == 130 && ended.out.contains("nothing was saved"), "\(ended.status) \(ended.out)")
            #expect(try device.digests() == before)
        }
    }

    @Test func `who has answered everything is asked before a second record with the same key`() throws {
        try withEnrolledDevice { _, device in
            _ = try device.addRecord("compound_evaluation", Self.area, "year=2012")
            let answers = "440605011901\n2012\n" + String(repeating: "\n", count: 7)
            let no = try device.type(answers + "n\n", "record", "add", "compound_evaluation")
            #expect(no.status == 65 && no.out.contains("[y/N]"), "\(no.out)")
            #expect(try device.records("compound_evaluation").count == 1)
            let yes = try device.type(answers + "y\n", "record", "add", "compound_evaluation")
            #expect(yes.status == 0, "\(yes.out)")
            #expect(try device.records("compound_evaluation").count == 2)
        }
    }
}

import AdminProtocol
import ArgumentParser
import CommandKit
import SyncProtocol
import Testing
import Values

@testable import AdminCommands

/// How values of records are shown to people.
@Suite struct ShowingTests {
    private func output(_ language: String) throws -> Output { Output(try CommonOptions.parse(["--lang", language])) }

    @Test func `a beginning of an id is as long as it takes to tell it from the others, and at least eight digits`() {
        let ids = ["3fa81c02aa", "3fa81c02ab", "3fb0000000", "019f3c2a-1b00-7000", "019f3c2a-1c00-7000"]
        let short = ShortIDs(ids)
        #expect(
            ids.map { short[$0] } == ["3fa81c02aa", "3fa81c02ab", "3fb00000", "019f3c2a-1b", "019f3c2a-1c"])
        #expect(Set(ids.map { short[$0] }).count == ids.count)
        #expect(short["not in the list"] == "not in the list")
        #expect(ShortIDs(["0123456789"])["0123456789"] == "01234567")
        // Nothing ends with a hyphen, which would be lost on somebody who copies it.
        #expect(ShortIDs(["01234567-8", "01234567x8"])["01234567-8"] == "01234567-8")
    }

    @Test(arguments: [
        ([:], "2026-11-21T01:30:00Z", "2026-11-21 09:30"), (["TZ": ""], "2026-11-21T01:30:00Z", "2026-11-21 09:30"),
        ([:], "2026-11-21T23:59:59Z", "2026-11-22 07:59"), ([:], "yesterday", "yesterday"), ([:], "", ""),
    ])
    func `a moment is shown in China's time to the minute; what is none is shown as it is`(
        environment: [String: String], text: String, shown: String
    ) {
        #expect(LocalTime.text(text, environment: environment) == shown)
    }

    @Test func `values are read as JSON and shown in words`() throws {
        let english = try output("en")
        for (json, shown) in [
            ("null", "(empty)"), ("true", "yes"), ("false", "no"), ("12", "12"), ("1.50", "1.50"), ("\"0301\"", "0301"),
            ("[\"a\",\"b\"]", "a, b"), ("{\"lat\":1,\"lon\":[2,3]}", "lat 1, lon 2, 3"), ("no JSON", "no JSON"),
        ] {
            #expect(ShownValue.text(ShownValue.json(json), english) == shown)
        }
        let chinese = try output("zh")
        #expect(ShownValue.text(.null, chinese) == "（空）" && ShownValue.text(.boolean(true), chinese) == "是")
    }

    private func conflict(withheld: Bool) -> ConflictRecord {
        ConflictRecord(
            id: "00", recordId: "01", recordType: "household", field: "room", values: [], version: "02",
            cause: "single", base: nil, withheld: withheld, label: "3栋", areas: [])
    }

    private func candidate(_ visit: ConflictRecord.VisitRow?) -> ConflictRecord.Candidate {
        ConflictRecord.Candidate(
            value: .string("0301"), author: "li", role: "enumerator", device: "li-1",
            writtenAt: "2026-11-21T00:00:00Z", reason: "", suspect: false, visit: visit)
    }

    @Test func `a withheld value is not shown in any language`() throws {
        for language in ["zh", "en"] {
            let shown = CandidateText(conflict(withheld: true), titles: [:], try output(language)).text(candidate(nil))
            #expect(!shown.contains("0301") && !shown.isEmpty)
        }
        #expect(CandidateText(conflict(withheld: false), titles: [:], try output("en")).text(candidate(nil)) == "0301")
    }

    @Test func `a visit is shown with what one has to know to choose it, and without its answers`() throws {
        let visit = ConflictRecord.VisitRow(
            outcome: "completed", startedAt: "2026-11-20T20:00:00Z", enumerators: ["li", "wang"], answers: 31)
        let titles = ["completed": Localized(zh: "完成", en: "Completed")]
        let text = CandidateText(conflict(withheld: false), titles: titles, try output("zh")).text(candidate(visit))
        #expect(text == "完成，2026-11-21，li, wang，31 个答案（0301）")
        let english = CandidateText(conflict(withheld: false), titles: [:], try output("en")).text(candidate(visit))
        #expect(english == "completed, 2026-11-21, li, wang, 31 answers (0301)")
    }

    @Test(arguments: [PublishingOutcome.published, .unchanged, .restored, .valid])
    func `what became of a document names it, differently for each outcome`(outcome: PublishingOutcome) {
        let words = outcome.words(for: "nanhai-2011 3")
        #expect(words.zh.contains("nanhai-2011 3") && words.en.contains("nanhai-2011 3"))
        let others = [PublishingOutcome.published, .unchanged, .restored, .valid].filter { $0 != outcome }
        #expect(!others.map { $0.words(for: "nanhai-2011 3") }.contains(words))
    }

    @Test func `a list without rows says so to people, and is an empty array to scripts`() async throws {
        let people = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            try Self.showNothing("--lang", "en")
        }
        #expect(String(decoding: try #require(people).standardOutputContent, as: UTF8.self).hasSuffix("none here\n"))
        let scripts = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            try Self.showNothing("--json")
        }
        #expect(String(decoding: try #require(scripts).standardOutputContent, as: UTF8.self).hasSuffix("[]\n"))
    }

    private static func showNothing(_ words: String...) throws {
        try Output(try CommonOptions.parse(words)).show(
            [String](), none: Localized(zh: "没有", en: "none here"),
            columns: [ListedColumn("名", "name") { $0 }])
    }
}

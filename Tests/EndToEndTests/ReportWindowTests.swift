import Foundation
import Testing

/// Report tables on terminals as people have them.
@Suite(.serialized) struct ReportWindowTests {
    private static let area = "440605011901"
    private static let reports: [[String]] = [
        ["awareness"], ["awareness", "--by", "rate"], ["coverage"], ["coverage", "--by", "building"],
        ["opinions", "--by", "area"], ["opinions"], ["team"], ["team", "--by", "building"],
        ["compliance"], ["rectification", "--by", "one"],
    ]

    /// Three households whose answers come to shares of thirds, an opinion and an inspection.
    private func withSurvey(_ body: (TestDevice) throws -> Void) throws {
        try withEnrolledDevice { _, device in
            for (room, answer) in [("101", "know_well"), ("102", "heard"), ("103", "never")] {
                let home = try device.addHousehold(room: room)
                try device.run(
                    "visit", "add", home, "--answers", "-",
                    input: SurveyAnswers.json(["consent": true], SurveyAnswers.awareness(answer)))
            }
            _ = try device.addRecord("opinion", "area=\(Self.area)", "text=路灯坏了", "category=facility")
            let started = try device.run(
                "inspect", "start", "--standard", "nanhai-2011", "--area", Self.area, "--kind", "baseline", "--json")
            let id = try #require(try started.object()["id"] as? String)
            try device.run("inspect", "record", id, "--values", "-", input: #"{"office_area":178}"#)
            try device.run("inspect", "submit", id)
            try device.run("rectification", "open", id, "NH11-FAC-01")
            try body(device)
        }
    }

    /// The lines of a report as a terminal so wide shows them.
    private func lines(_ words: [String], _ device: TestDevice, columns: UInt16, language: String) throws -> [String] {
        let terminal = try TerminalProgram(
            "/bin/sh", ["-c", "exec \"$@\" 2>/dev/null", "sh", Program.ruhu.path, "report"] + words,
            environment: ["RUHU_STORE": device.store, "RUHU_LANG": language],
            window: .init(columns: columns, rows: 50), home: device.folder)
        let run = try terminal.wait()
        #expect(run.status == 0)
        return terminal.text.split(separator: "\n").map(String.init)
    }

    private func width(_ line: String) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFE6).contains($1.value) ? 2 : 1) }
    }

    @Test(
        "no line is wider than the window, and no code, number or percentage is broken",
        arguments: [UInt16(80), 40], ["zh", "en"])
    func whole(columns: UInt16, language: String) throws {
        try withSurvey { device in
            for words in Self.reports {
                let lines = try lines(words, device, columns: columns, language: language)
                #expect(!lines.isEmpty, "\(words)")
                for line in lines {
                    #expect(width(line) <= columns, "\(words): \(line)")
                    for token in line.split(separator: " ") {
                        let isPart = token.count < Self.area.count && token.count > 3 && Self.area.contains(token)
                        #expect(!isPart, "\(words): a piece of a code in \(line)")
                        #expect(token.first != "%", "\(words): \(line)")
                    }
                }
                let text = lines.joined(separator: "\n")
                if words.contains("area") || ["awareness", "coverage"].contains(words.last) {
                    #expect(text.contains(Self.area), "\(words)")
                }
                for piece in ["exercise_res", "respondent_"] where text.contains(piece) {
                    #expect(text.contains("exercise_respondent_rate"), "\(words)")
                }
            }
        }
    }

    @Test("the survey rates keep their titles and their shares in a wide and in a narrow window")
    func rates() throws {
        try withSurvey { device in
            for (columns, language) in [(UInt16(80), "zh"), (40, "zh"), (80, "en"), (40, "en")] {
                let lines = try lines(["awareness"], device, columns: columns, language: language)
                let aware = try #require(lines.first { $0.contains("66.7%") }, "\(columns) \(language)")
                #expect(aware.hasPrefix(Self.area), "\(aware)")
                let title = language == "zh" ? "知晓率" : "Awareness"
                let whole = lines.prefix(10).joined()
                #expect(whole.contains(title), "\(whole)")
                // At least ten columns for the words: no pile of single characters.
                #expect(lines.count < 23 * (columns == 80 ? 3 : 5), "\(columns) \(language): \(lines.count) lines")
            }
        }
    }
}

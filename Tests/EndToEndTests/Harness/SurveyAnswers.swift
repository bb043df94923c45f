import Foundation

/// A household survey that breaks no rule, with every catalogue under way.
enum SurveyAnswers {
    /// The visit's own fields, with times so that two records can be equal.
    static var fields: [String: Any] {
        [
            "consent": true, "id_shown": true, "started_at": "2026-11-24T02:00:00Z", "ended_at": "2026-11-24T02:20:00Z",
        ]
    }

    /// By question.
    static var full: [String: Any] {
        [
            "A01": true, "A02": "registered", "A04": 4, "A05": 1, "A06": 3,
            "B01": "heard", "B02": ["board", "door_visit"], "B03": "never", "B04": "never", "B05": "know_some",
            "B07": "seen", "B08": "no", "B09": "heard",
            "C01": "support", "C02": "willing", "C03": 0,
            "D01": "neutral", "D02": "dont_know", "D03": "satisfied", "D04": "none", "D08": "fairly",
            "E01": "safe", "E02": "drill", "E03": ["guards", "video"],
            "F01": 3, "F02": 30, "F03": 1, "F04": ["park", "home"],
            "G01": "always", "G02": "no_bins", "G03": "daily", "G04": "yes", "G05": ["garbage", "road", "other"],
            "G06": ["solar"],
            "H01": -1, "H02": "know", "H03": -1, "H04": "no", "H05": ["none"], "H06": ["job"],
            "I01": ["law", "eco"], "I05": "some", "I02": "1_2", "I03": "good", "I04": 10,
            "J01": "family", "J02": "often", "J03": ["school"],
        ]
    }

    /// A whole survey that becomes no opinion, by how well the campaign is known (B01).
    static func awareness(_ answer: String) -> [String: Any] {
        var answers = full.merging(["B01": answer, "G05": ["none"]]) { $1 }
        // Who never heard of it is asked neither where from nor for an opinion of it.
        if answer == "never" { for name in ["B02", "C01"] { answers[name] = nil } }
        return answers
    }

    /// What the resident said: becomes an opinion.
    static var opinion: [String: Any] {
        [
            "K01": "路灯坏了", "K02": "facility", "K03": "3栋旁", "K03_geo": "23.03 113.12 0.0 5.0", "K04": true,
            "K05": "+86 138-0013-8000",
        ]
    }

    /// JSON of some answers, the later ones in the place of earlier ones of the same name; `NSNull` takes one out.
    static func json(_ parts: [String: Any]...) throws -> String {
        let all = parts.reduce(into: [String: Any]()) { all, part in
            for (name, value) in part { all[name] = value is NSNull ? nil : value }
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: all, options: .sortedKeys), as: UTF8.self)
    }

    /// An instance of the same survey with the opinion, as another program filled it.
    static var instance: URL {
        repository.appending(path: "Tests/QuestionnairesTests/Agreement/forms/67-household-survey/instance.xml")
    }
}

extension TestDevice {
    /// The JSON of a visit that is added.
    func addVisit(
        _ household: String, _ answers: String, _ words: String..., status: Int32 = 0
    ) throws -> [String: Any] {
        let run = try start(["visit", "add", household, "--answers", "-", "--json"] + words, input: answers).wait()
        try require(run, status)
        return status == 0 ? try run.object() : [:]
    }

    /// The error code and message of a visit that is refused, and proof that nothing was stored.
    func refusedVisit(
        _ household: String, _ answers: String, _ words: String..., language: String = "en"
    ) throws -> (code: String?, message: String) {
        let before = try digests()
        let words = ["visit", "add", household, "--answers", "-"] + words
        let run = try start(words + ["--json"], input: answers).wait()
        try require(run, 65)
        let told = try start(words + ["--lang", language], input: answers).wait()
        try require(told, 65)
        guard try digests() == before, run.out.isEmpty else { throw Unexpected(text: "something was stored") }
        return (run.errorCode, told.err)
    }

    private func require(_ run: Run, _ status: Int32) throws {
        guard run.status == status else { throw Unexpected(text: "\(run.status) \(run.err)\(run.out)") }
    }

    struct Unexpected: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}

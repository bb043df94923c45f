/// Gives every household of a device's store a completed visit, straight into the tables that reports read: saving a
/// hundred thousand one by one would take longer than all other measurements together.
enum SurveyVisits {
    /// The questions of the household survey, with the answers that are spread over the households.
    private static let answers: [(String, [String])] = [
        ("A02", ["registered", "temporary"]), ("A04", ["1", "2", "3", "4"]), ("A05", ["0", "1"]),
        ("B01", ["know_well", "heard", "never"]), ("B02", ["door_visit board", "media"]), ("B03", ["heard", "never"]),
        ("B04", ["heard", "never"]), ("B05", ["know_some", "never"]), ("B06", ["yes", "no"]), ("B07", ["seen", "no"]),
        ("B08", ["yes", "no"]), ("C01", ["strong", "oppose", "dont_know"]), ("C02", ["often", "no"]),
        ("C03", ["0", "1"]),
        ("D01", ["satisfied", "neutral"]), ("D02", ["satisfied", "dont_know"]), ("D03", ["satisfied", "neutral"]),
        ("D04", ["satisfied", "none"]), ("D05", ["satisfied"]), ("D08", ["strong", "weak"]),
        ("E01", ["safe", "unsafe"]),
        ("E02", ["drill", "no"]), ("E03", ["guards video", "none"]), ("F01", ["0", "3", "5"]), ("F02", ["20", "30"]),
        ("F03", ["0", "1", "2"]), ("F04", ["park home"]), ("G01", ["always", "mostly"]), ("G02", ["always", "no"]),
        ("G03", ["daily"]), ("G04", ["yes", "no"]), ("G05", ["garbage road other"]), ("G06", ["solar"]),
        ("H01", ["-1", "1"]), ("H02", ["know"]), ("H03", ["-1", "10", "20"]), ("H04", ["yes"]),
        ("H05", ["gov medical", "none"]), ("H06", ["job"]), ("I01", ["law eco", "none"]), ("I02", ["1_2"]),
        ("I03", ["good"]), ("I04", ["5", "15"]), ("I05", ["very", "some"]), ("J01", ["family"]), ("J02", ["often"]),
        ("J03", ["school"]), ("K01", ["路灯坏了，楼道很暗"]), ("K02", ["facility"]), ("K04", ["true"]),
    ]

    static func fill(_ store: RawSQLite) throws {
        let top = try store.number("SELECT max(rid) FROM record")
        let cells = answers.map { question, choices in
            let cases = choices.enumerated().map { number, text in
                "WHEN \(number) THEN \(Int(text) != nil ? text : "'\(text)'")"
            }.joined(separator: " ")
            return "'\(question)', CASE (rid * 2654435761 >> \(question.utf8.reduce(0) { ($0 + Int($1)) % 16 })) "
                + "% \(choices.count) \(cases) END"
        }.joined(separator: ", ")
        let groups = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
        let id = groups.map { "substr(lower(hex(id)), \($0.0), \($0.1))" }.joined(separator: " || '-' || ")
        // The live writes of a visit are about as large as its readable state, and lie before it in the row.
        try store.execute(
            """
            BEGIN;
            INSERT INTO record (rid, id, type, areas, last, changes, change_sum, state_digest, deleted, conflicts, live, state)
                SELECT \(top) + rid, randomblob(16), 3, areas, last, 1, change_sum, state_digest, 0, 0, randomblob(1000),
                    json_object('household', \(id), 'programme', 'survey', 'started_at', '2026-05-10T02:00:00.250Z',
                        'ended_at', '2026-05-10T02:21:00.750Z', 'outcome', 'completed', 'consent', json('true'),
                        'enumerators', json_array('user' || (rid % 40)), 'answers', json_object(\(cells)),
                        'form', 'household-survey', 'form_version', '1', 'round', '1')
                FROM record WHERE type = 2 AND deleted = 0;
            INSERT INTO placement (area, type, rid) SELECT area, 3, \(top) + rid FROM placement WHERE type = 2;
            INSERT INTO child (parent, rid) SELECT id, \(top) + rid FROM record WHERE type = 2 AND deleted = 0;
            COMMIT;
            """)
    }
}

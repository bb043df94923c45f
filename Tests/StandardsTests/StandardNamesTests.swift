import Standards
import SyncProtocol
import Testing
import Values

@Suite("Names of a standard and the values recorded under them") struct StandardNamesTests {
    private let names = StandardNames(
        .sample(
            [
                .sample(
                    "X-FAC-01", .compare("office_area", .atLeast, "180", "m2"), kind: .measure,
                    facts: [
                        .sample("office_area", .decimal, "m2"), .sample("rooms", .integer, "{个}"),
                        .sample("offset", .integer), .sample("age_class", .choice, choices: ["new", "old"]),
                        .sample("kind", .choice), .sample("opened", .date), .sample("place", .geo),
                        .sample("budget", .money, "CNY"), .sample("note", .text), .sample("unit", .reference),
                        .sample("has_square", .boolean),
                    ]),
                .sample("X-FAC-02", .compare("aware", .atLeast, "80", "%", base: "valid"), kind: .percentage),
                .sample(
                    "X-FAC-03", .isTrue("has_station"), kind: .boolean,
                    applicability: .community("possible", .equal, .boolean(true))),
                .sample(
                    "X-FAC-04", .allChecks, kind: .composite,
                    checks: [.sample("X-FAC-04.1"), .sample("X-FAC-04.2", .compare("courts", .atLeast, "1", "{个}"))]),
                .sample(
                    "X-FAC-05", .trend("rate", .increasing), assessment: .trend,
                    formulas: ["rate": .ratio(.metric("good"), .metric("valid"), times: decimal("100"))]),
                .sample(
                    "X-FAC-06", nil, kind: .textEvidence, assessment: .judgement,
                    applicability: .community("titles", .contains, .word("civilised"))),
            ], scope: .community("origin", .different, .word("village"))))

    private func read(_ name: String, _ json: JSONValue) -> Result<Value, InspectionValueFault> {
        do throws(InspectionValueFault) { return .success(try names.read(name, json)) } catch { return .failure(error) }
    }

    private func fault(_ name: String, _ json: JSONValue) -> String? {
        if case .failure(let fault) = read(name, json) { fault.code } else { nil }
    }

    @Test("every name is known by what it is")
    func meanings() {
        func kind(_ name: String) -> String? {
            switch names.meaning(of: name) {
            case .fact: "fact"
            case .metric: "metric"
            case .base: "base"
            case .attribute: "attribute"
            case .indicator: "indicator"
            case .check: "check"
            case .previous: "previous"
            case nil: nil
            }
        }
        for (name, expected) in [
            ("office_area", "fact"), ("aware", "metric"), ("valid", "base"), ("good", "base"), ("rate", "metric"),
            ("has_station", "metric"), ("possible", "attribute"), ("titles", "attribute"), ("origin", "attribute"),
            ("X-FAC-04", "indicator"), ("X-FAC-04.1", "check"), ("courts", "metric"), ("rate.previous", "previous"),
            ("office_area.previous", "previous"),
        ] {
            #expect(kind(name) == expected, "\(name)")
            #expect(names.all.contains(name) || expected == "previous")
        }
        for name in [
            "", "nothing", "has_station.previous", "note.previous", "X-FAC-09", ".previous", "community.possible",
        ] {
            #expect(kind(name) == nil, "\(name)")
        }
        #expect(Set(names.all).count == names.all.count)
    }

    @Test("a combining sign behind a blank or comma is part of the value, typed as in JSON")
    func combiningSigns() throws {
        #expect(try names.read("note", text: " \u{301}x \u{301} ") == .text("\u{301}x \u{301}"))
        let words = try names.read("titles", text: "a,\u{301}b ；\u{302}c")
        #expect(words == .tuple([.text("a"), .text("\u{301}b"), .text("\u{302}c")]))
    }

    @Test("a misspelt name is refused with the names most like it")
    func suggestions() {
        #expect(names.suggestions(for: "ofice_area") == ["office_area"])
        #expect(names.suggestions(for: "X-FAC-4.1").first == "X-FAC-04.1")
        #expect(names.suggestions(for: "x-fac-01").first == "X-FAC-01")
        #expect(names.suggestions(for: "community.possible").first == "possible")
        #expect(names.suggestions(for: "square") == ["has_square"])
        #expect(names.suggestions(for: "quite_another_thing").isEmpty)
        #expect(names.suggestions(for: String(repeating: "x", count: 100_000)).isEmpty)
        #expect(fault("ofice_area", .integer(1)) == "unknown_name")
    }

    @Test("each type takes its own values")
    func values() {
        for (name, json, value) in [
            ("office_area", .integer(182), .integer(182)),
            ("office_area", .number("178.50"), .decimal(decimal("178.5"))),
            ("office_area", .string("178.5"), .decimal(decimal("178.5"))), ("rooms", .integer(0), .integer(0)),
            ("offset", .integer(-3), .integer(-3)), ("age_class", .string("new"), .choice("new")),
            ("kind", .string("anything"), .choice("anything")),
            ("opened", .string("2011-05-31"), .date(day("2011-05-31"))),
            ("place", .string(" 23.03, 113.140 "), .text("23.03,113.14")),
            ("place", .array([.number("-23.03"), .integer(113)]), .text("-23.03,113")),
            ("budget", .integer(5_000_000), .integer(5_000_000)), ("note", .string("好"), .text("好")),
            ("unit", .string("文化站"), .text("文化站")), ("unit", .integer(3), .integer(3)),
            ("has_square", .boolean(true), .boolean(true)), ("valid", .integer(100), .integer(100)),
            ("has_station", .boolean(false), .boolean(false)), ("possible", .boolean(true), .boolean(true)),
            ("titles", .array([.string("a"), .string("b")]), .tuple([.text("a"), .text("b")])),
            ("titles", .string("a"), .tuple([.text("a")])), ("origin", .string("village"), .text("village")),
            ("X-FAC-06", .boolean(true), .boolean(true)), ("X-FAC-04", .boolean(true), .boolean(true)),
            ("X-FAC-04.2", .boolean(false), .boolean(false)),
            ("rate.previous", .number("66.7"), .decimal(decimal("66.7"))),
            ("office_area", .null, .null), ("X-FAC-06", .null, .null),
        ] as [(String, JSONValue, Value)] {
            #expect(read(name, json) == .success(value), "\(name) \(json.text)")
        }
    }

    @Test("values of another type are refused")
    func wrongTypes() {
        for (name, json) in [
            ("office_area", .string("large")), ("office_area", .boolean(true)), ("office_area", .number("1e3")),
            ("rooms", .number("1.5")), ("rooms", .string("3")), ("age_class", .integer(1)),
            ("opened", .string("31.5.2011")),
            ("opened", .integer(20_110_531)), ("budget", .number("500.5")), ("note", .integer(1)),
            ("has_square", .integer(1)),
            ("has_square", .string("true")), ("valid", .boolean(true)), ("has_station", .integer(1)),
            ("possible", .string("是")),
            ("titles", .array([.integer(1)])), ("titles", .integer(1)), ("origin", .boolean(false)),
            ("X-FAC-06", .integer(1)),
            ("X-FAC-04.1", .string("yes")), ("rate.previous", .boolean(true)), ("kind", .string("  ")),
            ("note", .object([])),
            ("place", .integer(1)), ("unit", .boolean(true)),
        ] as [(String, JSONValue)] {
            #expect(fault(name, json) == "wrong_type", "\(name) \(json.text)")
        }
    }

    @Test("numbers have at most 15 digits before the point and 6 after it")
    func digits() {
        #expect(
            read("office_area", .number("999999999999999.999999"))
                == .success(.decimal(decimal("999999999999999.999999"))))
        for json in [
            .integer(1_000_000_000_000_000), .number("0.0000001"), .number(String(repeating: "9", count: 40)),
            .string("1000000000000000.5"),
        ] as [JSONValue] {
            #expect(fault("office_area", json) == "too_many_digits", "\(json.text)")
        }
        #expect(fault("rooms", .number("99999999999999999999")) == "too_many_digits")
        #expect(read("rooms", .integer(999_999_999_999_999)) == .success(.integer(999_999_999_999_999)))
        #expect(fault("offset", .integer(-1_000_000_000_000_000)) == "too_many_digits")
    }

    @Test("counts, sizes and money cannot be negative")
    func negative() {
        for name in ["office_area", "rooms", "budget", "courts"] {
            #expect(fault(name, .integer(-1)) == "negative", "\(name)")
        }
        #expect(fault("office_area", .number("-0.5")) == "negative")
        #expect(read("office_area", .number("-0.0")) == .success(.decimal(decimal("0"))))
    }

    @Test("choices are checked where the standard lists them, positions where they are on Earth")
    func ranges() {
        #expect(fault("age_class", .string("mixed")) == "unknown_choice")
        for text in ["91,0", "0,181", "23.03", "23,113,5", "a,b", ""] {
            #expect(fault("place", .string(text)) == "no_position", "\(text)")
        }
        #expect(fault("note", .string(String(repeating: "x", count: Limits.textBytesMax + 1))) == "too_long")
    }

    @Test("a yes or no on a purely numeric indicator is refused and names what to record")
    func decisionOnNumbers() {
        #expect(
            read("X-FAC-02", .boolean(true)) == .failure(.decisionOnNumbers("X-FAC-02", record: ["aware", "valid"])))
        guard case .failure(let fault) = read("X-FAC-01", .boolean(true)) else {
            Issue.record("a decision on a measure was taken")
            return
        }
        #expect(fault.message.en.contains("office_area"))
        #expect(fault.message.zh.contains("office_area"))
        #expect(read("X-FAC-03", .boolean(true)) == .success(.boolean(true)))
    }

    @Test("people may type full-width digits, words for yes and no, and the titles of choices")
    func typed() throws {
        for (name, text, value) in [
            ("office_area", "１８２．５", .decimal(decimal("182.5"))), ("rooms", " 3 ", .integer(3)),
            ("has_square", "是", .boolean(true)),
            ("has_square", "n", .boolean(false)), ("age_class", "new项", .choice("new")),
            ("age_class", "OLD ONE", .choice("old")),
            ("titles", "a、b", .tuple([.text("a"), .text("b")])), ("X-FAC-06", "否", .boolean(false)),
            ("note", "", .null),
            ("place", "23.03,113.14", .text("23.03,113.14")), ("opened", "2011-05-31", .date(day("2011-05-31"))),
        ] as [(String, String, Value)] {
            #expect(try names.read(name, text: text) == value, "\(name) \(text)")
        }
        for (name, text) in [("rooms", "三"), ("has_square", "maybe"), ("age_class", "x"), ("nothing", "1")] {
            #expect(throws: InspectionValueFault.self, "\(name) \(text)") { try names.read(name, text: text) }
        }
    }

    @Test("every fault has words in both languages")
    func words() {
        let faults: [InspectionValueFault] =
            [
                .unknownName("a", suggestions: []), .unknownName("a", suggestions: ["b"]), .negative("a"),
                .tooManyDigits("a"),
                .unknownChoice("a", choices: ["b"]), .tooLong("a", bytesMax: 1), .noPosition("a"),
                .decisionOnNumbers("a", record: []), .decisionOnNumbers("a", record: ["b"]),
            ] + FactType.allCases.map { .wrongType("a", expected: $0) }
        for fault in faults {
            #expect(fault.message.zh.contains("a") && fault.message.en.contains("a"))
        }
        #expect(Set(faults.map(\.code)).count == 8)
    }
}

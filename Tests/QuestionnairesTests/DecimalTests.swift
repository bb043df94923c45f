import Questionnaires
import Testing
import Values

/// A decimal as a whole number and its places, so that what must come out is known without any fraction of two.
private struct Sample10: Sendable {
    let digits: Int
    let places: Int

    var text: String { Self.text(digits, places) }
    var value: Double { Double(text) ?? .nan }
    /// Rounded to one place less, halves upwards.
    var rounded: Double { Double(Self.text((digits + 5) / 10, places - 1)) ?? .nan }

    private static func text(_ digits: Int, _ places: Int) -> String {
        let all = String(repeating: "0", count: max(0, places + 1 - String(digits).count)) + String(digits)
        return places == 0 ? all : all.dropLast(places) + "." + all.suffix(places)
    }

    /// Always the same ones: of one digit to fifteen, with one place to as many.
    static let many: [Sample10] = {
        var state: UInt64 = 20_261_124
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 11) % UInt64(bound))
        }
        let powers = (0...15).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
        return (0..<400).map { _ in
            let size = 1 + next(15)
            return Sample10(digits: next(powers[size]), places: 1 + next(min(size, 12)))
        }
            + [(136, 2), (2_345, 3), (1_005, 3), (7, 2), (29, 2), (435, 2), (1, 1), (3, 1)].map {
                Sample10(digits: $0.0, places: $0.1)
            }
    }()
}

@Suite struct DecimalTests {
    @Test func `every decimal of an expression, of an answer and of a text is the nearest double`() throws {
        let samples = Sample10.many
        let binds = samples.enumerated().map { index, sample in
            let (text, path) = (sample.text, "/data/x\(index)")
            let following = samples[(index + 1) % samples.count].text
            let rules = [
                ("le", "\(path) &lt;= \(text)"), ("ge", "\(path) &gt;= \(text)"), ("eq", "\(path) = \(text)"),
                ("te", "number('\(text)') &lt;= \(text) and /data/t\(index) &gt;= \(text)"),
                ("su", "\(text) + \(following)"), ("ro", "round(\(text), \(sample.places - 1))"),
                ("fr", "round(\(path), \(sample.places - 1))"),
            ].map { "<bind nodeset=\"/data/\($0.0)\(index)\" type=\"string\" calculate=\"\($0.1)\"/>" }
            return """
                <bind nodeset="\(path)" type="decimal" constraint=". &lt;= \(text) and . &gt;= \(text)"/>\
                <bind nodeset="/data/t\(index)" type="string"/>\(rules.joined())
                """
        }
        let fields = samples.indices.map { index in
            ["x", "t", "le", "ge", "eq", "te", "su", "ro", "fr"].map { "<\($0)\(index)/>" }.joined()
        }
        let body = samples.indices.map { index in
            ["x", "t"].map { "<input ref=\"/data/\($0)\(index)\"><label>A</label></input>" }.joined()
        }
        let session = try Sample.session(
            Sample.form(instance: fields.joined(), model: binds.joined(separator: "\n"), body: body.joined()))
        for (index, sample) in samples.enumerated() {
            #expect(session.answer(at: "/data/x\(index)", .text(sample.text)) == .accepted, "\(sample.text)")
            #expect(session.answer(at: "/data/t\(index)", .text(sample.text)) == .accepted)
        }
        let texts = Dictionary(uniqueKeysWithValues: session.answers().map { ($0.name, $0.text) })
        for (index, sample) in samples.enumerated() {
            for rule in ["le", "ge", "eq", "te"] { #expect(texts["\(rule)\(index)"] == "1", "\(rule) \(sample.text)") }
            let sum = sample.value + samples[(index + 1) % samples.count].value
            #expect(texts["su\(index)"].flatMap(Double.init) == Self.written(sum), "\(sample.text)")
            for rule in ["ro", "fr"] {
                #expect(texts["\(rule)\(index)"].flatMap(Double.init) == Self.written(sample.rounded), "\(sample.text)")
            }
        }
    }

    /// What is next to a whole number is written as one, as in JavaRosa.
    private static func written(_ number: Double) -> Double {
        let whole = number.rounded(.towardZero)
        return abs(number - whole) < 1e-9 ? whole : number
    }

    @Test(arguments: [".5 + 5.", "12345678901234567890 - 12345678901234567168", "0.1 + 0.2"])
    func `a literal is read however it is spelled`(expression: String) throws {
        let expected = [".5 + 5.": "5.5", "0.1 + 0.2": "0.30000000000000004"][expression] ?? "0"
        #expect(try Sample.calculated(expression) == expected)
    }

    @Test(arguments: [
        ("decimal", "99999999999999999999999999999999999999"), ("decimal", "123456789012345678"),
        ("decimal", "12345678901234567890.5"), ("decimal", "1e-400"), ("decimal", "1e-31"), ("decimal", "1e300"),
        ("decimal", "0.12345678901234567890"), ("date", "0000-01-01"), ("dateTime", "9999-12-31T23:59:59.999Z"),
        ("dateTime", "0001-01-01T00:00"), ("geopoint", "23.12345678901234567890 113"),
    ])
    func `a value that cannot be kept as it was given is refused, by whatever way it comes`(
        type: String, text: String
    ) throws {
        let xml = Sample.form(
            instance: "<a/>", model: "<bind nodeset=\"/data/a\" type=\"\(type)\"/>",
            body: "<input ref=\"/data/a\"><label>A</label></input>")
        let session = try Sample.session(xml)
        let before = session.serialise()
        guard case .refused(let violation) = session.answer(at: "/data/a", .text(text)) else {
            Issue.record("taken")
            return
        }
        #expect(violation.code == .unkeepable)
        #expect(!violation.message.zh.isEmpty && violation.message.en.contains(type.hasPrefix("date") ? "9999" : "15"))
        #expect(try session.fill(["a": .text(text)]).map(\.code) == [.unkeepable])
        if type == "decimal" { #expect(try session.fill(["a": .number(spelled: text)]).map(\.code) == [.unkeepable]) }
        let instance = "<data id=\"sample\" version=\"1\"><a>\(text)</a><meta/></data>"
        #expect(try session.fill(instance: instance).map(\.code) == [.unkeepable])
        #expect(session.serialise() == before)
    }

    @Test(arguments: [
        ("decimal", "123456789012345"), ("decimal", "0.000123456789012345"), ("decimal", "1.5e3"),
        ("decimal", "100000000000000000000"), ("decimal", "-0.5"), ("decimal", "000.10"), ("decimal", "0"),
        ("date", "0001-01-01"), ("date", "9999-12-31"), ("dateTime", "9999-12-31T23:59:59.999+08:00"),
        ("geopoint", "23.123456789 113.25 0 4.5"),
    ])
    func `a value that can be kept is taken`(type: String, text: String) throws {
        let xml = Sample.form(
            instance: "<a/>", model: "<bind nodeset=\"/data/a\" type=\"\(type)\"/>",
            body: "<input ref=\"/data/a\"><label>A</label></input>")
        #expect(try Sample.session(xml).answer(at: "/data/a", .text(text)) == .accepted)
    }

    @Test func `a number that a program gives keeps its digits in a text`() throws {
        let xml = Sample.form(instance: "<a/>", body: "<input ref=\"/data/a\"><label>A</label></input>")
        for digits in ["13800000000", "123456789012345678", "0.1", "1.50"] {
            let session = try Sample.session(xml)
            #expect(try session.fill(["a": .number(spelled: digits)]).isEmpty)
            let expected = digits == "1.50" ? "1.5" : digits
            #expect(session.answers().first { $0.name == "a" }?.text == expected)
        }
    }

    @Test func `a default that cannot be kept is refused at its line`() throws {
        let xml = Sample.form(
            instance: "<a>99999999999999999999</a>", model: "<bind nodeset=\"/data/a\" type=\"decimal\"/>",
            body: "<input ref=\"/data/a\"><label>A</label></input>")
        #expect(faults(of: xml).map(\.code) == ["form_value"])
    }
}

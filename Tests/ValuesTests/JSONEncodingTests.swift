import Testing
import Values

/// JSON of values that say themselves how they are written.
@Suite struct JSONEncodingTests {
    private struct Visit: Encodable {
        enum Outcome: String, Encodable { case completed }

        let newest: Int
        let outcome: Outcome?
        let started: String?
        let isVoid: Bool?
        let answers: Int?
        let points: UInt32?
        let titles: [Localized]
        let value: JSONValue
        @LeftOut var remark: String?
        let next: [Visit]
    }

    private func visit(_ outcome: Visit.Outcome?, remark: String? = nil, next: [Visit] = []) -> Visit {
        Visit(
            newest: 7, outcome: outcome, started: nil, isVoid: nil, answers: nil, points: nil,
            titles: [Localized(zh: "好", en: "fine")], value: .object([.init("b", .number("1.50")), .init("a", .null)]),
            remark: remark, next: next)
    }

    @Test func `keys stand in the order of the properties, and what is nil is null`() throws {
        let bare = """
            {"newest":7,"outcome":null,"started":null,"isVoid":null,"answers":null,"points":null,\
            "titles":[{"zh":"好","en":"fine"}],"value":{"b":1.50,"a":null},"next":[]}
            """
        #expect(try JSONValue(encoding: visit(nil)).text == bare)
        let full = try JSONValue(encoding: visit(.completed, remark: "r", next: [visit(nil)]))
        #expect(full["outcome"] == .string("completed") && full["remark"] == .string("r"))
        #expect(full["next"] == .array([try JSONValue(encoding: visit(nil))]))
    }

    @Test func `keys of a dictionary ascend, and values by themselves are written as they are`() throws {
        #expect(try JSONValue(encoding: ["b": [1, 2], "a": []]).text == #"{"a":[],"b":[1,2]}"#)
        #expect(try JSONValue(encoding: [Int?.none, 1]).text == "[null,1]")
        #expect(try JSONValue(encoding: UInt64.max).text == "18446744073709551615")
        #expect(try JSONValue(encoding: 1.5).text == "1.5")
        #expect(try JSONValue(encoding: JSONValue.number("2.0")).text == "2.0")
    }
}

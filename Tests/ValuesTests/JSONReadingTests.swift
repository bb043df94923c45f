import Testing
import Values

/// Texts that people and programs send, and texts that are made to hurt.
struct JSONReadingTests {
    private func read(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

    @Test func `keys keep their order and numbers their digits`() {
        let text = #"{"b":1.50,"a":[true,false,null,-0.10,12345678901234567890],"":"静\n"}"#
        #expect(read(text)?.text == text)
        #expect(read(" \t\r\n{ \"a\" : 1 } ") == .object([JSONValue.Member("a", .integer(1))]))
    }

    @Test(arguments: [
        ("1e3", JSONValue.integer(1000)), ("1E+3", .integer(1000)), ("1.5e1", .integer(15)), ("1e-3", .number("0.001")),
        ("-0", .integer(0)), ("0.0", .number("0.0")), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .number("9223372036854775808")), ("-9223372036854775808", .integer(.min)),
    ])
    func `a number becomes its plain form`(text: String, value: JSONValue) { #expect(read(text) == value) }

    @Test(arguments: [
        "", " ", "nul", "nulls", "tru", "True", "+1", "01", "1.", ".5", "1e", "1e+", "--1", "0x10", "NaN", "Infinity",
        "1 2",
        "[1,]", "[,1]", "[1 2]", "[", "]", "[1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "{'a':1}",
        "{\"a\":1 \"b\":2}", "\"", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\udc00\"",
        "\"\\ud800\\u0041\"", "\"a\nb\"", "\"\u{0}\"", "// words\n1", "[1]x", "\u{FEFF}1",
    ])
    func `what is not one JSON value is refused`(text: String) { #expect(read(text) == nil) }

    @Test func `a key that stands twice in one object is refused, in two objects it is not`() {
        #expect(read(#"{"a":1,"a":1}"#) == nil)
        #expect(read(#"{"a":1,"\u0061":1}"#) == nil)
        #expect(read(#"[{"a":1},{"a":1}]"#) != nil)
    }

    @Test func `escapes are read, halves of a scalar only together`() {
        #expect(read(#""\u9759\ud83d\ude00\"\\\/\b\f\n\r\t""#) == .string("静😀\"\\/\u{8}\u{C}\n\r\t"))
    }

    @Test func `bytes that are no UTF-8 are refused inside a text and outside`() {
        for bytes in [[0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]] as [[UInt8]] {
            #expect(JSONValue(parsing: [0x22] + bytes + [0x22]) == nil)
            #expect(JSONValue(parsing: [0x22, 0x5C, 0x6E] + bytes + [0x22]) == nil)
            #expect(JSONValue(parsing: bytes) == nil)
        }
    }

    @Test func `levels up to the limit are read, one more is refused`() {
        let most = ValueLimits.jsonDepthMax
        let nested = { (count: Int, open: String, close: String) in
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        #expect(read(nested(most, "[", "]")) != nil)
        #expect(read(nested(most + 1, "[", "]")) == nil)
        #expect(read(nested(most, "{\"a\":", "}")) != nil)
        #expect(read(nested(most + 1, "{\"a\":", "}")) == nil)
        // Levels that are closed again do not count.
        #expect(read("[" + Array(repeating: "[[]]", count: 1_000).joined(separator: ",") + "]") != nil)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `16 MiB of opening brackets are refused on the stack of a task`(opening: String) async {
        let bytes = Array(String(repeating: opening, count: (16 << 20) / opening.utf8.count).utf8)
        #expect(await Task.detached { JSONValue(parsing: bytes) == nil }.value)
    }

    @Test func `one text of 16 MiB is read whole, and without its end refused`() {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 16 << 20)
        guard case .string(let read)? = JSONValue(parsing: [0x22] + text + [0x22]) else {
            Issue.record("not read")
            return
        }
        #expect(read.utf8.count == text.count)
        #expect(JSONValue(parsing: [0x22] + text) == nil)
    }

    @Test func `an exponent that would write out thousands of digits is refused`() {
        #expect(read("1e\(ValueLimits.jsonNumberPlacesMax)") != nil)
        #expect(read("1e-\(ValueLimits.jsonNumberPlacesMax)") != nil)
        for text in ["1e65", "1e-65", "1e400", "1e999999999", "1e-99999999999999999999", "1e9223372036854775807"] {
            #expect(read(text) == nil, "\(text)")
        }
    }
}

import Testing
import Values

@Suite struct JSONTextTests {
    private struct Sample: Codable, Equatable {
        var name: String
        var value: JSONValue
    }

    @Test func `a value among others keeps what it is on the way`() throws {
        let value = JSONValue(
            parsing: Array(#"{"b":[1,-2.50,"文",null,true,{"c":[]}],"a":{}}"#.utf8))
        let sample = Sample(name: "x/y", value: try #require(value))
        let bytes = try JSONText.write(sample)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"name":"x/y","value":{"a":{},"b":[1,-2.5,"文",null,true,{"c":[]}]}}"#)
        let back = try JSONText.read(Sample.self, from: bytes)
        #expect(back.name == sample.name)
        #expect(back.value["b"] == JSONValue(parsing: Array(#"[1,-2.5,"文",null,true,{"c":[]}]"#.utf8)))
    }

    @Test(arguments: [#"{"name":"a","name":"b","value":1}"#, "", "{", #"{"name":"a","value":1} 2"#])
    func `a text that says two things, or nothing, is not read`(text: String) {
        #expect(throws: (any Error).self) { try JSONText.read(Sample.self, from: Array(text.utf8)) }
    }
}

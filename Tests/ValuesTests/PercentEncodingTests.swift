import Testing
import Values

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("lihua", "lihua"), ("a.b-c_d~", "a.b-c_d~"), (".", "%2E"), ("..", "%2E%2E"), ("a b/?%+", "a%20b%2F%3F%25%2B"),
        ("李", "%E6%9D%8E"),
    ])
    func `a word is escaped so that it stays one word of a path, and comes back`(word: String, escaped: String) {
        #expect(word.percentEncoded == escaped)
        #expect(escaped.percentDecoded == word)
    }

    @Test func `what is no escape stays, and bytes that are no text are none`() {
        #expect("%2e%2".percentDecoded == ".%2")
        #expect("%+1%-1%zz%".percentDecoded == "%+1%-1%zz%")
        #expect("%E6%9D".percentDecoded == nil)
    }
}

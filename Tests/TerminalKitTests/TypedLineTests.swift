import Testing
import Values

@testable import TerminalKit

@Suite("A line that is typed") struct TypedLineTests {
    private let utf8 = TypedEncoding(name: "UTF-8")

    private func refusal(_ bytes: [UInt8], _ encoding: TypedEncoding) -> Localized? {
        if case .refused(let why) = TypedLine(bytes, encoding: encoding) { why } else { nil }
    }

    @Test("text is taken in the encoding of the terminal")
    func text() {
        #expect(TypedLine(Array("3栋\t0301\r".utf8), encoding: utf8) == .text("3栋\t0301\r"))
        #expect(TypedLine([0x33, 0xB6, 0xB0], encoding: TypedEncoding(name: "GBK")) == .text("3栋"))
    }

    @Test("bytes that are no text are refused by the encoding's name, and nothing stands in their place")
    func noText() {
        #expect(refusal([0x33, 0xB6, 0xB0], utf8)?.en.contains("UTF-8") == true)
        #expect(refusal([0xFF, 0xFF], TypedEncoding(name: "GBK"))?.zh.contains("GBK") == true)
    }

    @Test("a control sign is refused by its number", arguments: [("\u{0}", "U+0000"), ("\u{1B}[A", "U+001B")])
    func controls(typed: String, name: String) {
        #expect(refusal(Array("a\(typed)".utf8), utf8)?.en.contains(name) == true)
    }

    @Test("a line that cannot be taken is neither yes nor no")
    func answer() {
        #expect(!["y", "n", ""].contains(TypedLine([0xFF], encoding: utf8).answer))
        #expect(TypedLine([0x79], encoding: utf8).answer == "y")
    }
}

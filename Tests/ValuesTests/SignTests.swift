import Testing
import Values

@Suite("Signs that are not seen, and bytes that are no text") struct SignTests {
    @Test("a text reads the same without joiners, marks of direction, soft hyphens and byte order marks")
    func ignorable() {
        for sign in ["\u{2060}", "\u{FEFF}", "\u{AD}", "\u{200E}", "\u{200F}", "\u{200B}", "\u{61C}", "\u{FE0F}"] {
            #expect("03\(sign)01".withoutIgnorable == "0301", "\(sign.unicodeScalars.map(\.name))")
            #expect(" \(sign)".isBlank)
        }
        for text in ["0301", "3栋 甲", "e\u{301}", "a\u{7}", "가나", "ﬁ"] {
            #expect(text.withoutIgnorable.unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    @Test("what is ignorable by the quick look is what Unicode says")
    func quickLook() {
        for value in UInt32(0)..<0x11_0000 {
            guard let sign = Unicode.Scalar(value) else { continue }
            if sign.isIgnorable != sign.properties.isDefaultIgnorableCodePoint { Issue.record("\(sign.name)") }
        }
    }

    @Test("control signs stand by their numbers, and lines stay lines")
    func escaped() {
        #expect("a\u{1B}[2Jb\u{0}\u{202E}".controlsEscaped == "a\\u{1b}[2Jb\\u{0}\\u{202e}")
        #expect("a\tb\r\nc".controlsEscaped == "a\tb\r\nc")
        #expect(Unicode.Scalar(0).name == "U+0000" && Unicode.Scalar(0x1F600)?.name == "U+1F600")
    }

    @Test("U+0000 is found in texts and names, however deep")
    func null() throws {
        for text in [#""a\u0000""#, #"{"a":[1,{"b":"\u0000"}]}"#, #"{"a\u0000":1}"#] {
            #expect(try #require(JSONValue(parsing: Array(text.utf8))).holdsNull)
            #expect(throws: JSONText.NullSign.self) {
                try JSONText.read(JSONValue.self, from: Array(text.utf8), takesNull: false)
            }
        }
        #expect(JSONValue(parsing: Array(#"{"a":["\\u0000",null]}"#.utf8))?.holdsNull == false)
    }

    @Test("what a GBK terminal gives is read by the locale's encoding: also a hanzi that is a letter in UTF-8")
    func gbk() {
        let gbk = TypedEncoding(name: "GBK")
        #expect(gbk.text(of: [0x33, 0xB6, 0xB0]) == "3栋")
        #expect(gbk.text(of: [0xD0, 0xA1]) == "小")
        // 𠀀, which GBK does not have and a terminal of GB 18030 gives.
        #expect(gbk.text(of: [0x95, 0x32, 0x82, 0x36]) == "\u{20000}")
        #expect(gbk.text(of: Array("3栋".utf8)) == "3栋", "who types UTF-8 all the same is understood")
        #expect(gbk.text(of: [0xFF, 0xFF]) == nil)
        #expect(TypedEncoding(name: "BIG5").text(of: [0xB4, 0xC9]) == "棟")
    }

    @Test("elsewhere bytes that are no UTF-8 are no text, and nothing is put in their place")
    func noText() {
        for name in ["UTF-8", "ANSI_X3.4-1968", "", "no-such-encoding"] {
            #expect(TypedEncoding(name: name).text(of: [0xB6, 0xB0]) == nil)
            #expect(TypedEncoding(name: name).text(of: Array("3栋".utf8)) == "3栋")
        }
        let latin = TypedEncoding(name: "ISO-8859-1")
        #expect(latin.text(of: [0xE9]) == "é" && latin.text(of: Array("é栋".utf8)) == "é栋")
        #expect(latin.text(of: Array("é".utf8)) == "é")
    }

    @Test("U+0000 in a table is named by its line and column, in the header too")
    func table() throws {
        let fault = try #require(faultFound(in: Array("area,room\n4406,1\n4406\u{0},2\n4406,\"3\u{0}\"\n".utf8)))
        #expect(fault.code == "csv_sign" && fault.line == 3 && fault.column == 1)
        #expect(fault.further.map(\.line) == [4] && fault.further.first?.column == 2)
        #expect(faultFound(in: Array("area\u{0},room\n4406,1\n".utf8))?.column == 1)
    }

    @Test("a table that is written steers no terminal")
    func written() {
        let bytes = DelimitedText.write(header: ["text"], rows: [[.text("a\u{1B}[2J\u{0}")], [.text("b\nc")]])
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{FEFF}text\r\na\\u{1b}[2J\\u{0}\r\n\"b\nc\"\r\n")
    }
}

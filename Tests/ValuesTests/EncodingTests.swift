import Testing
import Values

@Suite struct EncodingTests {
    /// `code,name` and `44,广东` in GB18030.
    private let legacy: [UInt8] = Array("code,name\n44,".utf8) + [0xB9, 0xE3, 0xB6, 0xAB, 0x0A]

    @Test func `UTF-8 is read with a byte order mark and without`() throws {
        let text = "名称,房号\n锦园小区,0301\n"
        for mark in ["", "\u{FEFF}"] {
            let file = try DelimitedFile.read(Array((mark + text).utf8))
            #expect(file.header == ["名称", "房号"])
            #expect(file.rows[0].cells == ["锦园小区", "0301"])
        }
    }

    @Test func `GB18030 is recognised and read`() throws {
        #expect(try DelimitedFile.read(legacy).rows[0].cells == ["44", "广东"])
    }

    @Test func `the four-byte characters of GB18030 are read`() throws {
        // U+20000 (𠀀) is 95 32 82 36; the other bytes make sure that the text is not UTF-8.
        let bytes: [UInt8] = Array("a\n".utf8) + [0xB9, 0xE3, 0x95, 0x32, 0x82, 0x36, 0x0A]
        #expect(try DelimitedFile.read(bytes).rows[0].cells == ["广𠀀"])
    }

    @Test func `text in neither encoding is named by its line`() throws {
        let bytes: [UInt8] = Array("a\nx\n".utf8) + [0xB9, 0xE3, 0xFF, 0xFF, 0x0A]
        let fault = try #require(faultFound(in: bytes))
        #expect(fault.code == "csv_encoding")
        #expect(fault.line == 3)
    }

    @Test func `damaged UTF-8 is refused and not read as other characters`() throws {
        var bytes = Array(("name\n" + String(repeating: "锦园小区第一社区居委会\n", count: 20)).utf8)
        // Two bytes of one character become a pair that GB18030 knows.
        bytes.replaceSubrange(38..<40, with: [0xB9, 0xE3])
        let fault = try #require(faultFound(in: bytes))
        #expect(fault.code == "csv_encoding")
        #expect(fault.line == 2)
    }

    @Test func `overlong forms and surrogates are not UTF-8`() throws {
        for wrong: [UInt8] in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8]] {
            let fault = try #require(faultFound(in: [0xEF, 0xBB, 0xBF] + Array("a\n".utf8) + wrong))
            #expect(fault.code == "csv_encoding")
        }
    }

    @Test(arguments: [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE, 0x61, 0x00]] as [[UInt8]])
    func `workbooks and UTF-16 are named as what they are`(bytes: [UInt8]) {
        #expect(faultFound(in: bytes)?.code == "csv_not_text")
    }
}

import Testing

@testable import TerminalKit

@Suite("Key decoder") struct KeyDecoderTests {
    func keys(_ bytes: [UInt8]...) -> [Key] {
        var decoder = KeyDecoder()
        return bytes.flatMap { decoder.decode($0) }
    }

    func keys(_ text: String) -> [Key] { keys(Array(text.utf8)) }

    @Test("letters, controls and what an input method commits are keys in their order")
    func plain() {
        #expect(
            keys("a，桂城\r\u{7F}\t\u{03}") == [
                .character("a"), .character("，"), .character("桂"), .character("城"), .enter, .backspace, .tab,
                .control("c"),
            ])
    }

    @Test("a character cut by a read comes whole with the next", arguments: 1...3)
    func cutCharacter(place: Int) {
        let bytes = Array("😀".utf8)
        #expect(keys(Array(bytes[..<place]), Array(bytes[place...])) == [.character("😀")])
    }

    @Test("every cut of a transcript gives the same keys")
    func everyCut() {
        let bytes = Array("1桂\u{1B}[A\u{1B}OH\u{1B}[3~\u{1B}[200~3栋\u{1B}[201~\u{1B}[15~e\u{301}".utf8)
        let whole = keys(bytes)
        #expect(
            whole == [
                .character("1"), .character("桂"), .up, .home, .delete, .paste("3栋"), .function(5), .character("e"),
                .character("\u{301}"),
            ])
        for place in bytes.indices {
            #expect(keys(Array(bytes[..<place]), Array(bytes[place...])) == whole, "cut at \(place)")
        }
    }

    @Test(
        "terminals send keys in several ways",
        arguments: [
            ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[1;5C", .right), ("\u{1B}[H", .home), ("\u{1B}[1~", .home),
            ("\u{1B}[7~", .home), ("\u{1B}[F", .end), ("\u{1B}[4~", .end), ("\u{1B}[5~", .pageUp),
            ("\u{1B}[6~", .pageDown), ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)),
            ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}[21~", .function(10)),
            ("\u{1B}[Z", .backTab), ("\n", .enter), ("\u{08}", .backspace),
        ])
    func sequences(text: String, key: Key) {
        #expect(keys(text) == [key])
    }

    @Test("an escape alone is the key only when nothing follows")
    func escape() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.awaitsRest)
        #expect(decoder.giveUpWaiting() == [.escape])
        #expect(!decoder.awaitsRest)
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.decode(Array("[B".utf8)) == [.down])
    }

    @Test("unknown sequences, broken UTF-8 and C1 controls are dropped, and what follows is not")
    func garbage() {
        #expect(keys("\u{1B}[?62;1;2c1\u{1B}[999zx") == [.character("1"), .character("x")])
        #expect(keys([0xFF, 0xE6, 0x41, 0x80, 0x42]) == [.character("A"), .character("B")])
        #expect(keys([0xC2, 0x9B, 0x43]) == [.character("C")])
        #expect(keys([0xED, 0xA0, 0x80, 0x44]) == [.character("D")])
    }

    @Test("a paste is text, whatever keys are in it")
    func paste() {
        #expect(keys("\u{1B}[200~q\r\u{03}\u{1B}[A\u{1B}[201~q") == [.paste("q\r\u{03}\u{1B}[A"), .character("q")])
    }

    @Test("a sequence without end does not gather bytes for ever")
    func endless() {
        #expect(
            keys(Array("\u{1B}[".utf8) + Array(repeating: UInt8(ascii: "1"), count: 100), [0x61]) == [.character("a")])
    }
}

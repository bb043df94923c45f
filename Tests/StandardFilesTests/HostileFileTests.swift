import Foundation
import StandardFiles
import Standards
import Testing

/// Files that are made to hurt. Each must be refused, in bounded time and memory, on the small stack of a task.
struct HostileFileTests {
    private static let head = "schema: ruhu-standard/1\n"

    private func codes(_ text: String) -> [String] { codes(Array(text.utf8)) }

    private func codes(_ bytes: [UInt8]) -> [String] {
        StandardFile.faultsFound(in: bytes).map { String($0.prefix { $0 != " " }) }
    }

    @Test(arguments: [65, 999, 1001, 20_000, 250_000])
    func `lists nested in brackets are refused however deep`(depth: Int) {
        let closed = codes(
            Self.head + "x: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        #expect(closed.contains("too_deep") || closed.contains("not_yaml"))
        let open = codes(Self.head + "x: " + String(repeating: "[", count: depth))
        #expect(open.contains("too_deep") || open.contains("not_yaml"))
    }

    @Test(arguments: ["{a: ", "[{a: ", "{? ", "{[", "? ", "- ", "[? ", "- ? "])
    func `mappings, keys and dashes nested thousands deep are refused`(opening: String) {
        for depth in [70, 400, 900, 50_000] {
            let found = codes(Self.head + "x:\n  " + String(repeating: opening, count: depth) + "1")
            // A mapping as a key is refused before anybody looks into it.
            let refusals = ["too_deep", "not_yaml", "wrong_key"]
            #expect(found.contains(where: refusals.contains), "\(opening) \(depth)")
        }
    }

    /// The parser goes down a thousand levels before it gives up, and calls itself for each. 2 MiB is the least that glibc
    /// gives a thread where nobody set a limit (pthread_create(3)); servers have 8 MiB.
    @Test func `the deepest nesting that the parser follows fits a stack of 2 MiB`() async {
        let texts = ["[", "{a: ", "- ", "{? ", "[{? "].map {
            Self.head + "x:\n  " + String(repeating: $0, count: 990 / $0.count) + "1"
        }
        await withCheckedContinuation { continuation in
            let thread = Thread {
                for text in texts { #expect(!StandardFile.faultsFound(in: text).isEmpty) }
                let closed = Self.head + "x: " + String(repeating: "[", count: 990) + String(repeating: "]", count: 990)
                #expect(StandardFile.faultsFound(in: closed).contains { $0.hasPrefix("too_deep") })
                continuation.resume()
            }
            thread.stackSize = 2 << 20
            thread.start()
        }
    }

    @Test(arguments: [70, 500, 1_300])
    func `mappings nested by indents are refused`(depth: Int) {
        let lines = (0..<depth).map { String(repeating: " ", count: $0) + "a:" }
        let found = codes(Self.head + lines.joined(separator: "\n"))
        #expect(found.contains("too_deep") || found.contains("not_yaml") || found.contains("too_large"))
    }

    @Test func `aliases that would unfold to millions of values are refused`() {
        let bomb = (1...9).map { "x\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]" }
        let found = codes(Self.head + "x0: &a0 [1, 2, 3]\n" + bomb.joined(separator: "\n"))
        #expect(found == ["too_many_aliases"])
    }

    @Test func `few aliases of a long list are refused by the number of values`() {
        let long = Array(repeating: "1", count: 40_000).joined(separator: ",")
        let found = codes(Self.head + "x0: &a [\(long)]\nx1: &b [*a, *a, *a, *a]\nx2: [*b, *b, *b, *b]")
        #expect(found.contains("too_deep"))
    }

    @Test func `an alias as a key, and one of itself, are refused`() {
        #expect(codes(Self.head + "x: &a [1]\n? *a\n: 1").contains("wrong_key"))
        #expect(codes(Self.head + "x: &a [*a]") == ["not_yaml"])
    }

    @Test func `one text of nearly a mebibyte is read, and refused as a document that is too large`() {
        let found = codes(Self.head + "title_zh: '" + String(repeating: "静", count: 330_000) + "'")
        #expect(found.contains("too_large"))
    }

    @Test func `a file of 16 MiB is refused before it is looked at`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 16 << 20)
        #expect(StandardFile.faultsFound(in: bytes) == ["too_large 1:1"])
    }

    @Test func `bytes that are no UTF-8 are refused at their place`() {
        let head = Array("schema: ruhu-standard/1\ntitle_zh: 静".utf8)
        #expect(StandardFile.faultsFound(in: head + [0xC3, 0x28]) == ["not_utf8 2:12"])
        #expect(StandardFile.faultsFound(in: head + [0xED, 0xA0, 0x80]) == ["not_utf8 2:12"])
        #expect(StandardFile.faultsFound(in: head + [0xE9, 0x9D]) == ["not_utf8 2:12"])
        // GB18030, as Windows editors save it.
        #expect(StandardFile.faultsFound(in: Array("title_zh: ".utf8) + [0xB0, 0xB2]) == ["not_utf8 1:11"])
        // UTF-16 with its mark.
        #expect(StandardFile.faultsFound(in: [0xFF, 0xFE, 0x73, 0x00]) == ["not_utf8 1:1"])
    }

    @Test func `a byte order mark is read over, and none may stand further behind`() {
        let read = codes([0xEF, 0xBB, 0xBF] + Array("id: x".utf8))
        #expect(!read.contains("not_yaml") && !read.contains("bad_character"))
        #expect(StandardFile.faultsFound(in: "id: \u{FEFF}x") == ["bad_character 1:5"])
    }

    @Test func `NUL and other control characters are refused at their place`() {
        #expect(StandardFile.faultsFound(in: "schema: ruhu-standard/1\nid: a\u{0}b") == ["bad_character 2:6"])
        #expect(StandardFile.faultsFound(in: "id: \u{1B}[31m") == ["bad_character 1:5"])
        #expect(StandardFile.faultsFound(in: "id: \u{7F}") == ["bad_character 1:5"])
        #expect(StandardFile.faultsFound(in: "id: \u{9B}") == ["bad_character 1:5"])
    }

    @Test func `a tab that indents is refused at its line, one inside a text is a character like another`() {
        #expect(StandardFile.faultsFound(in: "groups:\n\t- {code: Q}") == ["not_yaml 2:1"])
        #expect(!codes("title_zh: '静\t音'").contains("not_yaml"))
    }

    @Test(arguments: ["", "\n", "   ", "# only words\n", "---\n", "--- \n...\n", "null", "~", "[]", "1", "'text'"])
    func `a file without a mapping is refused`(text: String) {
        #expect(codes(text) == ["not_a_mapping"])
    }

    @Test func `two documents in one file, and a directive of another version, are refused`() {
        #expect(codes("id: a\n---\nid: b") == ["not_yaml"])
        #expect(codes("%YAML 9.0\n---\nid: a") == ["not_yaml"])
    }

    @Test func `a thousand keys written twice are refused in bounded time`() {
        let lines = (0..<2_000).map { "key\($0 / 2): 1" }
        let found = codes(Self.head + lines.joined(separator: "\n"))
        #expect(Set(found) == ["duplicate_key"])
    }

    @Test func `a file of the greatest size with very many keys is refused`() {
        let lines = (0..<90_000).map { "k\($0): 1" }.joined(separator: "\n")
        #expect(lines.utf8.count < 1 << 20)
        #expect(!codes(Self.head + lines).isEmpty)
    }

    @Test func `numbers that no exact reader holds are refused as numbers`() {
        for number in ["1e400", "1e-400", "99999999999999999999", ".inf", "0x10", "1_000", "-0.00000001"] {
            let found = codes(Self.head + "catalogue_version: \(number)")
            #expect(
                found.contains("bad_number") || found.contains("unclear_number") || found.contains("wrong_type"),
                "\(number)")
        }
    }
}

import Foundation
import StandardFiles
import Standards
import Testing
import Values

struct WrongFileTests {
    @Test(arguments: try WrongFile.all())
    func `a file with one fault is refused with its code, line, column and path, and nothing else`(file: WrongFile) {
        #expect(StandardFile.faultsFound(in: file.bytes) == [file.expected])
    }

    @Test func `every code has a wrong file, but those that need hostile bytes or what is published already`() throws {
        let written = Set(try WrongFile.all().compactMap { $0.expected.split(separator: " ").first.map(String.init) })
        let elsewhere: Set<StandardFault.Code> = [
            // HostileFileTests and ManyFaultsTests.
            .notUtf8, .badCharacter, .tooLarge, .moreFaults,
            // StandardPublishingTests of the server.
            .versionPublished, .versionOlder, .codeUnmapped, .codeMapUnknown,
        ]
        #expect(written.union(elsewhere.map(\.rawValue)) == Set(StandardFault.Code.allCases.map(\.rawValue)))
        #expect(written.isDisjoint(with: elsewhere.map(\.rawValue)))
    }

    @Test func `each code and its meaning stand in the specification, and no code besides`() throws {
        let page = try String(
            contentsOf: TestFolder.package().appending(path: "Protocol/standards.md"), encoding: .utf8)
        let section = try #require(page.components(separatedBy: "\n## Faults\n").dropFirst().first)
        let listed = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { row in
            row.split(separator: "`").dropFirst().first.map(String.init)
        }
        #expect(listed.sorted() == StandardFault.Code.allCases.map(\.rawValue).sorted())
    }

    @Test func `the words for people say what to do in both languages`() throws {
        for file in try WrongFile.all() {
            guard case .failure(let faults) = StandardFile.read(bytes: file.bytes, name: file.name) else { continue }
            for fault in faults.faults {
                #expect(fault.file == file.name)
                #expect(
                    fault.message.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(file.name)")
                #expect(!fault.message.en.isEmpty && fault.message.en != fault.message.zh, "\(file.name)")
            }
        }
    }
}

import Testing
import Values

@testable import Workbooks

/// Whether an archive is whole, before it takes the place of the file that was there.
@Suite struct WholeArchiveTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// An archive with its parts as they are: local headers, directory, end (PKWARE APPNOTE, section 4.3).
    private func archive(_ parts: [String]) -> [UInt8] {
        func bytes(_ numbers: (value: Int, count: Int)...) -> [UInt8] {
            numbers.flatMap { value, count in
                (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            }
        }
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (index, part) in parts.enumerated() {
            let name = Array("part\(index).xml".utf8)
            let size = part.utf8.count
            directory += bytes((0x0201_4B50, 4), (20, 4), (0, 12), (size, 4), (size, 4), (name.count, 2), (0, 12))
            directory += bytes((archive.count, 4))
            directory += name
            archive += bytes((0x0403_4B50, 4), (20, 2), (0, 12), (size, 4), (size, 4), (name.count, 2), (0, 2))
            archive += name
            archive += Array(part.utf8)
        }
        let end = bytes(
            (0x0605_4B50, 4), (0, 4), (parts.count, 2), (parts.count, 2), (directory.count, 4), (archive.count, 4),
            (0, 2))
        return archive + directory + end
    }

    private func isWhole(_ bytes: [UInt8]) throws -> Bool {
        let path = try folder.write(bytes, to: "a.xlsx")
        do {
            try WholeArchive.check(path)
            return true
        } catch {
            return false
        }
    }

    private static let sound = "<?xml version=\"1.0\"?>\n<sheet a=\"1\"><row/></sheet>"

    @Test(arguments: [[sound], [sound, sound + "\n"], ["<?xml version=\"1.0\"?><a></a>"]])
    func `parts that end with the tag that closes them are whole`(parts: [String]) throws {
        #expect(try isWhole(archive(parts)))
    }

    @Test(arguments: [
        "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\"?><sheet><row/>",
        "<?xml version=\"1.0\"?><sheet><row/></she",
        "<?xml version=\"1.0\"?><sheet></row>", "<?xml version=\"1.0\"?><sheet></sheets>", "<sheet></sheet>", "text",
    ])
    func `a part that ends in the middle makes the archive no whole one, wherever it stands`(part: String) throws {
        #expect(try !isWhole(archive([part])))
        #expect(try !isWhole(archive([part, Self.sound])))
        #expect(try !isWhole(archive([Self.sound, part])))
    }

    @Test func `an archive cut off anywhere is none`() throws {
        let whole = archive([Self.sound, Self.sound])
        for count in 0..<whole.count { #expect(try !isWhole(Array(whole[..<count])), "\(count) of \(whole.count)") }
    }

    @Test func `an archive without parts, another file and no file are none`() throws {
        #expect(try !isWhole(archive([])))
        #expect(try !isWhole(Array("place,count\n甲,1\n".utf8)))
        #expect(throws: WorkbookFault.self) { try WholeArchive.check(folder.path("nowhere.xlsx")) }
        #expect(throws: WorkbookFault.self) { try WholeArchive.check(folder.path) }
    }

    @Test func `a written workbook is whole, and none with damage in its packed bytes`() throws {
        try Workbook.write(sampleReport(rows: 500), to: folder.path("r.xlsx"), isChinese: true)
        let bytes = try folder.bytes(of: "r.xlsx")
        #expect(try isWhole(bytes))
        // The first part lies behind its header of 30 bytes and its name.
        let start = 30 + Int(bytes[26])
        let damaged = bytes[..<(start + 40)] + [UInt8](repeating: 0, count: 40) + bytes[(start + 80)...]
        #expect(try !isWhole(Array(damaged)))
    }
}

/// A report with a row of every kind of cell, again and again.
func sampleReport(rows: Int = 1) -> Report {
    Report(
        name: "sample", title: .init(zh: "样表[1]", en: "Sample [1]"), settings: [.init("area", "4406")],
        columns: [
            .init("place", zh: "地点", en: "place"), .init("count", zh: "数量", en: "count", kind: .number),
            .init("share", zh: "比例", en: "share", kind: .percent), .init("mean", zh: "平均", en: "mean", kind: .mean),
            .init("change", zh: "变化", en: "change", kind: .points),
        ],
        rows: (0..<rows).map { number in
            .init([
                .word("=\(number)+1"), .number(number), .share(part: 1, of: 4), .mean(total: 3, count: 2),
                .points(part: -1, of: 8),
            ])
        }, remarks: [.init(zh: "说明。", en: "A remark.")])
}

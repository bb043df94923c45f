import Foundation
import Testing
import Values

@Suite struct WholeFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-values-\(UUID().uuidString)")

    private func inFolder(_ body: (URL) throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func `a written file is whole and its owner's alone`() throws {
        try inFolder { folder in
            let path = folder.appending(path: "报表.csv").path
            try WholeFile.write(Array("一".utf8), to: path)
            try WholeFile.write(Array("二二".utf8), to: path)
            #expect(try WholeFile.bytes(of: path, bytesMax: 100) == Array("二二".utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["报表.csv"])
        }
    }

    @Test func `a file that another program put beside it is not touched`() throws {
        try inFolder { folder in
            let other = folder.appending(path: "other").path
            try WholeFile.write([1], to: other)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "r.csv.part").path, withDestinationPath: other)
            try WholeFile.write([2], to: folder.appending(path: "r.csv").path)
            #expect(try WholeFile.bytes(of: other, bytesMax: 9) == [1])
        }
    }

    @Test func `what is no regular file is not replaced`() throws {
        try inFolder { folder in
            #expect(throws: WholeFile.Fault.notAFile) { try WholeFile.write([1], to: folder.path) }
            #expect(throws: WholeFile.Fault.notAFile) { try WholeFile.write([1], to: "/dev/null") }
        }
    }

    @Test func `a store is not replaced by another file, a backup is`() throws {
        try inFolder { folder in
            for (mark, isKept) in [("RUHU", true), ("RUHA", true), ("RUHB", false), ("OTHR", false)] {
                let path = folder.appending(path: mark).path
                let head = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 52) + Array(mark.utf8)
                try WholeFile.write(head, to: path)
                if isKept {
                    #expect(throws: WholeFile.Fault.store) { try WholeFile.write([1], to: path) }
                    #expect(try WholeFile.bytes(of: path, bytesMax: 99) == head)
                } else {
                    try WholeFile.write([1], to: path)
                }
            }
        }
    }

    @Test func `a file that is missing, too large or in no folder is named as that`() throws {
        try inFolder { folder in
            let path = folder.appending(path: "f").path
            #expect(throws: WholeFile.Fault.missing) { try WholeFile.bytes(of: path, bytesMax: 1) }
            try WholeFile.write([1, 2], to: path)
            #expect(throws: WholeFile.Fault.tooLarge) { try WholeFile.bytes(of: path, bytesMax: 1) }
            #expect(throws: WholeFile.Fault.system(ENOENT)) { try WholeFile.write([], to: folder.path + "/no/f") }
            let failure = #expect(throws: Failure.self) { try WholeFile.named(path, bytesMax: 1) }
            #expect(failure?.code == "file_too_large")
        }
    }

    @Test func `what may never end, such as a pipe into which nobody writes, is refused and not waited for`() throws {
        try inFolder { folder in
            let pipe = folder.appending(path: "pipe").path
            try #require(mkfifo(pipe, 0o600) == 0)
            for path in [pipe, folder.path, "/dev/zero", "/dev/null"] {
                #expect(throws: WholeFile.Fault.notAFile, "\(path)") { try WholeFile.bytes(of: path, bytesMax: 9) }
                #expect(WholeFile.isOther(path), "\(path)")
                let failure = #expect(throws: Failure.self) { try WholeFile.named(path, bytesMax: 9) }
                #expect(failure?.code == "file_unreadable")
            }
            #expect(!WholeFile.isOther(folder.appending(path: "none").path))
        }
    }

    @Test func `what a command of the shell writes is read to its end`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data([1, 2]))
        try pipe.fileHandleForWriting.close()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        #expect(try WholeFile.bytes(of: path, bytesMax: 9) == [1, 2])
    }
}

import Foundation
import StandardFiles
import Standards
import Testing

/// A small standard with one fault, from `Protocol/vectors/standards/faults`. Its first line says which:
/// `# fault: CODE LINE:COLUMN PATH`.
struct WrongFile: CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// Code, place and path, as the first line has them.
    let expected: String

    var testDescription: String { name }

    struct Missing: Error { let path: String }

    /// All of the folder, by name.
    static func all() throws -> [WrongFile] {
        let folder = try TestFolder.package().appending(path: "Protocol/vectors/standards/faults")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
            .filter { $0.hasSuffix(".yaml") }
            .map { name in
                let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
                let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
                let mark = "# fault: "
                guard line.hasPrefix(mark) else { throw Missing(path: "\(name): \(mark)") }
                return WrongFile(name: name, bytes: bytes, expected: String(line.dropFirst(mark.count)))
            }
    }
}

extension StandardFile {
    /// The faults of a file, each as `CODE LINE:COLUMN PATH`.
    static func faultsFound(in bytes: [UInt8], name: String = "test.yaml") -> [String] {
        guard case .failure(let faults) = read(bytes: bytes, name: name) else { return [] }
        return faults.faults.map { fault in
            let place = "\(fault.code) \(fault.position.line):\(fault.position.column)"
            return fault.path.isEmpty ? place : "\(place) \(fault.path)"
        }
    }

    static func faultsFound(in text: String) -> [String] { faultsFound(in: Array(text.utf8)) }
}

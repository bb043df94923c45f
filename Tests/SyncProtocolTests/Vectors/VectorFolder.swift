import Foundation

/// The vectors of the package, found by walking up from this file.
enum VectorFolder {
    struct Missing: Error { let path: String }

    static func url() throws -> URL {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path().count > 1 {
            let candidate = folder.appending(path: "Protocol/vectors")
            if FileManager.default.fileExists(atPath: candidate.appending(path: "README.md").path()) {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        throw Missing(path: "Protocol/vectors")
    }

    static func read<Document: Decodable>(_ type: Document.Type, _ name: String) throws -> Document {
        try JSONDecoder().decode(type, from: Data(contentsOf: url().appending(path: name)))
    }

    /// Names of the merge cases, without `.json`, ascending. Empty when they are missing, which a test notices.
    static let mergeCases: [String] = {
        guard let folder = try? url().appending(path: "merge"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        else { return [] }
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()
}

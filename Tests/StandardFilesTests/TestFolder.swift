import Foundation

/// Where the package's own files are.
enum TestFolder {
    struct Missing: Error {}

    /// The package's folder, found by walking up from this file.
    static func package() throws -> URL {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path().count > 1 {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path()) { return folder }
            folder.deleteLastPathComponent()
        }
        throw Missing()
    }
}

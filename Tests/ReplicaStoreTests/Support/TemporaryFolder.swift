import Foundation

/// A folder that vanishes with the test that made it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ruhu-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path() }

    /// Names of the files in the folder, ascending.
    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path()).sorted()) ?? [] }
}

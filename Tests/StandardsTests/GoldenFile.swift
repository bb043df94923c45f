import Foundation

/// One file of `Protocol/vectors/standards`: cases with what the second implementation makes of them.
struct GoldenFile: Decodable {
    let standard: String
    /// SHA-256 of the YAML that the cases were made from; `nil` where the file carries the standard itself.
    let sha256: String?
    let inspections: [GoldenInspection]
    let cases: [GoldenCase]

    struct Missing: Error { let path: String }

    /// The folder of the package's vectors, found by walking up from this file.
    static func folder() throws -> URL {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path().count > 1 {
            let candidate = folder.appending(path: "Protocol/vectors/standards")
            if FileManager.default.fileExists(atPath: candidate.path()) { return candidate }
            folder.deleteLastPathComponent()
        }
        throw Missing(path: "Protocol/vectors/standards")
    }

    static func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: folder().appending(path: "\(name).json"))
    }

    static func read(_ name: String) throws -> GoldenFile {
        try JSONDecoder().decode(GoldenFile.self, from: bytes(name))
    }
}

/// One indicator under some input.
struct GoldenCase: Decodable {
    let name: String
    let indicator: String
    let includesDisabled: Bool?
    let facts: GoldenFacts
    let expect: Expectation

    struct Expectation: Decodable {
        let outcome: String
        /// Comparisons that had their numbers, in the order in which they were made.
        let applied: [Applied]?
        /// The one comparison that was applied, in signs.
        let threshold: String?
        /// Outcomes of the checks that decide.
        let checks: [String: String]?
    }

    /// One measured number and what it was held against.
    struct Applied: Decodable, Hashable {
        let metric: String
        let measured: String
        let op: String
        let required: String
        let from: String?
        let to: String?
    }

    private enum Key: CodingKey { case name, indicator, includesDisabled, expect }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        indicator = try container.decode(String.self, forKey: .indicator)
        includesDisabled = try container.decodeIfPresent(Bool.self, forKey: .includesDisabled)
        expect = try container.decode(Expectation.self, forKey: .expect)
        facts = try GoldenFacts(from: decoder)
    }
}

/// All indicators of a standard under the same input.
struct GoldenInspection: Decodable {
    let name: String
    let includesDisabled: Bool
    let facts: GoldenFacts
    /// Outcomes by indicator code.
    let expect: [String: String]

    private enum Key: CodingKey { case name, includesDisabled, expect }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        includesDisabled = try container.decode(Bool.self, forKey: .includesDisabled)
        expect = try container.decode([String: String].self, forKey: .expect)
        facts = try GoldenFacts(from: decoder)
    }
}

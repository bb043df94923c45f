import BuiltInContent
import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

/// Every case of `Protocol/vectors/standards` through the evaluator, with results of an independent implementation.
@Suite("Golden cases: the standards") struct StandardGoldenTests {
    private static let names = BuiltInFiles.standards.map { String($0.name.dropLast(".yaml".count)) }

    @Test("every case of a built-in standard comes out as the second implementation says", arguments: names)
    func builtInCases(name: String) throws {
        let mismatches = try GoldenRun(Self.builtIn(name)).mismatches(of: GoldenFile.read(name).cases)
        #expect(mismatches.count == 0, "\(name):\n\(mismatches.prefix(40).joined(separator: "\n"))")
    }

    @Test("every case of the corner standard comes out as its author wrote down")
    func cornerCases() throws {
        let name = "corner-cases"
        let mismatches = try GoldenRun(Self.corners()).mismatches(of: GoldenFile.read(name).cases)
        #expect(mismatches.count == 0, "\(name):\n\(mismatches.prefix(40).joined(separator: "\n"))")
    }

    @Test("whole inspections give the same outcome for each indicator, alone and all at once", arguments: names)
    func wholeInspections(name: String) throws {
        let inspections = try GoldenFile.read(name).inspections
        #expect(inspections.count >= 6)
        let run = GoldenRun(try Self.builtIn(name))
        for inspection in inspections {
            let mismatches = try run.mismatches(of: inspection)
            #expect(mismatches.isEmpty, "\(inspection.name):\n\(mismatches.joined(separator: "\n"))")
        }
    }

    @Test("the goldens were made from the files that are built in", arguments: names)
    func madeFromTheSameFiles(name: String) throws {
        let file = try #require(BuiltInFiles.standards.first { $0.name == "\(name).yaml" })
        #expect(
            try GoldenFile.read(name).sha256 == Digest.of(file.bytes).hex,
            "run python3 Protocol/vectors/generate.py")
    }

    @Test("no indicator of the built-in standards is left out, and each passes, fails and lacks data where it can")
    func everyIndicatorOccurs() throws {
        var indicators = 0
        for name in Self.names {
            let standard = try Self.builtIn(name)
            let cases = Dictionary(grouping: try GoldenFile.read(name).cases, by: \.indicator)
            #expect(Set(cases.keys) == Set(standard.indicators.map(\.code)))
            for indicator in standard.indicators {
                indicators += 1
                let outcomes = Set(cases[indicator.code, default: []].map(\.expect.outcome))
                let wanted: Set = indicator.assessment == .report ? ["reportOnly"] : ["pass", "fail", "noData"]
                #expect(outcomes.isSuperset(of: wanted), "\(indicator.code) has only \(outcomes)")
            }
        }
        #expect(indicators == 292)
    }

    private static func builtIn(_ name: String) throws -> Standard {
        let file = try #require(BuiltInFiles.standards.first { $0.name == "\(name).yaml" })
        return try StandardFile.read(bytes: file.bytes, name: file.name).get().standard
    }

    private static func corners() throws -> Standard {
        let golden = try #require(JSONValue(parsing: Array(GoldenFile.bytes("corner-cases"))))
        let (standard, faults) = StandardReading.read(try #require(golden["document"]))
        #expect(faults.isEmpty, "\(faults)")
        return try #require(standard)
    }
}

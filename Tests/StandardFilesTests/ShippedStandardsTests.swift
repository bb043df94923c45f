import BuiltInContent
import Foundation
import StandardFiles
import Standards
import Testing

/// Holds the five shipped files against `Protocol/vectors/standards/catalogue.txt`, which was written from the catalogues
/// by a program of its own: no indicator, check or number is lost or added on the way.
struct ShippedStandardsTests {
    private func shipped() throws -> [Standard] {
        try BuiltInFiles.standards.map { try StandardFile.read(bytes: Array($0.bytes), name: $0.name).get().standard }
    }

    @Test func `the shipped files list the catalogue, indicator by indicator`() throws {
        let page = try String(
            contentsOf: TestFolder.package().appending(path: "Protocol/vectors/standards/catalogue.txt"),
            encoding: .utf8)
        let expected = page.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        var found: [String] = []
        for standard in try shipped().sorted(by: { $0.id < $1.id }) {
            found.append("= \(standard.id)")
            found += standard.indicators.map(\.catalogueLine)
        }
        for (line, wanted) in zip(found, expected) where line != wanted { Issue.record("\(line) instead of \(wanted)") }
        #expect(found.count == expected.count)
    }

    @Test func `there are 292 indicators, 479 checks and 116 numeric thresholds`() throws {
        let indicators = try shipped().flatMap(\.indicators)
        #expect(indicators.count == 292)
        #expect(indicators.reduce(0) { $0 + $1.checks.count } == 479)
        // A numeric threshold is one metric held against one number, in an indicator or in a check; a threshold with
        // cases or parts has several. What is only reported has reference values, which never fail anybody: those of
        // four indicators do not count. Their checks have an assessment of their own.
        let deciding = indicators.reduce(0) { sum, indicator in
            sum + (indicator.assessment == .report ? 0 : indicator.numbers)
                + indicator.checks.filter { $0.assessment != .report }.reduce(0) { $0 + $1.numbers }
        }
        #expect(deciding == 116)
        let reported = indicators.filter { $0.assessment == .report && $0.numbers > 0 }
        #expect(reported.map(\.code).sorted() == ["KM09-SUP-08", "NH11-SRV-01", "NH11-THM-01", "NH11-THM-02"])
    }

    @Test func `42 of the numbers are digits of an indicator's clause`() throws {
        let comparisons = try shipped().flatMap(\.indicators).filter { $0.assessment != .report }
            .compactMap(\.threshold).flatMap(\.comparisons)
        #expect(comparisons.filter { $0.basis == "number" }.count == 42)
    }
}

extension Indicator {
    fileprivate var numbers: Int { threshold?.numbers ?? 0 }

    fileprivate var catalogueLine: String {
        let parts = checks.map { $0.numbers > 0 ? "\($0.code)/\($0.numbers)" : $0.code }
        return ([code, group, kind.rawValue, assessment.rawValue, String(numbers)] + parts).joined(separator: " ")
    }
}

extension Check {
    fileprivate var numbers: Int { threshold?.numbers ?? 0 }
}

extension Threshold {
    /// How many numbers it holds a metric against.
    fileprivate var numbers: Int {
        comparisons.filter { if case .number = $0.limit { true } else { false } }.count
    }
}

import CommunityRecords
import SyncProtocol
import Testing
import Values

/// A report made from a test's store, read by the names of its columns.
struct MadeReport {
    let report: Report

    init(_ request: ReportRequest, in district: TestDistrict, today: String = "2011-06-30") throws {
        let day = try #require(CalendarDate(today))
        report = try ReportCatalogue.make(request, from: district.store, today: day)
    }

    /// The rows whose cells hold these words, in English.
    func rows(_ wanted: [String: String]) -> [Report.Row] {
        report.rows.filter { row in wanted.allSatisfy { cell(row, $0.key) == .word($0.value) || isWord(row, $0) } }
    }

    private func isWord(_ row: Report.Row, _ wanted: (key: String, value: String)) -> Bool {
        if case .text(let words)? = cell(row, wanted.key) { words.en == wanted.value } else { false }
    }

    func cell(_ row: Report.Row, _ column: String) -> Report.Cell? {
        report.columns.firstIndex { $0.name == column }.map { row.cells[$0] }
    }

    /// One cell of the one row that holds these words.
    func cell(_ column: String, where wanted: [String: String]) throws -> Report.Cell {
        let found = rows(wanted)
        try #require(found.count == 1, "\(found.count) rows for \(wanted)")
        return try #require(cell(found[0], column), "no column \(column)")
    }

    /// Several numbers of one row.
    func numbers(_ columns: [String], where wanted: [String: String]) throws -> [Int] {
        try columns.map { column in
            let cell = try cell(column, where: wanted)
            if case .number(let number) = cell { return number }
            Issue.record("\(column) is \(cell)")
            return -1
        }
    }
}

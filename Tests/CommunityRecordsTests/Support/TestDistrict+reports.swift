import CommunityModel
import ReplicaStore
import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// A small standard of two groups: a measure, two judgements, a number that is only reported, and one for another origin.
let smallStandard: StandardFile? = {
    let text = """
        schema: ruhu-standard/1
        id: small
        catalogue_version: 1
        title_zh: 小标准
        title_en: Small standard
        groups: [{code: A, title_zh: 甲, title_en: A}, {code: B, title_zh: 乙, title_en: B}]
        items:
        - {code: A-1, group: A, title_zh: 办公用房, title_en: Office, kind: measure, assessment: threshold,
           threshold: {metric: office_area, op: '>=', value: 180, unit: m2}, applies_to: community,
           record: [{id: office_area, type: decimal, unit: m2, zh: 办公用房, en: Office}]}
        - {code: A-2, group: A, title_zh: 整洁, title_en: Tidy, kind: boolean, assessment: judgement, threshold: null,
           applies_to: community}
        - {code: B-1, group: B, title_zh: 有序, title_en: In order, kind: boolean, assessment: judgement,
           threshold: null, applies_to: community}
        - {code: B-2, group: B, title_zh: 树木, title_en: Trees, kind: count, assessment: report, threshold: null,
           applies_to: community, record: [{id: trees, type: integer, zh: 树, en: Trees}]}
        - {code: B-3, group: B, title_zh: 村社, title_en: Village, kind: boolean, assessment: judgement,
           threshold: null, applies_to: community,
           applicability: {attr: community.origin, op: ==, value: village}}
        """
    return try? StandardFile.read(bytes: Array(text.utf8), name: "small.yaml").get()
}()

extension TestDistrict {
    /// Publishes a standard as a server does: one record, whose id follows from its content.
    func publish(_ file: StandardFile?) throws -> Standard {
        let file = try #require(file)
        let (standard, document) = (file.standard, DocumentText(text: file.text))
        let type = try type("standard")
        let key = RecordKey(
            id: document.recordID(of: .standard, id: standard.id, version: String(standard.version)), type: type.number)
        let values: [(String, [UInt8], Value)] =
            [
                ("standard", [], .text(standard.id)), ("version", [], .integer(Int64(standard.version))),
                ("title_zh", [], .text(standard.title.zh)), ("title_en", [], .text(standard.title.en)),
                ("digest", [], .text(document.digest.hex)),
            ] + document.parts.map { ("document", Array($0.name.utf8), .text($0.text)) }
        let administrator = Author(login: "admin", role: "administrator", device: "server")
        try store.save(as: administrator, handsIn: false) { context in
            let writes = try values.map { name, cell, value in
                try context.write(key, try #require(type.field(named: name)), cell: cell, value)
            }
            return [ChangeDraft(kind: .bulkImport, writes: writes)]
        }
        return standard
    }

    func report(
        _ name: String, by: String? = nil, area: String = "", standard: String? = nil, from: String? = nil,
        to: String? = nil, today: String = "2012-12-31", explains: Bool = false
    ) throws -> Report {
        let request = ReportRequest(
            name: name, area: area, standard: standard, by: by, from: try from.map(date), to: try to.map(date),
            explains: explains)
        return try ReportCatalogue.make(request, from: store, today: try date(today))
    }
}

extension Report {
    /// The rows with some of their columns, in English, cells separated by blanks: `–` for no data, `1/3` for a share.
    func lines(_ names: String...) throws -> [String] {
        let places = try names.map { name in
            try #require(columns.firstIndex { $0.name == name }, "no column \(name) in \(columns.map(\.name))")
        }
        for row in rows { #expect(row.cells.count == columns.count) }
        return rows.map { row in places.map { row.cells[$0].shortText }.joined(separator: " ") }
    }

    /// The records behind each column of a row.
    func records(_ row: Int) -> [String: Set<String>] {
        Dictionary(grouping: rows[row].sources, by: \.column).mapValues { Set($0.map(\.record)) }
    }
}

extension Report.Cell {
    fileprivate var shortText: String {
        switch self {
        case .none: "–"
        case .text(let words): words.en
        case .number(let number): String(number)
        case .share(let part, let whole), .points(let part, let whole): "\(part)/\(whole)"
        case .mean(let total, let count): "\(total)/\(count)"
        case .suppressed: "suppressed"
        }
    }
}

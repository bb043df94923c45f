internal import Values

/// How communities come out under standards: passed ÷ (passed + failed), the other results shown beside it and never
/// counted as passed (domain.md 6.8, RPT-COMPLY).
///
/// A community counts with its latest submitted inspection under a standard; with its latest one in progress where
/// none was submitted.
enum ComplianceReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["community", "standard", "group", "indicator", "result"])
        let wanted = try request.standard.map { try sources.standards.find($0).id }
        if let version = request.version, wanted == nil {
            throw ReportFault(code: "report_version_alone", given: String(version), known: [])
        }
        let inspections = try effective(request, wanted: wanted, from: sources)
        let judged = try inspections.filter { $0.version <= request.version ?? .max }.map { inspection in
            let version = request.version ?? inspection.version
            let standard = try sources.standards.standard(inspection.standard, version: version)
            return try JudgedInspection(
                inspection, standard: standard, facts: sources.facts, explains: request.explains)
        }
        let table = ComplianceTable(judged: judged, areas: sources.facts.areas, explains: request.explains)
        let (columns, rows): ([Report.Column], [Report.Row]) =
            switch by {
            case "standard": try table.standards()
            case "group": try table.groups()
            case "indicator": try table.indicators()
            case "result": try table.results()
            default: try table.communities()
            }
        return Report(
            name: "compliance", title: Localized(zh: "指标达标", en: "Compliance"),
            settings: settings(request, by: by, wanted: wanted), columns: columns, rows: rows,
            remarks: [
                Localized(
                    zh: "达标率 = 达标 ÷（达标 + 未达标）；不适用、仅统计、无数据另列，不算达标。",
                    en:
                        "Rate = passed ÷ (passed + failed); the other results are shown apart and never count as passed."
                )
            ] + remarks(on: judged, of: inspections, request))
    }

    /// What a reader must know about inspections of other versions.
    private static func remarks(
        on judged: [JudgedInspection], of inspections: [Inspection], _ request: ReportRequest
    ) -> [Localized] {
        guard let version = request.version else { return [] }
        let carried = judged.count { $0.carriage != nil }
        let old = judged.reduce(0) { $0 + $1.left.count }
        let later = inspections.count - judged.count
        var remarks = [
            Localized(
                zh: "按版本 \(version) 评判：\(carried) 次检查按较旧版本进行，已按代码对照转换；其中 \(old) 项记录按旧版本测得，未计入。",
                en: """
                    Judged under version \(version): \(carried) inspections were made under an earlier one and carried by the code \
                    map; \(old) of their values were measured under an old version and do not count.
                    """)
        ]
        if later > 0 {
            remarks.append(
                Localized(
                    zh: "\(later) 次检查按更新的版本进行，未列入。",
                    en: "\(later) inspections were made under a later version and are left out."))
        }
        return remarks
    }

    private static func settings(_ request: ReportRequest, by: String, wanted: String?) -> [Report.Setting] {
        var settings = [Report.Setting("by", by)]
        if !request.area.isEmpty { settings.append(Report.Setting("area", request.area)) }
        if let wanted { settings.append(Report.Setting("standard", wanted)) }
        if let version = request.version { settings.append(Report.Setting("version", String(version))) }
        if let to = request.to { settings.append(Report.Setting("to", to.description)) }
        return settings
    }

    private static func effective(
        _ request: ReportRequest, wanted: String?, from sources: ReportSources
    ) throws -> [Inspection] {
        var latest: [String: Inspection] = [:]
        for inspection in try sources.facts.allInspections(areaPrefix: request.area) {
            if let wanted, inspection.standard != wanted { continue }
            if let from = request.from, inspection.date < from { continue }
            if let to = request.to, inspection.date > to { continue }
            let key = inspection.standard + "\n" + inspection.area
            if let other = latest[key], other.isSubmitted, !inspection.isSubmitted { continue }
            latest[key] = inspection
        }
        return latest.values.sorted { ($0.standard, $0.area) < ($1.standard, $1.area) }
    }
}

internal import CommunityModel
internal import SyncProtocol
internal import Values

/// Tasks by lead unit (domain.md 6.8, RPT-TASK): of every area's progress reports on a task the latest confirmed one
/// counts; where none was confirmed, the latest.
enum TasksReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["unit", "task", "area"])
        let wanted = try request.standard.map { try sources.shelf.find($0).id }
        let book = try TaskBook(request, standard: wanted, from: sources)
        let (columns, rows): ([Report.Column], [Report.Row]) =
            switch by {
            case "task": book.tasks()
            case "area": book.areas()
            default: book.units()
            }
        return Report(
            name: "tasks", title: Localized(zh: "任务进度", en: "Task progress"),
            settings: [Report.Setting("by", by)] + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)]),
            columns: columns, rows: rows)
    }
}

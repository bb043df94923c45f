internal import CommunityModel
internal import SyncProtocol
internal import Values

/// Required against held, window by window (domain.md 6.8, RPT-ACTIVITY): for every indicator that demands something so
/// often, and whose holding the records count. A window is missed when it is over and too little was held in it.
enum FrequencyReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["indicator", "window"])
        let today = request.to ?? sources.today
        let first = request.from ?? CalendarDate(year: today.year, month: 1, day: 1) ?? today
        let headings = try request.standard.map { [try sources.shelf.find($0)] } ?? sources.shelf.newest
        let demands = try headings.flatMap { Demand.all(of: try sources.shelf.standard($0)) }
        var rows: [Report.Row] = []
        for area in try sources.facts.activeAreas(prefix: request.area) {
            for demand in demands {
                let tally = WindowTally(demand, area: area, days: first...max(first, today), from: sources)
                guard !tally.held.isEmpty else { continue }
                rows +=
                    by == "window"
                    ? tally.windowRows(explains: request.explains) : [tally.row(explains: request.explains)]
            }
        }
        return Report(
            name: "frequency", title: Localized(zh: "活动频次", en: "Frequency"),
            settings: [Report.Setting("by", by), Report.Setting("from", first.description)]
                + [Report.Setting("to", today.description)]
                + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)]),
            columns: by == "window" ? WindowTally.windowColumns : WindowTally.columns, rows: rows,
            remarks: [
                Localized(
                    zh: "正在进行的周期不算错过。", en: "A window that is still running is not counted as missed."),
                Localized(
                    zh: "从未记录过这类活动的区域不列出：那是无数据，不是零。",
                    en: "Areas that never recorded anything of the kind are left out: that is no data, not zero."),
            ])
    }
}

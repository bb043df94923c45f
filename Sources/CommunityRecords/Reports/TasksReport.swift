internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Tasks by lead unit (domain.md 6.8, RPT-TASK): of every area's progress reports on a task the latest confirmed one
/// counts; where none was confirmed, the latest.
enum TasksReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["unit", "task", "area"])
        let wanted = try request.standard.map { try sources.standards.find($0).id }
        let table = try TaskReportRows(request, standard: wanted, from: sources)
        let (columns, rows): ([Report.Column], [Report.Row]) =
            switch by {
            case "task": table.tasks()
            case "area": table.areas()
            default: table.units()
            }
        return Report(
            name: "tasks", title: Localized(zh: "任务进度", en: "Task progress"),
            settings: [Report.Setting("by", by)] + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)]),
            columns: columns, rows: rows)
    }
}

/// Tasks with the progress that counts, area by area.
struct TaskReportRows {
    struct ReportedTask {
        let id: RecordID
        let number: String
        let title: String
        let leadUnit: String
        let due: CalendarDate?
        let state: String
        /// By area code.
        let progress: [(area: String, report: ReportedProgress)]

        /// The stage of the whole: as far as the area that is least far, or as the task itself says.
        var stage: String {
            let stages = progress.map(\.report.stage)
            guard let least = stages.min(by: { TaskReportRows.rank($0) < TaskReportRows.rank($1) }) else {
                return state
            }
            return least == "not_started" && stages.contains { $0 != "not_started" } ? "in_progress" : least
        }
    }

    struct ReportedProgress {
        let id: RecordID
        let stage: String
        let percent: Int?
        let period: String
        let isConfirmed: Bool
        /// Whether another report on the same period says something else.
        let isOpen: Bool
    }

    static let stages = ["not_started", "in_progress", "done", "checked"]

    static func rank(_ stage: String) -> Int { stages.firstIndex(of: stage) ?? 0 }

    private let list: [ReportedTask]
    private let today: CalendarDate
    private let explains: Bool

    init(_ request: ReportRequest, standard: String?, from sources: ReportSources) throws {
        let reports = try Self.reports(request, from: sources)
        today = request.to ?? sources.today
        explains = request.explains
        guard let type = sources.facts.schema.type(named: "task") else {
            list = []
            return
        }
        list = try sources.replica.records(of: type.number).compactMap { record in
            let view = record.view
            guard let number = view.text("number", of: type) else { return nil }
            if let standard, view.text("standard", of: type) != standard { return nil }
            return ReportedTask(
                id: record.key.id, number: number, title: view.text("title", of: type) ?? "",
                leadUnit: view.text("lead_unit", of: type) ?? "", due: view.date("due_date", of: type),
                state: view.text("state", of: type) ?? "not_started", progress: reports[record.key.id] ?? [])
        }.sorted { Self.order($0.number) < Self.order($1.number) }
    }

    private static func order(_ number: String) -> String {
        // Runs of digits compare as numbers: T04.1 before T12.
        number.split { !$0.isNumber }.map { String(repeating: "0", count: max(0, 6 - $0.count)) + $0 }.joined(
            separator: ".")
    }

    private static func reports(
        _ request: ReportRequest, from sources: ReportSources
    ) throws -> [RecordID: [(area: String, report: ReportedProgress)]] {
        guard let type = sources.facts.schema.type(named: "task_progress") else { return [:] }
        var all: [RecordID: [String: [ReportedProgress]]] = [:]
        for record in try sources.replica.records(of: type.number, areaPrefix: request.area) {
            let view = record.view
            guard let task = view.reference("task", of: type), let area = view.text("area", of: type)
            else { continue }
            let percent: Int? =
                if case .integer(let number)? = view.value("percent", of: type) { Int(number) } else { nil }
            let report = ReportedProgress(
                id: record.key.id, stage: view.text("stage", of: type) ?? "in_progress", percent: percent,
                period: view.text("period", of: type) ?? "",
                isConfirmed: view.value("confirmed", of: type) == .boolean(true), isOpen: false)
            all[task, default: [:]][area, default: []].append(report)
        }
        return all.mapValues { areas in
            areas.sorted { $0.key < $1.key }.compactMap { area, reports in counting(reports).map { (area, $0) } }
        }
    }

    private static func counting(_ reports: [ReportedProgress]) -> ReportedProgress? {
        let confirmed = reports.filter(\.isConfirmed)
        let latest = (confirmed.isEmpty ? reports : confirmed).max { ($0.period, $0.id) < ($1.period, $1.id) }
        guard let latest else { return nil }
        let differs = reports.contains {
            $0.period >= latest.period && ($0.stage != latest.stage || $0.percent != latest.percent)
        }
        return ReportedProgress(
            id: latest.id, stage: latest.stage, percent: latest.percent, period: latest.period,
            isConfirmed: latest.isConfirmed, isOpen: differs)
    }

    // One row a lead unit.
    func units() -> ([Report.Column], [Report.Row]) {
        let columns = [
            Report.Column("leadUnit", zh: "牵头单位", en: "lead unit"),
            Report.Column("tasks", zh: "任务", en: "tasks", kind: .number),
            Report.Column("not_started", zh: "未开始", en: "not started", kind: .number, priority: 2),
            Report.Column("in_progress", zh: "进行中", en: "in progress", kind: .number, priority: 2),
            Report.Column("done", zh: "已完成", en: "done", kind: .number),
            Report.Column("checked", zh: "已核查", en: "checked", kind: .number),
            Report.Column("overdue", zh: "逾期", en: "overdue", kind: .number),
            Report.Column("open", zh: "有分歧", en: "differences", kind: .number, priority: 3),
            Report.Column("rate", zh: "完成率", en: "done rate", kind: .percent),
        ]
        let rows = Dictionary(grouping: list, by: \.leadUnit).sorted { $0.key < $1.key }.map { unit, tasks in
            let counts = Self.stages.map { stage in tasks.count { $0.stage == stage } }
            return Report.Row(
                [.word(unit), .number(tasks.count)] + counts.map(Report.Cell.number) + [
                    .number(tasks.count(where: isOverdue)),
                    .number(tasks.count { $0.progress.contains(where: \.report.isOpen) }),
                    .rate(counts[2] + counts[3], of: tasks.count),
                ],
                sources: explains ? tasks.flatMap(sourcesOfUnit) : [])
        }
        return (columns, rows)
    }

    /// One row a task.
    func tasks() -> ([Report.Column], [Report.Row]) {
        let columns = [
            Report.Column("number", zh: "编号", en: "number"), Report.Column("title", zh: "任务", en: "task"),
            Report.Column("leadUnit", zh: "牵头单位", en: "lead unit", priority: 2),
            Report.Column("stage", zh: "进度", en: "stage"),
            Report.Column("areas", zh: "已报区域", en: "areas reported", kind: .number, priority: 2),
            Report.Column("due", zh: "时限", en: "due", priority: 3),
            Report.Column("overdue", zh: "逾期", en: "overdue", priority: 3),
        ]
        let rows = list.map { task in
            Report.Row(
                [
                    .word(task.number), .word(task.title), .word(task.leadUnit), .text(Self.title(task.stage)),
                    .number(task.progress.count), task.due.map { .word($0.description) } ?? .none,
                    isOverdue(task) ? .text(Localized(zh: "逾期", en: "overdue")) : .none,
                ], sources: explains ? sources(task, column: "stage") : [])
        }
        return (columns, rows)
    }

    /// One row a task and area.
    func areas() -> ([Report.Column], [Report.Row]) {
        let columns = [
            Report.Column("number", zh: "编号", en: "number"), Report.Column("area", zh: "区域", en: "area"),
            Report.Column("stage", zh: "进度", en: "stage"),
            Report.Column("percent", zh: "百分比", en: "percent", kind: .number),
            Report.Column("period", zh: "期间", en: "period"),
            Report.Column("confirmed", zh: "已确认", en: "confirmed", priority: 2),
            Report.Column("open", zh: "有分歧", en: "differences", priority: 2),
        ]
        let yes = { (flag: Bool) -> Report.Cell in .text(Localized(flag)) }
        let rows = list.flatMap { task in
            task.progress.map { area, report in
                Report.Row(
                    [
                        .word(task.number), .word(area), .text(Self.title(report.stage)),
                        report.percent.map(Report.Cell.number) ?? .none, .word(report.period), yes(report.isConfirmed),
                        yes(report.isOpen),
                    ], sources: explains ? [source(task, area, report, column: "stage")] : [])
            }
        }
        return (columns, rows)
    }

    /// A task stands behind its stage, and behind every other column that counts it.
    private func sourcesOfUnit(_ task: ReportedTask) -> [Report.Source] {
        let isOpen = task.progress.contains(where: \.report.isOpen)
        let further = [isOverdue(task) ? "overdue" : nil, isOpen ? "open" : nil].compactMap { $0 }
        return ([task.stage] + further).flatMap { sources(task, column: $0) }
    }

    private func isOverdue(_ task: ReportedTask) -> Bool {
        guard let due = task.due else { return false }
        return due < today && Self.rank(task.stage) < 2
    }

    private func sources(_ task: ReportedTask, column: String) -> [Report.Source] {
        [Report.Source(column, record: task.id.description, Localized("\(task.number) \(task.title)"))]
            + task.progress.map { area, report in source(task, area, report, column: column) }
    }

    private func source(_ task: ReportedTask, _ area: String, _ report: ReportedProgress, column: String)
        -> Report.Source
    {
        Report.Source(
            column, record: report.id.description,
            Localized("\(task.number) \(area) \(report.period) \(report.stage)"))
    }

    private static func title(_ stage: String) -> Localized {
        switch stage {
        case "in_progress": Localized(zh: "进行中", en: "in progress")
        case "done": Localized(zh: "已完成", en: "done")
        case "checked": Localized(zh: "已核查", en: "checked")
        default: Localized(zh: "未开始", en: "not started")
        }
    }
}

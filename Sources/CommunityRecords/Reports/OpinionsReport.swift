internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// What residents said, and what became of it (domain.md 6.8, RPT-OPINION). How to reach them is never read.
enum OpinionsReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["category", "area", "place", "state"])
        let today = request.to ?? sources.today
        guard let type = sources.facts.schema.type(RecordTypes.opinion) else {
            throw StoreError.invalidChange(code: "schema_invalid")
        }
        let records = try sources.replica.records(of: RecordTypes.opinion, areaPrefix: request.area)
        let days = try OpinionDays(records, type: type, in: sources.replica)
        let opinions =
            try records
            .map { try OpinionCase($0, madeOn: try days.day(of: $0), type: type, in: sources.replica) }
            .filter { opinion in
                guard let made = opinion.madeOn else { return true }
                return request.from.map { made >= $0 } ?? true && request.to.map { made <= $0 } ?? true
            }
        let table = OpinionTable(type: type, areas: sources.facts.areas, today: today, explains: request.explains)
        return Report(
            name: "opinions", title: Localized(zh: "意见汇总", en: "Opinions"),
            settings: request.surveySettings(by: by, round: nil)
                + (request.to == nil ? [Report.Setting("to", today.description)] : []),
            columns: OpinionTable.columns(by: by), rows: try table.rows(of: opinions, by: by),
            remarks: [
                Localized(
                    zh: "逾期：承诺日期已过而未答复、未办结。兑现：在承诺日期当天或之前答复或办结。",
                    en: "Overdue: the promised day is past and there is neither an answer nor an end. "
                        + "Kept: answered or closed by the promised day.")
            ])
    }
}

/// One opinion as the report counts it.
private struct OpinionCase {
    let id: RecordID
    let area: String
    let category: String
    let place: String
    let state: String
    let isReplyWanted: Bool
    let promiseDate: CalendarDate?
    let madeOn: CalendarDate?
    /// The day on which it was first answered or closed, where a day was promised.
    let answeredOn: CalendarDate?

    var isDone: Bool { state == "answered" || state == "closed" }

    init(_ record: StoredRecord, madeOn: CalendarDate?, type: RecordType, in replica: ReplicaStore) throws {
        let view = record.view
        id = record.key.id
        area = view.text("area", of: type) ?? record.areas.first ?? ""
        category = view.text("category", of: type) ?? ""
        place = view.text("place", of: type) ?? ""
        state = view.text("state", of: type) ?? "new"
        isReplyWanted = view.value("reply_wanted", of: type) == .boolean(true)
        promiseDate = view.date("promise_date", of: type)
        self.madeOn = madeOn
        answeredOn =
            promiseDate != nil && (state == "answered" || state == "closed")
            ? try Self.firstAnswer(record.key, type: type, in: replica) : nil
    }

    private static func firstAnswer(
        _ key: RecordKey, type: RecordType, in replica: ReplicaStore
    ) throws -> CalendarDate? {
        guard let field = type.field(named: "state") else { return nil }
        let done: Set<Value> = [.choice("answered"), .choice("closed")]
        let moments = try replica.log(of: key).filter { entry in
            entry.writes.contains { $0.key.field == field.number && done.contains($0.value) }
        }.map(\.change.header.writtenAt)
        return moments.min().flatMap(LocalDay.of)
    }

    func isOverdue(on today: CalendarDate) -> Bool { !isDone && promiseDate.map { $0 < today } ?? false }

    var isKept: Bool {
        guard let promiseDate, let answeredOn else { return false }
        return answeredOn <= promiseDate
    }
}

/// Rows of opinions.
private struct OpinionTable {
    let type: RecordType
    let areas: AreaTree
    let today: CalendarDate
    let explains: Bool

    static func columns(by: String) -> [Report.Column] {
        let first: [Report.Column] =
            switch by {
            case "area":
                [
                    Report.Column("area", zh: "区域", en: "area"),
                    Report.Column("areaName", zh: "名称", en: "name", priority: 3),
                ]
            case "place": [Report.Column("place", zh: "地点", en: "place")]
            case "state": [Report.Column("state", zh: "状态", en: "state")]
            default: [Report.Column("category", zh: "类别", en: "category")]
            }
        return first + [
            Report.Column("all", zh: "全部", en: "all", kind: .number),
            Report.Column("new", zh: "新", en: "new", kind: .number, priority: 2),
            Report.Column("open", zh: "处理中", en: "in hand", kind: .number, priority: 2),
            Report.Column("answered", zh: "已答复", en: "answered", kind: .number, priority: 2),
            Report.Column("closed", zh: "已办结", en: "closed", kind: .number),
            Report.Column("overdue", zh: "逾期", en: "overdue", kind: .number),
            Report.Column("promised", zh: "有承诺", en: "promised", kind: .number, priority: 3),
            Report.Column("kept", zh: "已兑现", en: "kept", kind: .number, priority: 3),
            Report.Column("keptShare", zh: "兑现率", en: "share kept", kind: .percent, priority: 2),
            Report.Column("replyWanted", zh: "要求答复", en: "reply wanted", kind: .number, priority: 3),
            Report.Column("replyOwed", zh: "待答复", en: "reply owed", kind: .number, priority: 3),
        ]
    }

    func rows(of opinions: [OpinionCase], by: String) throws -> [Report.Row] {
        let groups = try Dictionary(grouping: opinions) { try key(of: $0, by: by) }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let rows = try groups.map { key, opinions in
            let name: [Report.Cell] = by == "area" ? [.word(try areas.name(of: key))] : []
            return Report.Row(
                [.text(title(key, by: by))] + name + cells(opinions), sources: explains ? opinions.map(source) : [])
        }
        guard rows.count > 1 else { return rows }
        let name: [Report.Cell] = by == "area" ? [.none] : []
        let total = Report.Row(
            [.text(Localized(zh: "合计", en: "total"))] + name + cells(opinions), isTotal: true)
        return rows + [total]
    }

    private func cells(_ opinions: [OpinionCase]) -> [Report.Cell] {
        let promised = opinions.filter { $0.promiseDate != nil }
        let due = promised.filter { $0.isDone || $0.isOverdue(on: today) }
        let kept = promised.count(where: \.isKept)
        let wanted = opinions.filter(\.isReplyWanted)
        return [
            .number(opinions.count), .number(opinions.count { $0.state == "new" }),
            .number(opinions.count { $0.state == "triaged" || $0.state == "linked" }),
            .number(opinions.count { $0.state == "answered" }), .number(opinions.count { $0.state == "closed" }),
            .number(opinions.count { $0.isOverdue(on: today) }), .number(promised.count), .number(kept),
            .rate(kept, of: due.count), .number(wanted.count), .number(wanted.count { !$0.isDone }),
        ]
    }

    /// The record and where it stands; neither its words nor how to reach whoever spoke them.
    private func source(_ opinion: OpinionCase) -> Report.Source {
        let column = ["triaged": "open", "linked": "open"][opinion.state] ?? opinion.state
        let late = opinion.isOverdue(on: today)
        let category = title(opinion.category, by: "category")
        let made = opinion.madeOn?.description ?? ""
        return Report.Source(
            column, record: opinion.id.description,
            Localized(
                zh: "\(made) \(category.zh)\(late ? "（逾期）" : "")",
                en: "\(made) \(category.en)\(late ? " (overdue)" : "")"))
    }

    private func key(of opinion: OpinionCase, by: String) throws -> String {
        switch by {
        case "area": try areas.code(of: "community", above: opinion.area)
        case "place": opinion.place
        case "state": opinion.state
        default: opinion.category
        }
    }

    private func title(_ key: String, by: String) -> Localized {
        if key.isEmpty { return Localized(zh: "（未填）", en: "(not stated)") }
        guard by == "category" || by == "state",
            let choice = type.field(named: by)?.choices.first(where: { $0.code == key })
        else { return Localized(key) }
        return choice.title
    }
}

/// The days on which opinions were given.
///
/// An opinion that came from a visit was given during it. The id of such an opinion follows from the visit and tells no
/// time; any other id does.
struct OpinionDays {
    private let type: RecordType
    private let replica: ReplicaStore
    /// When the visits that opinions came from began, in milliseconds since 1970.
    private var visits: [RecordID: Int64] = [:]

    /// - Parameters:
    ///   - opinions: The opinions that will be asked for.
    ///   - type: Their type.
    ///   - replica: The store.
    /// - Throws: `StoreError`.
    init(_ opinions: [StoredRecord], type: RecordType, in replica: ReplicaStore) throws {
        self.type = type
        self.replica = replica
        let wanted = Set(opinions.compactMap { Self.visit(of: $0, type: type) })
        if wanted.isEmpty { return }
        var found: [RecordID: Int64] = [:]
        // One pass over the visits: looking up a hundred thousand one by one takes longer than the report.
        try replica.scan(RecordTypes.visit) { id, json in
            guard wanted.contains(id) else { return }
            found[id] = VisitRecord(id, json).startedAt
        }
        visits = found
    }

    /// The day on which an opinion was given, in local time.
    ///
    /// - Parameter opinion: One of those that the days were made of.
    /// - Returns: The day on which its visit began; else, also where the visit is not here, that of the opinion's first
    ///   change.
    /// - Throws: `StoreError`.
    func day(of opinion: StoredRecord) throws -> CalendarDate? {
        if let start = Self.visit(of: opinion, type: type).flatMap({ visits[$0] }) { return LocalDay.of(start) }
        if let made = opinion.key.id.milliseconds { return LocalDay.of(made) }
        return try replica.origin(of: opinion.key).flatMap { LocalDay.of($0.writtenAt) }
    }

    /// An opinion that was recorded by itself may name a visit too, and has its own day.
    private static func visit(of opinion: StoredRecord, type: RecordType) -> RecordID? {
        opinion.key.id.milliseconds == nil ? opinion.view.reference("visit", of: type) : nil
    }
}

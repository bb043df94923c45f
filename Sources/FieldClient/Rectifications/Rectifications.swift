internal import CommunityModel
public import CommunityRecords
internal import Records
internal import ReplicaStore
internal import Standards
public import SyncProtocol
public import Values

/// Problems found, and what becomes of them.
public struct Rectifications: UseCase, Sendable {
    let store: FieldStore

    /// The rectifications in areas whose code begins with a code, oldest first.
    public func list(area: String = "") throws -> [RectificationEntry] {
        try CommunityFacts(replica).rectifications(areaPrefix: area)
    }

    /// A rectification that a person names by its id or the beginning of it.
    ///
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown`, `id_ambiguous`; `StoreError`.
    public func one(_ prefix: String) throws -> RectificationEntry {
        try one(try record(prefix, type: RecordTypes.rectification))
    }

    func one(_ key: RecordKey) throws -> RectificationEntry {
        guard let record = try replica.record(key),
            let entry = RectificationEntry(
                record, type: try type(RecordTypes.rectification), headers: try replica.headers(of: key))
        else { throw StoreError.damaged(record: key.id.description, detail: "the rectification cannot be read") }
        return entry
    }

    /// Opens a rectification by hand, or from an opinion.
    ///
    /// - Parameters:
    ///   - area: Code of the area; of an opinion's own area when `nil`.
    ///   - words: Fields as `FIELD=VALUE`; `title` is required. What is not given is taken from the opinion.
    ///   - opinion: Id of the opinion it comes from, or the beginning of it. It is linked from then on.
    /// - Returns: The rectification.
    /// - Throws: ``Failure`` `field_invalid`, `area_unknown`, `area_not_assigned`, `record_unknown`, `opinion_linked`;
    ///   `StoreError`.
    public func add(area: String?, assignments words: [String], opinion: String?) throws -> RectificationEntry {
        let type = try type(RecordTypes.rectification)
        let source = try opinion.map { try openedFrom($0) }
        var all = (area.map { ["area=\($0)"] } ?? []) + words
        let name = { (word: String) in word.divided(at: "=")?.before }
        for word in (source?.words ?? []) + ["source=other"] where !all.contains(where: { name($0) == name(word) }) {
            all.append(word)
        }
        let assignments = try store.records.assignments(all, type: type, omitted: ["deleted", "events"])
        try requireFields(of: type, in: assignments)
        let created = try replica.save(as: author, handsIn: true) { context in
            let placed = try Self.area(in: assignments)
            if let fault = try store.records.areaFault(placed, in: context) { throw fault }
            let key = RecordKey(id: context.newID(), type: type.number)
            let opening = RectificationEvent.Content(kind: .open, base: [])
            let writes =
                assignments.flatMap { $0.writes(ofNew: key) } + [try Self.eventWrite(opening, key: key, type: type)]
                + (try source?.linking(in: context) ?? [])
            return Save([ChangeDraft(writes: writes)], giving: key)
        }.result
        return try one(created)
    }

    /// Opens a rectification for each failed indicator of an inspection that has none.
    ///
    /// - Parameters:
    ///   - prefix: The inspection's id or the beginning of it.
    ///   - codes: Only these indicators; all failed ones when empty.
    /// - Returns: What was opened.
    /// - Throws: ``Failure`` `indicator_not_failed` (65); `StoreError`.
    public func open(from prefix: String, codes: [String]) throws -> [RectificationEntry] {
        let judged = try store.inspections.judged(try store.inspections.one(prefix))
        let plan = try FailurePlan(
            judged, rectifications: list(area: judged.inspection.area), facts: CommunityFacts(replica))
        let wanted = plan.uncovered.filter { codes.isEmpty || codes.contains($0.code) }
        for code in codes where !judged.judgements.contains(where: { $0.code == code && $0.outcome == .fail }) {
            throw Failure(fault: "indicator_not_failed", ["code": "\(code)"])
        }
        let prepared = try wanted.map { try new(judged, $0) }
        let created = try replica.save(as: author, handsIn: true) { context in
            let made = try prepared.map { try $0.writes(in: context) }
            return Save(made.map { ChangeDraft(writes: $0.writes) }, giving: made.map(\.key))
        }.result
        return try created.map(one)
    }

    /// A rectification for a failed indicator, read and checked before the save in which it is written.
    func new(_ judged: JudgedInspection, _ judgement: Judgement) throws -> NewRectification {
        let type = try type(RecordTypes.rectification)
        let inspection = judged.inspection
        let indicator = judged.standard.indicator(judgement.code)
        let source = ["baseline", "supervision"].contains(inspection.kind) ? inspection.kind : "inspection"
        var words = [
            "area=\(inspection.area)", "source=\(source)", "inspection=\(inspection.id)",
            "standard=\(judged.standard.id)", "indicator=\(judgement.code)",
            "title=\("\(indicator?.title.zh ?? judgement.code)：\(judgement.reason.zh)".prefix(400))",
        ]
        if let unit = indicator?.leadUnit { words.append("lead_unit=\(unit.prefix(100))") }
        if let unit = indicator?.responsibleUnit { words.append("responsible_unit=\(unit.prefix(100))") }
        return NewRectification(
            type: type, assignments: try store.records.assignments(words, type: type), inspection: inspection.id)
    }

    /// The writes with which a failed re-inspection reopens a rectification.
    func reopening(_ entry: RectificationEntry, by inspection: RecordID) throws -> ChangeDraft.Write {
        let type = try type(RecordTypes.rectification)
        let content = RectificationEvent.Content(kind: .reopen, base: entry.history.heads, inspection: inspection)
        return try Self.eventWrite(content, key: RecordKey(id: entry.id, type: type.number), type: type)
    }

    static func eventWrite(
        _ content: RectificationEvent.Content, key: RecordKey, type: RecordType
    ) throws -> ChangeDraft.Write {
        let field = try type.needed("events")
        return ChangeDraft.Write(record: key, key: FieldKey(field.number), value: content.value)
    }

    private static func area(in assignments: [Assignment]) throws -> String {
        let areas = assignments.filter { $0.field.name == "area" }.map(\.content)
        if case .value(.text(let code))? = areas.last { return code }
        throw StoreError.invalidChange(code: "schema_invalid")
    }

    private func requireFields(of type: RecordType, in assignments: [Assignment]) throws {
        let missing = type.fields.filter { field in
            field.required && !assignments.contains { $0.field.number == field.number && !$0.isValue(.null) }
        }
        guard !missing.isEmpty else { return }
        let names = missing.map(\.name).joined(separator: ", ")
        throw Failure(fault: "rectification_field_missing", ["names": "\(names)"])
    }
}

/// A rectification that is about to be written.
struct NewRectification {
    let type: RecordType
    let assignments: [Assignment]
    /// The inspection that found the problem.
    let inspection: RecordID

    /// Gives it an id within a save.
    func writes(in context: EditContext) throws -> (key: RecordKey, writes: [ChangeDraft.Write]) {
        let key = RecordKey(id: context.newID(), type: type.number)
        let opening = RectificationEvent.Content(kind: .open, base: [], inspection: inspection)
        return (
            key,
            assignments.flatMap { $0.writes(ofNew: key) }
                + [try Rectifications.eventWrite(opening, key: key, type: type)]
        )
    }
}

/// An opinion that becomes a rectification: what it says of the problem, and that it is linked from then on.
struct OpinionSource {
    let key: RecordKey
    /// What the rectification takes from it, as `FIELD=VALUE`.
    let words: [String]
    private let type: RecordType

    /// Characters of the text that make the title.
    private static let titleMax = 200

    init(_ view: RecordView, type: RecordType) {
        key = view.key
        self.type = type
        var words = ["opinion=\(view.key.id)", "source=opinion"]
        let text = view.text("text", of: type) ?? ""
        if !text.isEmpty { words.append("title=\(text.prefix(Self.titleMax))") }
        for name in ["area", "place", "responsible_unit"] {
            if let text = view.text(name, of: type), !text.isEmpty { words.append("\(name)=\(text)") }
        }
        if view.value("reply_wanted", of: type) == .boolean(true) { words.append("reply_wanted=true") }
        if case .tuple(let parts)? = view.value("position", of: type), parts.count == 2,
            case .decimal(let latitude) = parts[0], case .decimal(let longitude) = parts[1]
        {
            words.append("position=\(latitude),\(longitude)")
        }
        self.words = words
    }

    /// Sets the opinion's state to linked, unless somebody answered or closed it already, or people disagree on it.
    func linking(in context: EditContext) throws -> [ChangeDraft.Write] {
        guard let view = try context.view(of: key), let field = type.field(named: "state") else { return [] }
        if view.outcome(of: field.number)?.isConflict == true { return [] }
        let state = view.text("state", of: type)
        return state == nil || ["new", "triaged"].contains(state)
            ? [try context.write(key, field, .choice("linked"))] : []
    }
}

extension Rectifications {
    /// The opinion that a person names, ready to become a rectification.
    ///
    /// - Throws: ``Failure`` `opinion_linked` (65) when it became one already that counts; `record_unknown`.
    private func openedFrom(_ prefix: String) throws -> OpinionSource {
        let key = try record(prefix, type: RecordTypes.opinion)
        let record = try stored(key)
        if record.view.deletion == .deleted { throw AnyRecords.deleted(key) }
        if let entry = try list().first(where: { $0.opinion == key.id && $0.state != .rejected }) {
            throw Failure(
                fault: "opinion_linked",
                ["id": "\(entry.id)", "title": "\(entry.title)", "short": "\(try store.shortID(entry.id))"])
        }
        return OpinionSource(record.view, type: try type(RecordTypes.opinion))
    }
}

/// Something that this person did to a rectification and that did not apply, because somebody else's event stands.
public struct LostEvent: Sendable {
    /// The rectification that it was done to.
    public let rectification: RecordID
    /// Its title.
    public let problem: String
    /// What the person did.
    public let kind: Localized
    /// Why it does not stand.
    public let why: Localized
}

extension Rectifications {
    /// The person's own events that do not apply and that nobody has told them about yet, and takes them as told.
    ///
    /// The events stay in the record's history, where `rectification show` marks them.
    /// - Throws: `StoreError`.
    public func lostEventsToTell() throws -> [LostEvent] {
        let mark = { (event: RectificationEvent) in event.id.change.hex + String(event.id.operation) }
        var told = Set((try replica.text(.toldLosses) ?? "").split(separator: " ").map(String.init))
        var lost: [LostEvent] = []
        for entry in try list() {
            for loss in entry.history.losing(for: author.login) where told.insert(mark(loss.event)).inserted {
                let kind = loss.event.content.kind?.title ?? Localized(zh: "操作", en: "event")
                lost.append(LostEvent(rectification: entry.id, problem: entry.title, kind: kind, why: loss.why))
            }
        }
        if !lost.isEmpty { try replica.set([.toldLosses: told.sorted().joined(separator: " ")]) }
        return lost
    }
}

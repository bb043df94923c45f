internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Visits for people and for scripts.
struct VisitText {
    let store: FieldStore
    let output: Output

    /// Prints a list.
    func show(_ visits: [VisitEntry]) throws {
        try output.show(visits) { try table(visits) }
        if visits.isEmpty { output.tell(.init(zh: "没有入户访问。", en: "No visits.")) }
    }

    /// Prints what a save did.
    func tell(_ added: AddedVisit) throws {
        try output.show(added) { try store.shortID(added.visit.id) + "\n" }
        if !added.undeclared.isEmpty {
            output.tell(
                Localized(
                    zh: "没有声明的字段，按答案保存：\(added.undeclared.joined(separator: "、"))",
                    en: "Not declared, kept as answers of a form: \(added.undeclared.joined(separator: ", "))"))
        }
        for opinion in added.opinions {
            let id = try store.shortID(opinion)
            output.tell(Localized(zh: "已记下意见 \(id)。", en: "Noted as opinion \(id)."))
        }
        if added.marksNoContact {
            output.tell(Localized(zh: "住户已标记为不再打扰。", en: "The household is marked as not to be contacted."), .yellow)
        }
        for notice in added.notices { output.tell(notice, .yellow) }
        EditOutcome(isUnchanged: added.isUnchanged, removed: added.removed).tell(output) { name, value in
            (title(name), self.value(name, value))
        }
    }

    /// Prints one visit with all its answers.
    func show(_ visit: VisitEntry, notices: [Localized]) throws {
        for notice in notices { output.tell(notice, .yellow) }
        try output.show(Joined(visit, ["notices": notices.map(\.en)])) { try details(visit) }
    }

    private var type: RecordType? { store.schema.type(RecordTypes.visit) }

    /// What people call a field or an answer of a visit.
    func title(_ name: String) -> String {
        type?.field(named: name).map { output.text($0.title) } ?? name
    }

    /// Whether a name is a field of the visit's own rather than an answer.
    func isField(_ name: String) -> Bool { type?.field(named: name) != nil }

    /// A field or an answer of a visit, as people read it.
    func value(_ name: String, _ value: JSONValue) -> String {
        ValueText(language: output.language).text(value, field: type?.field(named: name))
    }

    private func value(_ name: FieldName, of visit: VisitEntry) -> String {
        visit.answer(name).map { value(name.text, $0) } ?? ""
    }

    private func address(_ household: RecordID?) throws -> String {
        guard let household else { return "" }
        return output.text(try store.label(of: RecordKey(id: household, type: RecordTypes.household)))
    }

    private func table(_ visits: [VisitEntry]) throws -> String {
        guard !visits.isEmpty else { return "" }
        let ids = IDText(store, rows: visits.count)
        let outcome = type?.field(named: .outcome)?.title ?? Localized("outcome")
        return try output.table(
            visits,
            [
                ListedColumn("编号", "Id", minimumWidth: 8) { try ids.text($0.id) },
                ListedColumn("时间", "Written", priority: 2, minimumWidth: 10) { LocalTime.text($0.writtenAt) },
                ListedColumn("住户", "Household") { try address($0.household) },
                ListedColumn(outcome.zh, outcome.en) { value(.outcome, of: $0) },
                ListedColumn("记录人", "Author", priority: 3, \.author),
                ListedColumn("冲突", "Conflicts", priority: 4) { $0.conflicts.map(title).joined(separator: " ") },
            ])
    }

    private func details(_ visit: VisitEntry) throws -> String {
        let isChinese = output.language == .chinese
        var details = Details()
        if visit.isDeleted {
            details.add(isChinese ? "已删除" : "Deleted", isChinese ? "这条记录已被删除" : "this record was deleted")
        }
        details.add(isChinese ? "编号" : "Id", try store.shortID(visit.id))
        let household = try visit.household.map { try store.shortID($0) } ?? ""
        details.add(isChinese ? "住户" : "Household", "\(try address(visit.household)) (\(household))")
        details.add(
            isChinese ? "记录" : "Written", "\(LocalTime.text(visit.writtenAt)) \(visit.author) (\(visit.device))")
        let words = AnswerWords(try form(of: visit), withheld: visit.withheld, language: output.language)
        let shadowed = Set(visit.shadowed.map(\.name))
        func add(_ member: JSONValue.Member, isField: Bool) {
            let mark = visit.conflicts.contains(member.name) ? (isChinese ? "（有冲突）" : " (in conflict)") : ""
            let text = isField ? value(member.name, member.value) : words.line(member.name, member.value)
            // A question that has the name of a field stands under its own.
            details.add(shadowed.contains(member.name) && !isField ? member.name : title(member.name), text + mark)
        }
        for field in visit.shadowed { add(field, isField: true) }
        for answer in visit.shownAnswers {
            add(answer, isField: !shadowed.contains(answer.name) && isField(answer.name))
        }
        return details.text
    }

    /// The version of the form that was filled; `nil` for answers of no form, and where it is not on this device.
    private func form(of visit: VisitEntry) throws -> FormDefinition? {
        guard case .string(let form)? = visit.answer(.form), case .string(let version)? = visit.answer(.formVersion)
        else { return nil }
        return try? store.forms.published().definition(id: form, version: version)
    }
}

/// Visits under way for people. What a form holds so far is for the form to show.
struct DraftText {
    let store: FieldStore
    let output: Output

    /// Prints a list.
    func show(_ drafts: [VisitDraft]) throws {
        try output.show(drafts) { drafts.isEmpty ? "" : try table(drafts) }
        if drafts.isEmpty { output.tell(.init(zh: "没有正在进行的入户。", en: "No visits under way.")) }
    }

    /// Prints one visit under way with all that was said so far.
    func show(_ entry: DraftEntry) throws {
        for notice in entry.notices { output.tell(notice, .yellow) }
        try output.show(entry) { try details(entry) }
    }

    private func details(_ entry: DraftEntry) throws -> String {
        let draft = entry.draft
        let visit = VisitText(store: store, output: output)
        var details = Details()
        details.add(output.text(Localized(zh: "状态", en: "Status")), status(draft))
        details.add(output.text(Localized(zh: "编号", en: "Id")), try store.drafts.shortID(draft.id))
        let household = RecordKey(id: draft.household, type: RecordTypes.household)
        details.add(
            output.text(Localized(zh: "住户", en: "Household")),
            "\(output.text(try store.label(of: household))) (\(try store.shortID(draft.household)))")
        details.add(output.text(Localized(zh: "开始", en: "Started")), LocalTime.text(draft.startedAt))
        let survey = words(for: draft.questionnaire, of: draft, withheld: entry.withheld)
        let publicity = words(for: draft.publicity, of: draft, withheld: [])
        for answer in entry.shownAnswers {
            if answer.name == "publicity", case .object(let told) = answer.value {
                for member in told { details.add(member.name, publicity.line(member.name, member.value)) }
            } else if visit.isField(answer.name) {
                details.add(visit.title(answer.name), visit.value(answer.name, answer.value))
            } else {
                details.add(answer.name, survey.line(answer.name, answer.value))
            }
        }
        return details.text
    }

    private func words(for form: FormDraft?, of draft: VisitDraft, withheld: [String]) -> AnswerWords {
        let session = form.flatMap { try? store.drafts.session(for: $0, of: draft) }
        return AnswerWords(session?.form, withheld: withheld, language: output.language)
    }

    private func status(_ draft: VisitDraft) -> String {
        output.text(
            draft.isReopened ? Localized(zh: "重新打开", en: "reopened") : Localized(zh: "进行中", en: "under way"))
    }

    private func table(_ drafts: [VisitDraft]) throws -> String {
        try output.table(
            drafts,
            [
                ListedColumn("编号", "Id", minimumWidth: 8) { try store.drafts.shortID($0.id) },
                ListedColumn("开始", "Started", priority: 2, minimumWidth: 10) { LocalTime.text($0.startedAt) },
                ListedColumn("住户", "Household") { draft in
                    let household = RecordKey(id: draft.household, type: RecordTypes.household)
                    return output.text(try store.label(of: household))
                },
                ListedColumn("状态", "Status", priority: 3) { status($0) },
                ListedColumn("问卷", "Forms", priority: 4) { $0.forms.map(\.form).joined(separator: " ") },
            ])
    }
}

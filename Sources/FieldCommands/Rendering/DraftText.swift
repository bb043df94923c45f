internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Visits under way for people and for scripts. What a form holds so far is for the form to show.
struct DraftText {
    let store: FieldStore
    let output: Output

    /// Prints a list.
    func show(_ drafts: [VisitDraft]) throws {
        if output.isJSON {
            try output.result.write(JSONValue.array(drafts.map(Self.json)).text + "\n")
        } else {
            if !drafts.isEmpty { try output.result.write(try table(drafts)) }
            if drafts.isEmpty { output.tell(.init(zh: "没有正在进行的入户。", en: "No visits under way.")) }
        }
    }

    /// Prints one visit under way with all that was said so far.
    func show(_ entry: DraftEntry) throws {
        if output.isJSON {
            var further = [
                JSONValue.Member("answers", .object(entry.shownAnswers)), JSONValue.Member("conflicts", .array([])),
                JSONValue.Member("notices", .array(entry.notices.map { .string($0.en) })),
            ]
            if !entry.withheld.isEmpty {
                further.append(JSONValue.Member("withheld", .array(entry.withheld.map(JSONValue.string))))
            }
            try output.result.write(JSONValue.object(Self.members(entry.draft) + further).text + "\n")
        } else {
            for notice in entry.notices { output.tell(notice, .yellow) }
            try output.result.write(try details(entry))
        }
    }

    private func details(_ entry: DraftEntry) throws -> String {
        let draft = entry.draft
        let visit = VisitText(store: store, output: output)
        var details = Details()
        details.add(output.text(Localized(zh: "状态", en: "Status")), status(draft))
        details.add(output.text(Localized(zh: "编号", en: "Id")), try store.shortDraftID(draft.id))
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
        let session = form.flatMap { try? store.session(for: $0, of: draft) }
        return AnswerWords(session?.form, withheld: withheld, language: output.language)
    }

    private func status(_ draft: VisitDraft) -> String {
        output.text(
            draft.isReopened ? Localized(zh: "重新打开", en: "reopened") : Localized(zh: "进行中", en: "under way"))
    }

    static func json(_ draft: VisitDraft) -> JSONValue { .object(members(draft)) }

    private static func members(_ draft: VisitDraft) -> [JSONValue.Member] {
        [
            JSONValue.Member("id", .string(draft.id.description)),
            JSONValue.Member("household", .string(draft.household.description)),
            JSONValue.Member("status", .string(draft.isReopened ? "reopened" : "draft")),
            JSONValue.Member("startedAt", .string(draft.startedAt.description)),
            JSONValue.Member("round", .string(draft.round)),
            JSONValue.Member(
                "forms",
                .array(draft.forms.map { .string($0.form) })),
        ]
    }

    private func table(_ drafts: [VisitDraft]) throws -> String {
        let isChinese = output.language == .chinese
        let columns = [
            Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8),
            Table.Column(title: isChinese ? "开始" : "Started", priority: 2, minimumWidth: 10),
            Table.Column(title: isChinese ? "住户" : "Household"),
            Table.Column(title: isChinese ? "状态" : "Status", priority: 3),
            Table.Column(title: isChinese ? "问卷" : "Forms", priority: 4),
        ]
        let rows = try drafts.map { draft in
            let household = RecordKey(id: draft.household, type: RecordTypes.household)
            return [
                try store.shortDraftID(draft.id), LocalTime.text(draft.startedAt),
                output.text(try store.label(of: household)), status(draft),
                draft.forms.map(\.form).joined(separator: " "),
            ]
        }
        return output.table(columns, rows)
    }
}

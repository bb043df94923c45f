internal import CommandKit
internal import CommunityModel
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

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

    static func json(_ draft: VisitDraft) -> JSONValue {
        .object([
            JSONValue.Member("id", .string(draft.id.description)),
            JSONValue.Member("household", .string(draft.household.description)),
            JSONValue.Member("status", .string(draft.isReopened ? "reopened" : "draft")),
            JSONValue.Member("startedAt", .string(draft.startedAt.description)),
            JSONValue.Member("round", .string(draft.round)),
            JSONValue.Member(
                "forms",
                .array([draft.questionnaire, draft.publicity].compactMap { $0 }.map { .string($0.form) })),
        ])
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
            let status =
                draft.isReopened
                ? (isChinese ? "重新打开" : "reopened") : (isChinese ? "进行中" : "under way")
            return [
                try store.shortID(draft.id), LocalTime.text(draft.startedAt),
                output.text(try store.label(of: household)),
                status, [draft.questionnaire, draft.publicity].compactMap { $0?.form }.joined(separator: " "),
            ]
        }
        return output.table(columns, rows)
    }
}

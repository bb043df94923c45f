internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The forms that a visit under way fills stay with it: whatever becomes of what was published, the visit goes on with
/// the version with which it was begun.
extension FieldStore {
    /// The form of a draft: the one that was kept with it, else the published one.
    ///
    /// - Throws: ``Failure`` `form_unknown`; `StoreError`.
    func definition(of form: FormDraft, in draft: VisitDraft) throws -> FormDefinition {
        if let kept = try replica.draftSource(form.sourceName, of: draft.id),
            let document = FormDocument(DocumentText(text: String(decoding: kept.document, as: UTF8.self))),
            let definition = try? FormDefinition.parse(
                xml: document.xml, resources: FormResources(files: document.files)),
            definition.id == form.form, definition.version == form.version
        {
            return definition
        }
        do {
            return try formDefinition(form.form, version: form.version)
        } catch  where Self.isFormGone(error) {
            throw Self.formGone(form, of: draft)
        }
    }

    /// The forms of a draft that are not kept with it yet; those that are not published here either are left out.
    func formsToKeep(with draft: VisitDraft) throws -> [DraftSource] {
        let held = try replica.draftSourceNames(of: draft.id)
        let wanted = draft.forms.filter { !held.contains($0.sourceName) }
        return try wanted.compactMap { form in
            try formDocument(form.form, version: form.version).map { document in
                DraftSource(name: form.sourceName, document: Array(document.text.text.utf8))
            }
        }
    }

    private static func formGone(_ form: FormDraft, of draft: VisitDraft) -> Failure {
        Failure(
            code: "form_unknown", status: .data,
            message: Localized(
                zh: "入户 \(draft.id) 用的是问卷 \(form.form) 第 \(form.version) 版，本机没有这一版。草稿没有改动。",
                en:
                    "The visit \(draft.id) fills version \(form.version) of the form \(form.form), which is not on this "
                    + "device. The draft was not touched."),
            hint: Localized(
                zh: "请运行 ruhu sync --again；仍不行请告诉管理员。ruhu visit show \(draft.id) 列出已答的内容。",
                en: "Run `ruhu sync --again`; if that does not help, tell the administrator. "
                    + "`ruhu visit show \(draft.id)` shows all that was answered."))
    }
}

extension FormDraft {
    /// Under which name the form is kept with its draft. What is read back is held against id and version.
    fileprivate var sourceName: String { "\(form)\n\(version)" }
}

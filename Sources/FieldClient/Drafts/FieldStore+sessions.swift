internal import CommunityModel
public import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// The engine that fills a form of a visit, as far as it was filled before.
    ///
    /// - Parameters:
    ///   - form: The form under way.
    ///   - draft: The visit that it belongs to.
    /// - Returns: The session, in the language of the form's draft.
    /// - Throws: ``Failure`` `form_unknown` when neither the draft nor the store has the version, `draft_damaged`;
    ///   ``StoreError``.
    public func session(for form: FormDraft, of draft: VisitDraft) throws -> FormSession {
        let definition = try definition(of: form, in: draft)
        do {
            return try FormSession(
                definition, resuming: form.instance, language: form.language.isEmpty ? nil : form.language,
                environment: try formEnvironment(visit: draft.id))
        } catch let faults as FormFaults {
            throw Failure(
                code: "draft_damaged", status: .failed,
                message: Localized(
                    zh: "问卷 \(form.form) 的草稿无法读取：\(faults.faults.map(\.text.zh).joined(separator: "；"))",
                    en:
                        "The draft of \(form.form) cannot be read: \(faults.faults.map(\.text.en).joined(separator: "; "))"
                ),
                hint: Localized(
                    zh: "草稿没有改动。请联系管理员。", en: "The draft was not touched. Ask your administrator."))
        }
    }

    /// Opens a form for a visit under way: the version that is in force now, with nothing answered yet.
    ///
    /// - Parameters:
    ///   - form: The form's id.
    ///   - draft: The visit that it is for.
    /// - Returns: The form's draft, which belongs into ``VisitDraft/questionnaire`` or ``VisitDraft/publicity``.
    /// - Throws: ``Failure`` `form_unknown`; ``StoreError``.
    public func formDraft(_ form: String, for draft: VisitDraft) throws -> FormDraft {
        try formDraft(form, visit: draft.id)
    }

    func formDraft(_ form: String, visit: RecordID) throws -> FormDraft {
        let definition = try formDefinition(form, version: nil)
        let session = try FormSession(definition, environment: try formEnvironment(visit: visit))
        return FormDraft(
            form: definition.id, version: definition.version,
            instance: session.serialise(includingIrrelevant: true))
    }

    /// What a form learns from this device, its person and the campaign.
    func formEnvironment(visit: RecordID) throws -> FormEnvironment {
        let settings = try campaignSettings()
        var properties = [
            "deviceid": author.device, "username": author.login, "visit_id": visit.description,
            "visit_round": settings.round,
            "sensitive_questions": settings.sensitiveQuestions.joined(separator: " "),
        ]
        if let catalogues = settings.catalogues {
            properties["campaign_catalogues"] = catalogues.joined(separator: " ")
        }
        if let city = settings.cityName { properties["city_name"] = city }
        let environment = environment
        return FormEnvironment(
            now: {
                let offset = Int64(LocalDay.offsetMinutes) * 60_000
                return Moment(localMilliseconds: Int(environment.wallMilliseconds() + offset))
            },
            utcOffsetMinutes: LocalDay.offsetMinutes, instanceID: "uuid:\(visit)", properties: properties,
            uuid: {
                var random = environment.random
                let id = RecordID(milliseconds: environment.wallMilliseconds(), using: &random)
                return id.description
            },
            // The 53 bits that a Double holds.
            random: {
                var random = environment.random
                return Double(random.next() >> 11) * 0x1p-53
            })
    }
}

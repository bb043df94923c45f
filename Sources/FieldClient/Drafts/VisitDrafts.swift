internal import CommunityModel
public import Questionnaires
public import ReplicaStore
public import SyncProtocol
internal import Values

/// Visits under way: on the disk, on this device alone.
public struct VisitDrafts: UseCase, Sendable {
    let store: FieldStore

    /// The visits under way on this device, in the order in which they were begun.
    ///
    /// - Returns: The drafts.
    /// - Throws: ``StoreError``.
    public func list() throws -> [VisitDraft] { try replica.drafts().compactMap { try? VisitDraft($0) } }

    /// Visits under way that this version of the program cannot read. They stay where they are and hold up no other visit.
    ///
    /// - Returns: The ids of their drafts.
    /// - Throws: ``StoreError``.
    public func unreadable() throws -> [RecordID] {
        try replica.drafts().filter { (try? VisitDraft($0)) == nil }.map(\.id)
    }

    /// The visits under way on this device to one household, or to all.
    ///
    /// - Parameter household: The household's id or the beginning of it; `nil` for all.
    /// - Returns: The drafts.
    /// - Throws: ``Failure`` `id_invalid`, `record_unknown` or `id_ambiguous` for the household; ``StoreError``.
    public func list(household: String?) throws -> [VisitDraft] {
        guard let household else { return try list() }
        let key = try record(household, type: RecordTypes.household)
        return try list().filter { $0.household == key.id }
    }

    /// One visit under way.
    ///
    /// - Parameter prefix: Its id or the beginning of it: hexadecimal digits, hyphens optional.
    /// - Returns: The draft.
    /// - Throws: ``Failure`` `draft_unknown` or `id_ambiguous`; ``StoreError``.
    public func one(_ prefix: String) throws -> VisitDraft {
        let digits = prefix.filter { $0 != "-" }.lowercased()
        let found = digits.isEmpty ? [] : try replica.drafts().filter { $0.id.hex.hasPrefix(digits) }
        guard let draft = found.first else {
            throw Failure(fault: "draft_unknown", ["value": "\(prefix)"])
        }
        guard found.count == 1 else {
            throw Failure(fault: "draft_ambiguous", ["count": "\(found.count)", "value": "\(prefix)"])
        }
        return try VisitDraft(draft)
    }

    /// The beginning of a draft's id that no other draft and no record shares.
    ///
    /// - Parameter id: The id.
    /// - Returns: As many digits as it takes, written so that they begin the whole id.
    /// - Throws: ``StoreError``.
    public func shortID(_ id: RecordID) throws -> String {
        let others = try replica.drafts().map(\.id).filter { $0 != id }.map(\.hex)
        var count = try replica.shortIDLength(id)
        while count < id.hex.count, others.contains(where: { $0.hasPrefix(id.hex.prefix(count)) }) { count += 1 }
        return id.beginning(count)
    }

    /// Puts a visit under way on the disk, in the place of what was kept of it before. The forms that it fills are kept
    /// with it.
    ///
    /// - Parameters:
    ///   - draft: The draft; it knows afterwards what is on the disk.
    ///   - moment: What the store held when the visit was begun; `nil` for one that is under way.
    /// - Throws: ``StoreError/draftChanged(id:)`` when another program has kept it since, ``StoreError/draftGone(id:)`` when
    ///   it has been discarded or saved; ``StoreChanged``; ``StoreError``.
    public func keep(_ draft: inout VisitDraft, asOf moment: StoreMoment? = nil) throws {
        var next = draft
        next.keptAt = environment.now
        let kept = try next.kept
        try replica.keep(kept, replacing: draft.onDisk, with: try formsToKeep(with: draft), asOf: moment)
        next.onDisk = kept
        draft = next
    }

    /// Drops a visit under way. What was submitted of it before stays as it is.
    ///
    /// - Parameter draft: The draft.
    /// - Throws: ``Failure`` `draft_open`; ``StoreError``.
    public func discard(_ draft: VisitDraft) throws {
        let hold = try hold(draft.id)
        try withExtendedLifetime(hold) { try replica.discardDraft(draft.id) }
    }

    /// Takes the right to work on a visit under way, so that no other program does meanwhile.
    ///
    /// - Parameter id: The visit.
    /// - Returns: The right; it ends with the object or the program.
    /// - Throws: ``Failure`` `draft_open` while another program has it; ``StoreError``.
    public func hold(_ id: RecordID) throws -> DraftHold {
        if let hold = try replica.hold(draft: id) { return hold }
        throw Failure(fault: "draft_open", ["id": "\(id)"])
    }

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
            let told = faults.faults.map(\.text).joined(zh: "；", en: "; ")
            throw Failure(fault: "draft_damaged", ["form": form.form], bilingual: ["faults": told])
        }
    }

    /// Opens a form for a visit under way: the version that is in force now, with nothing answered yet.
    ///
    /// - Parameters:
    ///   - form: The form's id.
    ///   - draft: The visit that it is for.
    /// - Returns: The form's draft, which belongs into ``VisitDraft/questionnaire`` or ``VisitDraft/publicity``.
    /// - Throws: ``Failure`` `form_unknown`; ``StoreError``.
    public func open(_ form: String, for draft: VisitDraft) throws -> FormDraft {
        try open(form, visit: draft.id)
    }

    func open(_ form: String, visit: RecordID) throws -> FormDraft {
        let definition = try store.forms.definition(form, version: nil)
        let session = try FormSession(definition, environment: try formEnvironment(visit: visit))
        return FormDraft(
            form: definition.id, version: definition.version,
            instance: session.serialise(includingIrrelevant: true))
    }

    /// What a form learns from this device, its person and the campaign.
    func formEnvironment(visit: RecordID) throws -> FormEnvironment {
        let settings = try store.campaign.settings()
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
                return LocalMoment(localMilliseconds: Int(environment.wallMilliseconds() + offset))
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

/// The forms that a visit under way fills stay with it: whatever becomes of what was published, the visit goes on with
/// the version with which it was begun.
extension VisitDrafts {
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
            return try store.forms.definition(form.form, version: form.version)
        } catch  where HeldForms.isGone(error) {
            throw Self.formGone(form, of: draft)
        }
    }

    /// The forms of a draft that are not kept with it yet; those that are not published here either are left out.
    private func formsToKeep(with draft: VisitDraft) throws -> [DraftSource] {
        let held = try replica.draftSourceNames(of: draft.id)
        let wanted = draft.forms.filter { !held.contains($0.sourceName) }
        return try wanted.compactMap { form in
            try store.forms.document(form.form, version: form.version).map { document in
                DraftSource(name: form.sourceName, document: Array(document.text.text.utf8))
            }
        }
    }

    private static func formGone(_ form: FormDraft, of draft: VisitDraft) -> Failure {
        Failure(fault: "form_unknown", ["id": "\(draft.id)", "form": "\(form.form)", "version": "\(form.version)"])
    }
}

extension FormDraft {
    /// Under which name the form is kept with its draft. What is read back is held against id and version.
    fileprivate var sourceName: String { "\(form)\n\(version)" }
}

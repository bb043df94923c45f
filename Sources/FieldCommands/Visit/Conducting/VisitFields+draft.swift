internal import CommunityModel
internal import FieldClient
internal import Interviewing
internal import Questionnaires
internal import SyncProtocol
internal import Values

extension VisitFields {
    /// What a draft holds.
    init(_ draft: VisitDraft) {
        self.init()
        if case .boolean(let flag)? = draft[.consent] { consent = flag }
        isIdentityShown = draft[.isIdentityShown] == .boolean(true)
        outcome = draft.text(.outcome).flatMap { VisitOutcome(rawValue: $0) }
        refusalReason = draft.text(.refusalReason)
        isNotToContact = draft[.doNotContact] == .boolean(true)
        appointment = draft.text(.nextAppointment).flatMap { Instant($0) }
        remarks = draft.text(.remarks) ?? ""
    }

    fileprivate func write(to draft: inout VisitDraft) {
        draft[.consent] = consent.map { .boolean($0) }
        // What was not said stays unsaid: a visit that is opened again may hold an explicit no.
        if isIdentityShown != (draft[.isIdentityShown] == .boolean(true)) {
            draft[.isIdentityShown] = .boolean(isIdentityShown)
        }
        draft[.outcome] = outcome.map { .string($0.rawValue) }
        draft[.refusalReason] = outcome == .refused ? refusalReason.map { .string($0) } : nil
        if isNotToContact != (draft[.doNotContact] == .boolean(true)) {
            draft[.doNotContact] = isNotToContact ? .boolean(true) : nil
        }
        draft[.nextAppointment] = appointment.map { .string($0.description) }
        draft[.remarks] = remarks.isEmpty ? nil : .string(remarks)
    }
}

extension Interview {
    /// Puts all that was said into a draft.
    func write(to draft: inout VisitDraft) {
        visit.fields.write(to: &draft)
        visit.survey?.write(to: &draft.questionnaire)
        visit.publicity?.write(to: &draft.publicity)
        draft.isInPublicity = visit.survey == nil || visit.publicity == nil ? nil : visit.isInPublicity
    }
}

extension FormNavigator {
    /// Goes on with a form where it was left.
    init(_ form: FormDraft, session: FormSession) {
        self.init(session, at: form.position)
        notes = form.notes.map { Note(path: $0.path, text: $0.text) }
        picks = Dictionary(form.picks.map { ($0.path, $0.names) }, uniquingKeysWith: { first, _ in first })
    }

    fileprivate func write(to form: inout FormDraft?) {
        form?.instance = session.serialise(includingIrrelevant: true)
        form?.position = place
        form?.language = session.language
        form?.notes = notes.map { FormDraft.Note(path: $0.path, text: $0.text) }
        form?.picks = picks.sorted { $0.key < $1.key }.map { FormDraft.Pick(path: $0.key, names: $0.value) }
    }
}

extension VisitDraft {
    fileprivate func text(_ name: FieldName) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    /// The visit as it is saved: answers go with a visit that was held, or broken off for an appointment by the form.
    var asItEnds: VisitDraft {
        let outcome = text(.outcome).flatMap { VisitOutcome(rawValue: $0) }
        var draft = self
        if outcome != .completed, outcome != .partial {
            if outcome != .appointment || self[.consent] != .boolean(true) { draft.questionnaire = nil }
            // Material is left where nobody opens too; who refused is not counted among those reached.
            if outcome == .refused { draft.publicity = nil }
        }
        return draft
    }
}

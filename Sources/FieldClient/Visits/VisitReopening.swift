internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension Visits {
    /// Opens the answers of a visit that was submitted before, as a draft: submitting it writes only what changed, over
    /// what was shown now.
    ///
    /// - Parameter id: The visit's id or the beginning of it.
    /// - Returns: The draft, on the disk; the one under way when the visit is open already.
    /// - Throws: ``Failure`` `record_deleted`, `not_author`, `field_in_conflict`, `form_unknown`.
    public func reopen(_ id: String) throws -> VisitDraft {
        let key = try record(id, type: RecordTypes.visit)
        return try replica.deciding { moment in
            if let kept = try replica.draft(key.id) { return try VisitDraft(kept) }
            var draft = try openedVisit(key)
            try store.drafts.keep(&draft, asOf: moment)
            return draft
        }
    }

    /// The draft of a visit as it stands now, which is not kept yet.
    ///
    /// - Parameters:
    ///   - key: The visit.
    ///   - hasForms: Whether the answers of its forms are opened too; without them they stay as they are.
    /// - Returns: The draft.
    /// - Throws: As ``reopen(_:)``.
    func openedVisit(_ key: RecordKey, hasForms: Bool = true) throws -> VisitDraft {
        let entry = try one(key)
        if entry.isDeleted { throw AnyRecords.deleted(key, typeName: "visit") }
        try refuseForeign(entry)
        guard let parent = entry.household, let state = try replica.state(of: key),
            let household = try replica.state(of: RecordKey(id: parent, type: RecordTypes.household))
        else { throw StoreError.damaged(record: key.id.description, detail: "the visit has no household here") }
        if let name = entry.conflicts.first { throw try inConflict(name, of: key) }
        let type = try type(RecordTypes.visit)
        // A visit is opened with what it says; notes on answers are only ever added to.
        let fields = entry.fields.filter { member in
            type.field(named: member.name).map { $0.policy != .append && $0.name != "household" } ?? false
        }
        var shown = ShownWrites()
        shown.add(state)
        let round =
            fields.first { $0.name == .round }.flatMap { member in
                if case .string(let text) = member.value { text } else { nil }
            } ?? RoundVisits.firstRound
        let publicity = VisitSubmission.publicity(of: key.id)
        let reopened = hasForms ? try reopenedForm(of: key, visit: key.id) : nil
        let questionnaire = reopened?.form
        if let response = responseKey(round: round, form: questionnaire?.form ?? HeldForms.defaultForm) {
            shown.add(household, response)
        }
        let opinions = VisitOpinions.keys(of: key.id, problems: try problemCodes(of: reopened?.content))
        for record in opinions + [publicity] {
            if let state = try replica.state(of: record) { shown.add(state) }
        }
        let told = hasForms ? try reopenedForm(of: publicity, visit: key.id)?.form : nil
        var draft = VisitDraft(
            id: key.id, household: parent, startedAt: entry.writtenAt, round: round, fields: fields,
            questionnaire: questionnaire, publicity: told, shown: shown,
            opened: VisitDraft.Opened(fields: fields, questionnaire: questionnaire, publicity: told))
        // How far the answers go now is for the rules to say when it is submitted, and what the form says for the form.
        if case .string(let outcome)? = draft[.outcome], let content = reopened?.content,
            ["completed", "partial", content.calculatedOutcome?.rawValue].contains(outcome)
        {
            draft[.outcome] = nil
        }
        return draft
    }

    /// The codes of the problems that become opinions: those that the form lists, and the declared categories for a visit
    /// whose form is not here.
    func problemCodes(of content: FormContent?) throws -> [String] {
        let asked = content?.definition.question(VisitOpinions.problemQuestion)?.choices.map(\.name) ?? []
        let declared = try type(RecordTypes.opinion).field(named: "category")?.choices.map(\.code) ?? []
        return asked + declared.filter { !asked.contains($0) }
    }

    /// A form filled with the answers that a record keeps; `nil` when the record has none of a form.
    private func reopenedForm(
        of key: RecordKey, visit: RecordID
    ) throws -> (form: FormDraft, content: FormContent)? {
        guard let record = try replica.record(key), record.view.deletion != .deleted,
            let object = FlatObject(record.json), let form = object.text(.form), !form.isEmpty
        else { return nil }
        let version = object.text(.formVersion) ?? ""
        let definition: FormDefinition
        do {
            definition = try store.forms.definition(form, version: version)
        } catch  where HeldForms.isGone(error) {
            throw Self.formGone(form, version: version, of: visit)
        }
        let session = try FormSession(definition, environment: try store.drafts.formEnvironment(visit: visit))
        if case .object(let cells)? = object.value(.answers) {
            session.take(cells.filter { $0.value != .null })
        }
        let filled = FormDraft(form: form, version: version, instance: session.serialise(includingIrrelevant: true))
        return (filled, FormContent(session))
    }

    /// Answers are amended by who took them; others have conflicts, notes and visits of their own.
    private func refuseForeign(_ entry: VisitEntry) throws {
        guard entry.author != author.login else { return }
        throw Failure(fault: "not_author", ["id": "\(entry.id)", "author": "\(entry.author)"])
    }

    private static func formGone(_ form: String, version: String, of visit: RecordID) -> Failure {
        Failure(fault: "visit_form_unknown", ["visit": "\(visit)", "form": "\(form)", "version": "\(version)"])
    }

    private func inConflict(_ name: String, of key: RecordKey) throws -> Failure {
        let id = try replica.conflicts().first { $0.key == key }?.id.hex.prefix(12) ?? ""
        return Failure(fault: "visit_in_conflict", ["name": "\(name)", "id": "\(id)"])
    }
}

extension FormSession {
    /// Takes the answers that a record keeps. What the form calculates itself, and what its present rules do not ask,
    /// is left out.
    fileprivate func take(_ cells: [JSONValue.Member]) {
        var asked: [JSONValue.Member] = []
        for cell in cells {
            let name = cell.name.split(separator: "/").last.map(String.init) ?? cell.name
            guard form.questions.contains(where: { $0.name == name && !$0.isCalculated }) else { continue }
            asked.append(cell)
        }
        guard case .object(let input) = FormInput(asked) else { return }
        _ = try? fill(input)
    }
}

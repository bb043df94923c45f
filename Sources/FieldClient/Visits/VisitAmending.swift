internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension Visits {
    /// What a visit was at, and which no amendment changes.
    private static let fixedFields = Set(
        [FieldName.household, .form, .formVersion, .round, .answerNotes].map(\.text))

    /// Amends a visit of one's own: its fields, and answers by the names of their questions, checked against the form.
    ///
    /// - Parameters:
    ///   - id: The visit's id or the beginning of it.
    ///   - words: `NAME=VALUE`; an empty value takes the answer away, several choices are separated by blanks. Fields of
    ///     several values take `NAME+=VALUE` and `NAME-=VALUE` too.
    ///   - reason: Why; it travels with the change.
    ///   - confirms: Whether a value that is there already is written all the same.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `assignment_invalid`, `answers_invalid`, `not_author`, `field_in_conflict`, `draft_exists`,
    ///   `record_deleted`; `form_unknown` when what is changed needs a form that is not here.
    public func amend(
        _ id: String, assignments words: [String], reason: String, confirms: Bool = false
    ) throws -> AddedVisit {
        let key = try record(id, type: RecordTypes.visit)
        let hold = try store.drafts.hold(key.id)
        defer { withExtendedLifetime(hold) {} }
        if let kept = try replica.draft(key.id) { throw Self.draftExists(try VisitDraft(kept)) }
        let type = try type(RecordTypes.visit)
        var draft = try openedVisit(key, amending: words, of: type)
        var problems = InputProblems()
        let questionnaire = try draft.questionnaire.map { try store.drafts.session(for: $0, of: draft) }
        var answers: [(name: String, answer: FormAnswer)] = []
        var set: Set<String> = []
        var removed: [JSONValue.Member] = []
        for word in words {
            guard let (head, text) = word.divided(at: "=") else { throw Self.notAnAssignment(word) }
            let (name, adds) = Self.divided(head, of: type)
            let place = Localized(name)
            if let field = type.field(named: name), !field.keyed {
                guard !Self.fixedFields.contains(name) else {
                    problems.add(at: place, Localized(zh: "不能修改。", en: "cannot be changed."))
                    continue
                }
                set.insert(name)
                do throws(FieldFault) {
                    let value = try field.json(of: text)
                    let (whole, gone) = Self.elements(value, adds: adds, before: draft[name])
                    draft[name] = whole
                    if !gone.isEmpty { removed.append(JSONValue.Member(name, .array(gone))) }
                } catch {
                    problems.add(at: place, error.text(field: field, given: text))
                }
            } else if let questionnaire, questionnaire.form.knows(name) {
                answers.append((name, text.isEmpty ? FormAnswer.none : .text(text)))
            } else {
                problems.add(
                    at: place, Localized(zh: "入户没有这个字段，问卷也没有这个问题。", en: "no field and no question has this name."))
            }
        }
        for fault in questionnaire?.amend(answers) ?? [] { problems.add(fault) }
        try problems.throwIfAny(code: "answers_invalid")
        if let questionnaire { draft.questionnaire?.instance = questionnaire.serialise(includingIrrelevant: true) }
        if set.contains(FieldName.consent.text), draft[.consent] == .boolean(false) {
            guard answers.isEmpty else { throw Self.answersWithoutConsent }
            draft.withdraw(keepingOutcome: set.contains(FieldName.outcome.text))
        }
        var amended = try submit(
            draft, reason: reason, withdrawsContact: answers.contains(where: Self.withdrawsContact),
            confirming: confirms ? set.union(answers.map(\.name)) : [])
        amended.removed = removed
        return amended
    }

    /// The field that the head of `NAME+=VALUE` or `NAME-=VALUE` names, and whether it adds; a head of any other kind as it
    /// is.
    private static func divided(_ head: String, of type: RecordType) -> (name: String, adds: Bool?) {
        let name = String(String.UnicodeScalarView(head.unicodeScalars.dropLast()))
        switch head.unicodeScalars.last {
        case "+" where type.field(named: name)?.policy == .union: return (name, true)
        case "-" where type.field(named: name)?.policy == .union: return (name, false)
        default: return (head, nil)
        }
    }

    /// What a field holds after an assignment, and which elements a plain one takes out without naming them.
    private static func elements(
        _ value: JSONValue, adds: Bool?, before: JSONValue?
    ) -> (whole: JSONValue, removed: [JSONValue]) {
        guard case .array(let given) = value else { return (value, []) }
        let held: [JSONValue] = if case .array(let held)? = before { held } else { [] }
        switch adds {
        case true?: return (.array(held + given.filter { !held.contains($0) }), [])
        case false?: return (.array(held.filter { !given.contains($0) }), [])
        case nil: return (value, held.filter { !given.contains($0) })
        }
    }

    /// Whether an answer is that the resident is not to be called. The visit itself never held the number.
    private static func withdrawsContact(_ answer: (name: String, answer: FormAnswer)) -> Bool {
        let name = answer.name.split(separator: "/").last.map(String.init) ?? answer.name
        return VisitOpinions.contactAnswers.contains(name) && answer.answer == .none
    }

    private static var answersWithoutConsent: Failure {
        Failure(fault: "consent_with_answers")
    }

    /// What the rules hold against the answers of the form.
    private static let fieldsHeldAgainstAnswers = Set([FieldName.outcome, .consent].map(\.text))

    /// The visit, opened without its answers when their form is lost and nothing that is changed has to do with them:
    /// also such a visit can be declared void.
    private func openedVisit(_ key: RecordKey, amending words: [String], of type: RecordType) throws -> VisitDraft {
        do {
            return try openedVisit(key)
        } catch let failure as Failure where HeldForms.isGone(failure) {
            let names = words.map { Self.divided($0.divided(at: "=")?.before ?? $0, of: type).name }
            guard
                names.allSatisfy({ name in
                    type.field(named: name).map { !$0.keyed } ?? false && !Self.fieldsHeldAgainstAnswers.contains(name)
                })
            else { throw failure }
            return try openedVisit(key, hasForms: false)
        }
    }

    private static func notAnAssignment(_ word: String) -> Failure {
        Failure(fault: "assignment_invalid", ["word": "\(word)"])
    }
}

extension VisitDraft {
    /// The resident takes back the consent: what was answered and told goes.
    ///
    /// - Parameter keepingOutcome: Whether the outcome was stated with it; else it follows.
    fileprivate mutating func withdraw(keepingOutcome: Bool) {
        questionnaire = nil
        publicity = nil
        if !keepingOutcome { self[.outcome] = nil }
    }
}

extension FormSession {
    /// Changes answers in whatever order the rules allow, because one may only fit, or be asked, after another.
    fileprivate func amend(_ answers: [(name: String, answer: FormAnswer)]) -> [(name: String, text: Localized)] {
        var waiting = answers
        var faults: [(name: String, text: Localized)] = []
        var isMoving = true
        while isMoving, !waiting.isEmpty {
            isMoving = false
            faults = []
            waiting.removeAll { name, answer in
                guard let path = path(of: name) else {
                    faults.append((name, Localized(zh: "按照其他答案，此题不适用。", en: "other answers make it not apply.")))
                    return false
                }
                if let text = FormWording.refusal(of: answer, at: path, by: self) {
                    faults.append((name, text))
                    return false
                }
                isMoving = true
                return true
            }
        }
        return waiting.isEmpty ? [] : faults
    }

    /// The path of the question that people call by a name, or by a path from the root or below it; `nil` when it is not
    /// asked now.
    private func path(of name: String) -> String? {
        let questions = steps().compactMap { step in if case .question(let path) = step { path } else { nil } }
        return questions.first { path in
            let steps = path.split(separator: "/")
            return path == name || steps.dropFirst().joined(separator: "/") == name
                || !path.contains("[") && steps.last == name[...]
        }
    }
}

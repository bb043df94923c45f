internal import CommunityModel
internal import Failures
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// What a visit was at, and which no amendment changes.
    private static let fixedFields: Set<String> = ["household", "form", "form_version", "round", "answer_notes"]

    /// Amends a visit of one's own: its fields, and answers by the names of their questions, checked against the form.
    ///
    /// - Parameters:
    ///   - id: The visit's id or the beginning of it.
    ///   - words: `NAME=VALUE`; an empty value takes the answer away, several choices are separated by blanks.
    ///   - reason: Why; it travels with the change.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `assignment_invalid`, `answers_invalid`, `not_author`, `field_in_conflict`, `draft_exists`,
    ///   `record_deleted`; `form_unknown` when what is changed needs a form that is not here.
    public func amendVisit(_ id: String, assignments words: [String], reason: String) throws -> AddedVisit {
        let key = try record(id, type: RecordTypes.visit)
        let hold = try hold(key.id)
        defer { withExtendedLifetime(hold) {} }
        if let kept = try replica.draft(key.id) { throw Self.draftExists(try VisitDraft(kept)) }
        let type = try type(RecordTypes.visit)
        var draft = try openedVisit(key, amending: words, of: type)
        var problems = InputProblems()
        let questionnaire = try draft.questionnaire.map { try session(for: $0, of: draft) }
        var answers: [(name: String, answer: FormAnswer)] = []
        for word in words {
            guard let mark = word.firstIndex(of: "=") else { throw Self.notAnAssignment(word) }
            let name = String(word[..<mark])
            let text = String(word[word.index(after: mark)...])
            let place = Localized(zh: name, en: name)
            if let field = type.field(named: name), !field.keyed {
                guard !Self.fixedFields.contains(name) else {
                    problems.add(at: place, Localized(zh: "不能修改。", en: "cannot be changed."))
                    continue
                }
                do throws(FieldFault) {
                    draft[name] = JSONValue(try field.read(text), members: field.members.map(\.name))
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
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        if let questionnaire { draft.questionnaire?.instance = questionnaire.serialise(includingIrrelevant: true) }
        return try submit(draft, reason: reason)
    }

    /// What the rules hold against the answers of the form.
    private static let fieldsHeldAgainstAnswers: Set<String> = ["outcome", "consent"]

    /// The visit, opened without its answers when their form is lost and nothing that is changed has to do with them:
    /// also such a visit can be declared void.
    private func openedVisit(_ key: RecordKey, amending words: [String], of type: RecordType) throws -> VisitDraft {
        do {
            return try openedVisit(key)
        } catch let failure as Failure where Self.isFormGone(failure) {
            let names = words.map { String($0.prefix { $0 != "=" }) }
            guard
                names.allSatisfy({ name in
                    type.field(named: name).map { !$0.keyed } ?? false && !Self.fieldsHeldAgainstAnswers.contains(name)
                })
            else { throw failure }
            return try openedVisit(key, hasForms: false)
        }
    }

    private static func notAnAssignment(_ word: String) -> Failure {
        Failure(
            code: "assignment_invalid", status: .usage,
            message: Localized(zh: "“\(word)”应当写成 名称=值。", en: "\"\(word)\" should be NAME=VALUE."),
            hint: Localized(zh: "例如 A04=3；A04= 表示去掉答案。", en: "For example A04=3; A04= takes the answer away."))
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

    /// The path of the question that people call by a name or by a path below the root; `nil` when it is not asked now.
    private func path(of name: String) -> String? {
        let questions = steps().compactMap { step in if case .question(let path) = step { path } else { nil } }
        return questions.first { path in
            let steps = path.split(separator: "/")
            return steps.dropFirst().joined(separator: "/") == name || !path.contains("[") && steps.last == name[...]
        }
    }
}

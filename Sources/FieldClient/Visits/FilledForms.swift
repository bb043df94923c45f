internal import CommunityModel
internal import CommunityRecords
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The forms that a file of answers fills.
struct FilledForms {
    var questionnaire: FormContent?
    var publicity: FormContent?
    /// Whether the answers fill no form and are kept under the names that they have.
    var isLoose = false
    /// What the form works out otherwise now than the file shows.
    var changed: [WorkedOut] = []

    /// A field that the form works out.
    struct WorkedOut {
        let name: String
        /// As the file has it, and as the form works it out now.
        let given, now: JSONValue
    }

    /// What kind of visit it was, where the forms tell.
    var programme: String? { questionnaire != nil ? "survey" : publicity != nil ? "publicity" : nil }

    /// Who hands in answers to a form states that the resident agreed to give them, unless the file says otherwise.
    func consenting(_ fields: [JSONValue.Member]) -> [JSONValue.Member] {
        guard let questionnaire, !questionnaire.isEmpty, !fields.contains(where: { $0.name == .consent }),
            !fields.contains(where: { $0.name == .outcome && $0.value == .string("refused") })
        else { return fields }
        return fields + [JSONValue.Member(.consent, .boolean(true))]
    }
}

extension Visits {
    /// The form that answers are for, which is given the names that it asks; `nil` when they are of none.
    ///
    /// - Throws: ``Failure`` `form_unknown`, `answers_invalid`.
    func form(for input: inout VisitInput, named form: String?) throws -> FormDefinition? {
        if let definition = try namedForm(form, for: input) {
            input.give(to: definition)
            return definition
        }
        let definition: FormDefinition
        do {
            definition = try store.forms.definition(HeldForms.defaultForm, version: nil)
        } catch  where HeldForms.isGone(error) {
            return nil
        }
        var given = input
        given.give(to: definition)
        guard isFilled(definition, by: given.answers) else { return nil }
        input = given
        return definition
    }

    /// Fills the forms that answers are for.
    ///
    /// - Throws: ``Failure`` `form_unknown`, `answers_invalid`.
    func fill(_ input: VisitInput, form definition: FormDefinition?, visit: RecordID) throws -> FilledForms {
        var filled = FilledForms()
        let environment = try store.drafts.formEnvironment(visit: visit)
        func content(_ form: FormDefinition, _ answers: FormFilling.Answers) throws -> FormContent {
            do {
                return FormContent(try FormFilling(form, answers, environment: environment))
            } catch let faults as FormFaults {
                throw Self.answersInvalid(faults, of: form)
            }
        }
        if let publicity = input.publicity {
            let form = try store.forms.definition(HeldForms.publicityForm, version: nil)
            let asked = publicity.filter { !form.worksOut($0.name) }
            let told = try content(form, input.shown == nil ? .named(asked) : .shown(asked))
            filled.changed += try changed(
                publicity.filter { form.worksOut($0.name) }, in: told, isShown: input.shown != nil)
            filled.publicity = told
        }
        let answers: FormFilling.Answers =
            input.instance.map { .instance($0.xml) }
            ?? (input.shown == nil ? .named(input.answers) : .shown(input.answers))
        if let definition {
            let content = try content(definition, answers)
            filled.changed += try changed(input.workedOut, in: content, isShown: input.shown != nil)
            guard definition.id == HeldForms.publicityForm else {
                filled.questionnaire = content
                return filled
            }
            guard filled.publicity == nil else { throw Self.publicityTwice }
            filled.publicity = content
        } else if !input.answers.isEmpty {
            filled.isLoose = true
            try FreeAnswers(input: input, type: try type(RecordTypes.visit)).check()
        }
        return filled
    }

    /// What of the fields that a form works out differs from what a file has for them. Of a visit that was shown they may:
    /// the form works them out anew. Otherwise somebody means to answer what is not asked.
    private func changed(
        _ given: [JSONValue.Member], in content: FormContent, isShown: Bool
    ) throws -> [FilledForms.WorkedOut] {
        let changed = given.compactMap { member -> FilledForms.WorkedOut? in
            let now = content[member.name].map { JSONValue($0) } ?? .null
            let isSame = member.value == .null || member.value.plain == now.plain
            return isSame ? nil : FilledForms.WorkedOut(name: member.name, given: member.value, now: now)
        }
        guard isShown || changed.isEmpty else {
            var problems = InputProblems()
            for field in changed {
                problems.add(
                    at: Localized(field.name),
                    Localized(zh: "此项由表单计算，不能填写。", en: "the form fills this field itself; it takes no answer."))
            }
            try problems.throwIfAny(code: "answers_invalid")
            return []
        }
        return changed
    }

    /// Whether answers that name no form are of this one: it asks one of them. Then its rules hold for all of them, and a
    /// name that it does not have is refused, because it may be one of its own misspelt.
    private func isFilled(_ form: FormDefinition, by answers: [JSONValue.Member]) -> Bool {
        let names = Self.names(in: answers)
        return form.questions.contains { names.contains($0.name) }
            || answers.contains { form.asks($0.name) }
    }

    /// The last steps of all names, those within groups too.
    private static func names(in members: [JSONValue.Member]) -> Set<String> {
        var names: Set<String> = []
        for member in members {
            names.insert(member.name.split(separator: "/").last.map(String.init) ?? member.name)
            if case .object(let inner) = member.value { names.formUnion(Self.names(in: inner)) }
        }
        return names
    }

    /// The form that the command names, or that the file says it is of; it is read by the version that it was filled with.
    private func namedForm(_ form: String?, for input: VisitInput) throws -> FormDefinition? {
        guard let own = input.source else {
            if let form { return try store.forms.definition(form, version: nil) }
            // A form that is not here may stand in a file whose answers are of none.
            let stated = input.statedForm.flatMap { try? store.forms.definition($0, version: nil) }
            return stated?.id == input.statedForm ? stated : nil
        }
        if let form, try store.forms.published().find(form).id != own.form {
            throw Failure(fault: "answers_invalid", ["given": "\(own.form)", "expected": "\(form)"])
        }
        return try store.forms.definition(own.form, version: own.version)
    }

    static func answersInvalid(_ faults: FormFaults, of form: FormDefinition?) -> Failure {
        var problems = InputProblems()
        for fault in faults.faults { problems.add(fault.text) }
        return problems.failure(
            code: "answers_invalid",
            hint: form.map { form in
                Localized(
                    zh: "问卷：\(form.id) 第 \(form.version) 版。", en: "The form is \(form.id), version \(form.version).")
            })
    }

    private static var publicityTwice: Failure {
        Failure(fault: "publicity_record_twice")
    }
}

/// What the person should know where a visit that was shown is taken again: it need not come out as it was.
extension FilledForms {
    /// The questions of a visit which was completed that must be answered and are not, because what was shown withholds them.
    func withheldRequired(_ fields: [JSONValue.Member]) -> [String] {
        guard fields.contains(where: { $0.name == .outcome && $0.value == .string("completed") }) else { return [] }
        return questionnaire?.missing.map(\.name) ?? []
    }

    func notices(missing: [String]) -> [Localized] {
        var notices = changed.map { field in
            Localized(
                zh: "问卷自己计算 \(field.name)：原为 \(field.given.plain)，现为 \(field.now.plain)。",
                en: "The form works out \(field.name) itself: it was \(field.given.plain), and is now "
                    + "\(field.now.plain).")
        }
        if !missing.isEmpty {
            notices.append(
                Localized(
                    zh: "缺少必答的 \(missing.joined(separator: "、"))（可能是隐去的答案），这次入户记为部分完成；"
                        + "可用 ruhu visit set 补上。",
                    en: "Required answers are not there, withheld ones perhaps: \(missing.joined(separator: ", ")). "
                        + "The visit is partial; `ruhu visit set` adds them."))
        }
        return notices
    }
}

extension JSONValue {
    /// The value as a message shows it, and as two spellings of one value are compared: decimals are strings where they
    /// are shown, and may be numbers where somebody writes them.
    var plain: String { if case .string(let text) = self { text } else { text } }
}

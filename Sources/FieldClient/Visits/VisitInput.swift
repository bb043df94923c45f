internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

/// What a file of answers holds: the visit's own fields, answers by name, or an instance that another program filled.
struct VisitInput {
    /// By the names that the type `visit` declares.
    var fields: [JSONValue.Member] = []
    var answers: [JSONValue.Member] = []
    /// What the form works out itself, as the file has it.
    private(set) var workedOut: [JSONValue.Member] = []
    /// The visit that the file is of, where it is what was shown of one.
    private(set) var shown: ShownVisit?
    /// Answers of the publicity record, under the name `publicity`.
    var publicity: [JSONValue.Member]?
    var instance: Instance?
    /// The identity that the file has as an instance, `meta/instanceID`; empty where it states none.
    private(set) var instanceID = ""
    private let type: RecordType
    /// The JSON object; empty for an instance.
    private var members: [JSONValue.Member] = []

    /// An instance that another program filled, and the form that it is of.
    struct Instance {
        let xml, form, version: String
    }

    /// - Throws: ``Failure`` `answers_invalid` when the bytes are neither a JSON object nor an instance as XML.
    init(_ bytes: [UInt8], type: RecordType) throws {
        self.type = type
        // A byte order mark may stand before the XML.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let said = String(validating: text, as: UTF8.self) else { throw Self.notText }
        if text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "<") {
            try take(said)
            return
        }
        guard let json = JSONValue(parsing: bytes), case .object(let members) = json else {
            throw Self.notAnObject(bytes)
        }
        shown = try ShownVisit(members)
        self.members = shown?.told(type) ?? members
        sort(for: nil)
    }

    /// Gives a form the names that it asks: they are its answers, whatever else has the same name. To be called before
    /// further fields are added.
    mutating func give(to form: FormDefinition) {
        guard instance == nil else { return }
        sort(for: form)
        // The form that was filled is stated with its answers.
        let isStated = [source?.form, statedForm].contains(form.id)
        fields.removeAll { [FieldName.form.text, FieldName.formVersion.text].contains($0.name) && isStated }
    }

    /// The form that the file was filled with, and the version, where it is an instance or shown of a visit.
    var source: (form: String, version: String?)? {
        if let instance { return (instance.form, instance.version) }
        return shown.flatMap { shown in shown.form.map { ($0, shown.version) } }
    }

    /// The form that a JSON object names; `nil` where it names none.
    var statedForm: String? {
        if case .string(let form)? = members.first(where: { $0.name == .form })?.value { form } else { nil }
    }

    private mutating func sort(for form: FormDefinition?) {
        fields = shown?.fields ?? []
        answers = []
        workedOut = []
        publicity = nil
        for member in members {
            switch (member.name, member.value) {
            case (FieldName.answers, .object(let cells)) where shown == nil: answers += cells
            case ("meta", .object(let cells)): take(meta: cells)
            case (let name, _) where form?.asks(name) == true: answers.append(member)
            case (let name, _) where form.map { worksOut(name, $0) } == true: workedOut.append(member)
            case (let name, _) where shown?.isForm(name) == true: answers.append(member)
            case ("publicity", .object(let cells)): publicity = cells
            case (FieldName.household, _), ("deleted", _), (FieldName.mergedInto, _): fields.append(member)
            default:
                if type.field(named: member.name) != nil {
                    fields.append(member)
                } else {
                    answers.append(member)
                }
            }
        }
    }

    /// Whether a name is that of a field which the form works out. One that a field of the visit has too is the visit's,
    /// where the file does not show otherwise: so is the outcome that a form works out.
    private func worksOut(_ name: String, _ form: FormDefinition) -> Bool {
        guard form.worksOut(name) else { return false }
        guard type.field(named: name) != nil else { return true }
        return shown.map { $0.isForm(name) || name != "outcome" } ?? false
    }

    private mutating func take(_ xml: String) throws {
        do throws(FormFaults) {
            let identity = try FormDefinition.identity(ofInstance: xml)
            instance = Instance(xml: xml, form: identity.id, version: identity.version)
            instanceID = identity.instanceID
        } catch { throw Visits.answersInvalid(error, of: nil) }
    }

    /// The block `meta` speaks of the instance; what else stands in it is the form's to take or refuse.
    private mutating func take(meta cells: [JSONValue.Member]) {
        var rest = cells
        if let place = cells.firstIndex(where: { $0.name == "instanceID" }), case .string(let text) = cells[place].value
        {
            instanceID = text
            rest.remove(at: place)
        }
        if !rest.isEmpty { answers.append(JSONValue.Member("meta", .object(rest))) }
    }

    /// Adds fields that a person types, in the form `FIELD=VALUE`.
    ///
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    mutating func add(_ words: [String]) throws {
        var problems = InputProblems()
        for word in words {
            let parts = word.divided(at: "=")
            let name = parts?.before ?? word
            let place = Localized(name)
            guard let text = parts?.after, let field = type.field(named: name), !field.keyed else {
                problems.add(at: place, Localized(zh: "不是入户的字段。", en: "is no field of a visit."))
                continue
            }
            guard !fields.contains(where: { $0.name == field.name }) else {
                problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                continue
            }
            do throws(FieldFault) {
                fields.append(JSONValue.Member(field.name, try field.json(of: text)))
            } catch {
                problems.add(at: place, error.text(field: field, given: text))
            }
        }
        try problems.throwIfAny(code: "answers_invalid")
    }

    private static var notText: Failure {
        Failure(fault: "answers_not_text")
    }

    private static func notAnObject(_ bytes: [UInt8]) -> Failure {
        let example = #"{"outcome":"completed","consent":true,"A01":true}"#
        guard let place = JSONValue.fault(in: bytes) else {
            return Failure(fault: "answers_no_object", ["example": example])
        }
        let words = ["line": "\(place.line)", "column": "\(place.column)", "example": example]
        return Failure(fault: "answers_not_json", words)
    }
}

extension FormInput {
    /// Answers as JSON writes them. Names may be paths below the form's root, as records show them: `person[2]/age`.
    init(_ members: [JSONValue.Member]) {
        var tree = InputTree()
        for member in members { tree.put(FormInput(member.value), at: member.name) }
        self = .object(tree.members)
    }

    private init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .number(spelled: String(number))
        case .number(let digits): self = .number(spelled: digits)
        case .string(let text): self = .text(text)
        case .array(let parts): self = .list(parts.map { FormInput($0) })
        case .object(let members): self = FormInput(members)
        }
    }
}

/// Puts answers under paths together to the groups and repeats that the paths name.
private struct InputTree {
    private(set) var members: [String: FormInput] = [:]

    mutating func put(_ value: FormInput, at path: String) {
        // A path from the root, or a plain name, is the form's to understand.
        guard path.contains("/"), !path.hasPrefix("/") else {
            members[path] = value
            return
        }
        let steps = path.split(separator: "/").map(String.init)
        self = Self.putting(value, steps[...], into: self)
    }

    private static func putting(_ value: FormInput, _ steps: ArraySlice<String>, into tree: InputTree) -> InputTree {
        var tree = tree
        guard let step = steps.first else { return tree }
        let (name, number) = parts(of: step)
        let rest = steps.dropFirst()
        guard let number else {
            if rest.isEmpty {
                tree.members[name] = value
            } else {
                tree.members[name] = .object(putting(value, rest, into: InputTree(tree.members[name])).members)
            }
            return tree
        }
        var entries: [FormInput] = if case .list(let entries)? = tree.members[name] { entries } else { [] }
        while entries.count < number { entries.append(.object([:])) }
        entries[number - 1] =
            rest.isEmpty ? value : .object(putting(value, rest, into: InputTree(entries[number - 1])).members)
        tree.members[name] = .list(entries)
        return tree
    }

    init() {}

    private init(_ input: FormInput?) {
        if case .object(let members)? = input { self.members = members }
    }

    private static func parts(of step: String) -> (name: String, number: Int?) {
        guard step.hasSuffix("]"), let bracket = step.firstIndex(of: "["),
            let number = Int(step[step.index(after: bracket)...].dropLast()),
            (1...FieldLimits.repeatEntriesMax).contains(number)
        else { return (step, nil) }
        return (String(step[..<bracket]), number)
    }
}

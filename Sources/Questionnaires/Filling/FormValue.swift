/// The value of a field, with its type.
public enum FormValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    /// `2026-11-23`.
    case date(String)
    /// `2026-11-23T10:30:00.000+08:00`.
    case dateTime(String)
    /// `10:30:00.000+08:00`.
    case time(String)
    /// Latitude, longitude, altitude, accuracy, in degrees and metres.
    case geopoint([Double])
    case choice(String)
    case choices([String])
}

/// A field that has a value.
public struct FilledField: Hashable, Sendable {
    /// In the instance, with the numbers of entries.
    public let path: String
    /// In the form, without them.
    public let formPath: String
    /// The last step of the path.
    public let name: String
    /// By the kind that the field, or the calculation, gives it.
    public let value: FormValue
    /// What the form declares the field to be; the value of a calculation may be of another kind.
    public let type: FieldType
    /// The value as the instance holds it.
    public let text: String
    /// The shortest unmistakable name: the field's own where no other field of the form has it and no repeat holds it,
    /// else the path below the root: `person[2]/age`.
    public let shortName: String
    /// Whether a question asks for the field; calculated fields and what the device fills in are not asked for.
    public let isAsked: Bool
    /// Whether the device fills the field in, or it names the instance: the same answers differ in it.
    public let isFromDevice: Bool
}

extension FormSession {
    /// The relevant fields that have a value, in the order of the form.
    public func answers() -> [FilledField] {
        var fields: [FilledField] = []
        var uses: [String: Int] = [:]
        for template in form.nodes where template.children.isEmpty { uses[template.name, default: 0] += 1 }
        func collect(_ node: InstanceNode) {
            guard node.isRelevant else { return }
            if let value = value(of: node), let datum = node.datum {
                let template = form.nodes[node.template]
                let path = path(of: node)
                fields.append(
                    FilledField(
                        path: path, formPath: template.path, name: template.name, value: value,
                        type: template.type, text: datum.text(utcOffsetMinutes: environment.utcOffsetMinutes),
                        shortName: isPlain(node.template) && uses[template.name] == 1
                            ? template.name : path.split(separator: "/").dropFirst().joined(separator: "/"),
                        isAsked: template.question != nil && template.bind.calculate == nil,
                        isFromDevice: template.bind.preload != nil || isMetadata(node.template)))
            }
            for child in ordered(node) { collect(child) }
        }
        collect(root)
        return fields
    }

    /// Whether no repeat holds a node of the form.
    private func isPlain(_ template: Int) -> Bool {
        !form.nodes.chain(to: template).contains { form.nodes[$0].isRepeat }
    }

    /// Whether a node lies in the `meta` block, which speaks of the instance and not of what was asked.
    private func isMetadata(_ template: Int) -> Bool {
        let chain = form.nodes.chain(to: template)
        return chain.count > 1 && form.nodes[chain[1]].name == "meta"
    }

    func value(of node: InstanceNode) -> FormValue? {
        guard let datum = node.datum else { return nil }
        let text = datum.text(utcOffsetMinutes: environment.utcOffsetMinutes)
        return switch datum {
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .decimal(let number): .decimal(number)
        case .boolean(let flag): .boolean(flag)
        case .date: .date(text)
        case .dateTime: .dateTime(text)
        case .time: .time(text)
        case .geopoint(let numbers): .geopoint(numbers)
        case .choice(let name): .choice(name)
        case .choices(let names): .choices(names)
        }
    }

    /// The children with the entries of a repeat together: in the order of the form, and within entries in the order in
    /// which each kind came first. A repeat that began without entries so comes last in a new entry, as in JavaRosa.
    func ordered(_ node: InstanceNode) -> [InstanceNode] {
        var kinds: [Int] = []
        var children: [Int: [InstanceNode]] = [:]
        for child in node.children {
            if children[child.template] == nil { kinds.append(child.template) }
            children[child.template, default: []].append(child)
        }
        if isPlain(node.template) { kinds = form.nodes[node.template].children }
        return kinds.flatMap { children[$0] ?? [] }
    }
}

/// An answer as a person, a program or a file gives it. The type of the field decides how it is read.
public enum FormAnswer: Hashable, Sendable {
    /// Takes the answer away.
    case none
    /// Any value as text: `12`, `2026-11-23`, `10:30`, `23.1 113.3`, the name of a choice, names with blanks between.
    case text(String)
    case number(Double)
    case boolean(Bool)
    /// Names of choices.
    case choices([String])
}

/// What became of an answer.
public enum AnswerOutcome: Hashable, Sendable {
    case accepted
    case refused(FormViolation)
}

/// Answers from outside, shaped like JSON: by name, with objects for groups and lists of objects for repeats.
public enum FormInput: Hashable, Sendable {
    case null
    case text(String)
    case number(Double)
    case boolean(Bool)
    case list([FormInput])
    case object([String: FormInput])

    /// A number as a document spells it: as a number where a double keeps all its digits, else as the text, so that
    /// the question can say what it makes of it.
    ///
    /// - Parameter digits: Such as `12` or `1.5e3`.
    /// - Returns: The input.
    public static func number(spelled digits: String) -> FormInput {
        guard DecimalDigits.areKept(digits), let number = Double(digits) else { return .text(digits) }
        return .number(number)
    }

    /// A list of texts and numbers is a list of choices; `nil` when this is no answer to a question.
    var answer: FormAnswer? {
        switch self {
        case .null: return FormAnswer.none
        case .text(let text): return .text(text)
        case .number(let number): return .number(number)
        case .boolean(let flag): return .boolean(flag)
        case .object: return nil
        case .list(let parts):
            let names = parts.compactMap { part -> String? in
                switch part {
                case .text(let text): text
                case .number(let number): NumberText.answer(number)
                default: nil
                }
            }
            return names.count == parts.count ? .choices(names) : nil
        }
    }
}

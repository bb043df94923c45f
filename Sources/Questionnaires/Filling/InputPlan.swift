internal import Values

/// Which answers go where, and how many entries the repeats need for them.
struct InputPlan {
    /// By the path in the instance.
    var answers: [String: FormAnswer] = [:]
    /// Entries by the path of their repeat.
    var entries: [String: Int] = [:]
    var faults: [FormFault] = []
    /// Values of fields that the device fills in; an instance from elsewhere brings its own.
    var preloads: [String: String] = [:]

    /// Whether the answers are all that a filled form holds.
    private(set) var isWhole = false

    private let form: FormDefinition

    init(_ input: [String: FormInput], for form: FormDefinition, isWhole: Bool = false) {
        self.form = form
        self.isWhole = isWhole
        add(input, at: 0, path: "/\(form.nodes[0].name)")
        if isWhole { emptyOthers(below: 0, path: "/\(form.nodes[0].name)") }
    }

    /// What was not told of has no answer and no entries.
    private mutating func emptyOthers(below node: Int, path: String) {
        for child in form.nodes[node].children {
            let template = form.nodes[child]
            let path = "\(path)/\(template.name)"
            if template.isRepeat {
                let count = entries[path] ?? 0
                entries[path] = count
                for number in 0..<count { emptyOthers(below: child, path: "\(path)[\(number + 1)]") }
            } else if !template.children.isEmpty {
                emptyOthers(below: child, path: path)
            } else if template.question != nil, template.bind.calculate == nil, answers[path] == nil {
                answers[path] = FormAnswer.none
            }
        }
    }

    /// The plan of an instance. What the form calculates itself is left to it.
    init(instance: XMLTree, for form: FormDefinition) {
        self.form = form
        add(instance, at: 0, path: "/\(form.nodes[0].name)")
    }

    private mutating func add(_ input: [String: FormInput], at node: Int, path: String) {
        for (name, value) in input.sorted(by: { $0.key < $1.key }) {
            let found = candidates(name, below: node)
            guard found.count == 1 else {
                faults.append(Self.fault(found.isEmpty ? "answers_unknown" : "answers_ambiguous", path, name))
                continue
            }
            let steps = form.nodes.chain(to: found[0]).dropFirst(form.nodes[node].depth + 1)
            add(value, at: found[0], path: ([path] + steps.map { form.nodes[$0].name }).joined(separator: "/"))
        }
    }

    /// The nodes that a name may mean: a path of the form, a child, or a name that only one node in reach has. Nodes
    /// within repeats are in reach from within only.
    private func candidates(_ name: String, below node: Int) -> [Int] {
        if name.hasPrefix("/") {
            let scope = reach(of: node)
            return scope.filter { form.nodes[$0].path == name }
        }
        if let child = form.nodes.child(of: node, named: name) { return [child] }
        return reach(of: node).filter { form.nodes[$0].name == name }
    }

    private func reach(of node: Int) -> [Int] {
        form.nodes[node].children.flatMap { child in
            form.nodes[child].isRepeat ? [child] : [child] + reach(of: child)
        }
    }

    private mutating func add(_ value: FormInput, at node: Int, path: String) {
        let template = form.nodes[node]
        if template.isRepeat {
            guard case .list(let list) = value else { return faults.append(Self.fault("answers_shape", path, nil)) }
            entries[path] = list.count
            for (index, part) in list.enumerated() {
                guard case .object(let fields) = part else {
                    faults.append(Self.fault("answers_shape", "\(path)[\(index + 1)]", nil))
                    continue
                }
                add(fields, at: node, path: "\(path)[\(index + 1)]")
            }
        } else if !template.children.isEmpty {
            guard case .object(let fields) = value else { return faults.append(Self.fault("answers_shape", path, nil)) }
            add(fields, at: node, path: path)
        } else if template.question == nil || template.bind.calculate != nil {
            faults.append(Self.fault("answers_not_asked", path, nil))
        } else if let answer = value.answer {
            answers[path] = answer
        } else {
            faults.append(Self.fault("answers_shape", path, nil))
        }
    }

    private mutating func add(_ element: XMLTree, at node: Int, path: String) {
        let template = form.nodes[node]
        var counts: [Int: Int] = [:]
        for child in element.children {
            guard let index = form.nodes.child(of: node, named: child.name),
                counts[index] == nil || form.nodes[index].isRepeat
            else {
                faults.append(InstanceReader.unknown(child, in: template))
                continue
            }
            let number = counts[index, default: 0] + 1
            counts[index] = number
            add(child, at: index, path: "\(path)/\(child.name)" + (form.nodes[index].isRepeat ? "[\(number)]" : ""))
        }
        for child in template.children where form.nodes[child].isRepeat {
            entries["\(path)/\(form.nodes[child].name)"] = counts[child] ?? 0
        }
        guard template.children.isEmpty else { return }
        if let kind = template.bind.preload {
            guard kind != .instanceID, !element.ownText.isEmpty else { return }
            preloads[path] = element.ownText
            if Datum.reading(element.ownText, as: template.type, utcOffsetMinutes: 0) == nil {
                faults.append(InstanceReader.value(element.ownText, of: template, line: element.line))
            }
        } else if template.question != nil, template.bind.calculate == nil {
            let text = template.type == .string ? element.wholeText : element.ownText
            answers[path] = text.isEmpty ? FormAnswer.none : .text(text)
        }
    }

    private static func fault(_ code: String, _ path: String, _ name: String?) -> FormFault {
        let message =
            switch code {
            case "answers_unknown": Localized(zh: "表单中没有这个名称。", en: "the form has no such name.")
            case "answers_ambiguous":
                Localized(zh: "表单中有几个这样的名称；请写完整路径。", en: "the form has several of this name; write the path.")
            case "answers_not_asked":
                Localized(zh: "此项由表单计算，不能填写。", en: "the form fills this field itself; it takes no answer.")
            default:
                Localized(
                    zh: "形状不对：分组应当是对象，重复部分应当是对象的列表，问题应当是值。",
                    en: "the shape is wrong: groups are objects, repeats lists of objects, questions values.")
            }
        return FormFault(code: code, place: name.map { "\(path)/\($0)" } ?? path, message: message)
    }
}

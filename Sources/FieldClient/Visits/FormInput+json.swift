internal import Questionnaires
internal import SyncProtocol
internal import Values

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
    /// More entries than any form may have; a number beyond would only fill memory.
    private static let entriesMax = 10_000

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
            let number = Int(step[step.index(after: bracket)...].dropLast()), (1...entriesMax).contains(number)
        else { return (step, nil) }
        return (String(step[..<bracket]), number)
    }
}

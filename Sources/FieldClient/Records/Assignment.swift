internal import SyncProtocol
internal import Values

/// What a person sets one field to.
struct Assignment {
    let field: Field
    /// The name within a keyed field, as the cell of the write; empty for every other field.
    let cell: [UInt8]
    let content: Content

    enum Content {
        case value(Value)
        /// All elements of a union field.
        case elements([Value])
    }

    var isEmpty: Bool {
        switch content {
        case .value(let value): value == .null
        case .elements(let elements): elements.isEmpty
        }
    }

    func isValue(_ value: Value) -> Bool {
        if case .value(value) = content { true } else { false }
    }
}

/// Why a text cannot be what a field is set to, for people.
struct AssignmentFault: Error {
    let text: Localized
}

/// What `FIELD` of `FIELD=VALUE` and the head of a column name: a field, or `FIELD.NAME` within a keyed field.
struct AssignmentTarget: Hashable {
    let field: Field
    let cell: [UInt8]
}

extension AssignmentTarget {
    /// Reads the text that a person gives for the field.
    ///
    /// - Parameters:
    ///   - text: The text; elements of a union are separated by commas or semicolons, Chinese ones included.
    ///   - references: Finds the records that references name.
    /// - Returns: The assignment.
    /// - Throws: ``AssignmentFault``, or what the store throws.
    func read(_ text: String, references: References) throws -> Assignment {
        guard field.policy == .union else {
            let value = try value(text, references: references)
            guard field.policy != .append || value != .null else {
                throw AssignmentFault(
                    text: Localized(zh: "只能添加，不能清空。", en: "takes further entries and cannot be emptied."))
            }
            return Assignment(field: field, cell: cell, content: .value(value))
        }
        var elements: [Value] = []
        for part in text.parts(whereSeparator: { ",，、;；".unicodeScalars.contains($0) }) {
            let element = try value(part.trimmed, references: references)
            if element != .null, !elements.contains(element) { elements.append(element) }
        }
        return Assignment(field: field, cell: cell, content: .elements(elements))
    }

    private func value(_ text: String, references: References) throws -> Value {
        if field.type == .reference, !text.isEmpty { return .reference(try references.record(text, for: field)) }
        do {
            let value = try field.read(text)
            if field.type == .text, value != .null { try references.checkNamed(text, for: field) }
            return value
        } catch let fault as FieldFault {
            throw AssignmentFault(text: fault.text(field: field, given: text))
        }
    }
}

extension Assignment {
    /// Reads words of the form `FIELD=VALUE`, and tells everything that is wrong with them.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - type: The type whose fields they name.
    ///   - references: Finds the records that references name.
    ///   - omitted: Names of fields that may not be set this way.
    ///   - problems: Where everything wrong is noted.
    /// - Returns: One assignment for each sound word, in their order.
    /// - Throws: ``Failure`` `assignment_invalid` (64).
    static func read(
        _ words: [String], type: RecordType, references: References, omitted: Set<String> = [],
        problems: inout InputProblems
    ) throws -> [Assignment] {
        var targets: Set<AssignmentTarget> = []
        var assignments: [Assignment] = []
        for word in words {
            guard let (name, text) = word.divided(at: "=") else { throw notAnAssignment(word) }
            let place = Localized(zh: name, en: name)
            guard let target = type.target(named: name, omitting: omitted) else {
                let known = type.settableNames(omitting: omitted)
                problems.add(at: place, Localized(zh: "没有这个字段；可用：\(known)。", en: "no such field; there are: \(known)."))
                continue
            }
            guard targets.insert(target).inserted else {
                problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                continue
            }
            do {
                assignments.append(try target.read(text, references: references))
            } catch let fault as AssignmentFault {
                problems.add(at: place, fault.text)
            }
        }
        return assignments
    }

    private static func notAnAssignment(_ word: String) -> Failure {
        Failure(
            code: "assignment_invalid", status: .usage,
            message: Localized(zh: "“\(word)”应当写成 字段=值。", en: "\"\(word)\" should be FIELD=VALUE."),
            hint: Localized(zh: "例如 unit=2单元；字段= 表示清空。", en: "For example unit=2; FIELD= clears it."))
    }
}

extension RecordType {
    /// What a person names by a field's name, or by `FIELD.NAME` in a keyed field.
    func target(named name: String, omitting omitted: Set<String> = []) -> AssignmentTarget? {
        let settable = settableFields(omitting: omitted)
        if let field = settable.first(where: { $0.name == name && !$0.keyed }) {
            return AssignmentTarget(field: field, cell: [])
        }
        guard let (keyed, cell) = name.divided(at: "."), let field = settable.first(where: { $0.name == keyed }),
            field.keyed, field.policy != .union, !cell.isEmpty
        else { return nil }
        // Names are text and merge by their bytes, so they are written in one form.
        return AssignmentTarget(field: field, cell: Array(Value.text(cell).encoded.dropFirst()))
    }

    /// The fields that a person may set by name: the declared ones and `deleted`.
    func settableFields(omitting omitted: Set<String>) -> [Field] {
        let common = Field.common.filter { $0.number == .deleted }
        return (fields + common).filter { !omitted.contains($0.name) }
    }

    /// Their names, for people.
    func settableNames(omitting omitted: Set<String> = []) -> String {
        settableFields(omitting: omitted).map { $0.keyed ? "\($0.name).NAME" : $0.name }.joined(separator: ", ")
    }
}

internal import Failures
internal import SyncProtocol

/// What a person sets one field to.
struct Assignment {
    let field: Field
    let content: Content

    enum Content {
        case value(Value)
        /// All elements of a union field.
        case elements([Value])
    }

    /// Reads the text that a person gives for a field.
    ///
    /// - Throws: ``FieldFault``.
    static func read(_ text: String, for field: Field) throws(FieldFault) -> Assignment {
        guard field.policy == .union else {
            return Assignment(field: field, content: .value(try field.read(text)))
        }
        var elements: [Value] = []
        for part in text.split(whereSeparator: { ",，、;；".contains($0) }) {
            let element = try field.read(part.trimmed)
            if element != .null, !elements.contains(element) { elements.append(element) }
        }
        return Assignment(field: field, content: .elements(elements))
    }

    /// Reads words of the form `FIELD=VALUE`, and tells everything that is wrong with them.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - type: The type whose fields they name.
    ///   - omitted: Names of fields that may not be set this way.
    /// - Returns: One assignment for each word, in their order.
    /// - Throws: ``Failure`` `assignment_invalid` (64) or `field_invalid` (65).
    static func read(_ words: [String], type: RecordType, omitted: Set<String> = []) throws -> [Assignment] {
        let fields = type.settableFields(omitting: omitted)
        var assignments: [Assignment] = []
        var problems = InputProblems()
        for word in words {
            guard let mark = word.firstIndex(of: "=") else { throw notAnAssignment(word) }
            let name = String(word[..<mark])
            let text = String(word[word.index(after: mark)...])
            let place = Localized(zh: name, en: name)
            guard let field = fields.first(where: { $0.name == name }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                problems.add(at: place, Localized(zh: "没有这个字段；可用：\(known)。", en: "no such field; there are: \(known)."))
                continue
            }
            guard !assignments.contains(where: { $0.field.number == field.number }) else {
                problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                continue
            }
            do {
                assignments.append(try read(text, for: field))
            } catch {
                problems.add(at: place, error.text(field: field, given: text))
            }
        }
        try problems.throwIfAny(
            code: "field_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
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
    /// The fields that a person may set by name: the declared ones that are no maps, and `deleted`.
    func settableFields(omitting omitted: Set<String>) -> [Field] {
        let common = Field.common.filter { $0.number == .deleted }
        return (fields + common).filter { !$0.keyed && !omitted.contains($0.name) }
    }
}

extension Substring {
    /// Without blanks at either end.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

public import SyncProtocol
public import Values

/// What a person sets one field to.
public struct Assignment: Sendable {
    /// Which field is set.
    public let field: Field
    /// The name within a keyed field, as the cell of the write; empty for every other field.
    public let cell: [UInt8]
    /// What it is set to.
    public let content: Content

    /// What a field may be set to.
    public enum Content: Hashable, Sendable {
        case value(Value)
        /// All elements of a union field: what is not among them goes.
        case elements([Value])
        /// Elements that a union field is to hold, and some that it is not, beside those that it has.
        case adding([Value])
        case removing([Value])
    }

    /// Whether nothing is left in the field.
    public var isEmpty: Bool {
        switch content {
        case .value(let value): value == .null
        case .elements(let elements): elements.isEmpty
        case .adding, .removing: false
        }
    }

    /// Whether the field is set to exactly this value.
    public func isValue(_ value: Value) -> Bool { content == .value(value) }
}

/// What `FIELD` of `FIELD=VALUE` and the head of a column name: a field, or `FIELD.NAME` within a keyed field.
public struct AssignmentTarget: Hashable, Sendable {
    /// The field, and within a keyed field the name; empty for every other field.
    public let field: Field, cell: [UInt8]

    /// - Parameters:
    ///   - field: See the property.
    ///   - cell: See the property.
    public init(_ field: Field, cell: [UInt8] = []) {
        self.field = field
        self.cell = cell
    }
}

extension AssignmentTarget {
    /// What parts the elements of a union field, typed or in a cell of a table.
    private static let separators = ",，、;；".unicodeScalars

    /// Reads the text that a person gives for the field.
    ///
    /// - Parameters:
    ///   - text: The text; elements of a union are separated by commas or semicolons, Chinese ones included.
    ///   - references: Finds the records that references name.
    /// - Returns: The assignment.
    /// - Throws: ``EntryFault``, or what the store throws.
    public func read(_ text: String, references: References) throws -> Assignment {
        guard field.policy == .union else {
            let value = try value(text, references: references)
            guard field.policy != .append || value != .null else {
                throw EntryFault(
                    "entry_empty", Localized(zh: "只能添加，不能清空。", en: "takes further entries and cannot be emptied."))
            }
            return Assignment(field: field, cell: cell, content: .value(value))
        }
        return Assignment(field: field, cell: cell, content: .elements(try elements(text, references: references)))
    }

    /// Reads what stands behind `+=` or `-=`.
    func read(_ text: String, adds: Bool, references: References) throws -> Assignment {
        guard field.policy == .union else {
            throw EntryFault(
                "not_several",
                Localized(zh: "只有一个值，请写 \(field.name)=值。", en: "holds one value: write \(field.name)=VALUE."))
        }
        let elements = try elements(text, references: references)
        return Assignment(field: field, cell: cell, content: adds ? .adding(elements) : .removing(elements))
    }

    private func elements(_ text: String, references: References) throws -> [Value] {
        var elements: [Value] = []
        for part in text.parts(whereSeparator: Self.separators.contains) {
            let element = try value(part.trimmed, references: references)
            if element != .null, !elements.contains(element) { elements.append(element) }
        }
        return elements
    }

    /// The one value that a text writes.
    ///
    /// - Throws: ``EntryFault``, or what the store throws.
    public func value(_ text: String, references: References) throws -> Value {
        if field.type == .reference, !text.isEmpty { return .reference(try references.record(text, for: field)) }
        do {
            try field.checkSigns(of: text)
            let value = try field.read(text)
            if field.type == .text, value != .null { try references.checkNamed(text, for: field) }
            return value
        } catch let fault as FieldFault {
            throw EntryFault(fault, field: field, given: text)
        }
    }
}

extension Assignment {
    /// Reads words of the form `FIELD=VALUE`, and of union fields `FIELD+=VALUE` and `FIELD-=VALUE`, and tells everything
    /// that is wrong with them.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - type: The type whose fields they name.
    ///   - references: Finds the records that references name.
    ///   - omitted: Names of fields that may not be set this way.
    ///   - problems: Where everything wrong is noted.
    /// - Returns: One assignment for each sound word, in their order.
    /// - Throws: ``Failure`` `assignment_invalid` (64).
    public static func read(
        _ words: [String], type: RecordType, references: References, omitted: Set<String> = [],
        problems: inout InputProblems
    ) throws -> [Assignment] {
        var set: Set<AssignmentTarget> = []
        var extended: Set<AssignmentTarget> = []
        var assignments: [Assignment] = []
        for word in words {
            guard let (head, text) = word.divided(at: "=") else { throw notAnAssignment(word) }
            // `titles+=B` and `titles-=A`; names of fields hold neither sign.
            let sign = head.unicodeScalars.last.flatMap { "+-".unicodeScalars.contains($0) ? $0 : nil }
            let bare = String(String.UnicodeScalarView(head.unicodeScalars.dropLast()))
            let whole = type.target(named: head, omitting: omitted)
            let adds = whole == nil ? sign.map { $0 == "+" } : nil
            let place = Localized(adds == nil ? head : bare)
            guard let target = whole ?? (adds == nil ? nil : type.target(named: bare, omitting: omitted)) else {
                let known = type.settableNames(omitting: omitted)
                problems.add(at: place, Localized(zh: "没有这个字段；可用：\(known)。", en: "no such field; there are: \(known)."))
                continue
            }
            let isFirst =
                adds == nil ? set.insert(target).inserted && !extended.contains(target) : !set.contains(target)
            if adds != nil { extended.insert(target) }
            guard isFirst else {
                problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                continue
            }
            do {
                assignments.append(
                    try adds.map { try target.read(text, adds: $0, references: references) }
                        ?? target.read(text, references: references))
            } catch let fault as EntryFault {
                problems.add(at: place, fault.text)
            }
        }
        return assignments
    }

    private static func notAnAssignment(_ word: String) -> Failure {
        Failure(fault: "field_assignment_invalid", ["word": "\(word)"])
    }
}

extension RecordType {
    /// What a person names by a field's name, or by `FIELD.NAME` in a keyed field.
    public func target(named name: String, omitting omitted: Set<String> = []) -> AssignmentTarget? {
        let settable = settableFields(omitting: omitted)
        if let field = settable.first(where: { $0.name == name && !$0.keyed }) {
            return AssignmentTarget(field)
        }
        guard let (keyed, cell) = name.divided(at: "."), let field = settable.first(where: { $0.name == keyed }),
            field.keyed, field.policy != .union, !cell.isEmpty,
            !cell.unicodeScalars.contains(where: \.isControlSign)
        else { return nil }
        // Names are text and merge by their bytes, so they are written in one form.
        return AssignmentTarget(field, cell: Array(Value.text(cell).encoded.dropFirst()))
    }

    /// The fields that a person may set by name: the declared ones and `deleted`.
    public func settableFields(omitting omitted: Set<String>) -> [Field] {
        let common = Field.common.filter { $0.number == .deleted }
        return (fields + common).filter { !omitted.contains($0.name) }
    }

    /// Their names, for people.
    public func settableNames(omitting omitted: Set<String> = []) -> String {
        settableFields(omitting: omitted).map { $0.keyed ? "\($0.name).NAME" : $0.name }.joined(separator: ", ")
    }
}

extension RecordType {
    /// The code of the area that an assignment moves or puts a record into; `nil` when it does neither.
    public func area(_ assignments: [Assignment]) -> String? {
        guard case .field(let name) = placement else { return nil }
        for assignment in assignments where assignment.field.name == name {
            if case .value(.text(let code)) = assignment.content { return code }
        }
        return nil
    }

    /// The fields that must be stated of a new record.
    public var requiredFields: [Field] { fields.filter { $0.required && $0.defaultText == nil } }

    /// The fields of which the schema says what a new record holds where nothing is stated.
    public var fieldsWithDefault: [Field] { fields.filter { $0.defaultText != nil } }
}

extension [Assignment] {
    /// What a new record will hold: what was stated, and the defaults of the fields that nothing was said about.
    ///
    /// A field that one of the choices empties is left out: an opinion that is closed from the start keeps no contact.
    public func completed(by fields: [Field], references: References) -> [Assignment] {
        let all =
            self
            + fields.compactMap { field in
                guard let text = field.defaultText, !contains(where: { $0.field.number == field.number }) else {
                    return nil
                }
                // A default that does not fit its field is the schema's fault and no reason to refuse a person's work.
                return try? AssignmentTarget(field).read(text, references: references)
            }
        return all.filter { !all.empties($0.field) }
    }

    /// Whether one of them sets another field to the choice that empties a field.
    public func empties(_ field: Field) -> Bool {
        guard let cause = field.clearedBy else { return false }
        return contains { $0.field.name == cause.field && $0.isValue(.choice(cause.choice)) }
    }
}

/// Why a text cannot be what a field is set to: the same sentence on a device and in the office.
public struct EntryFault: Error, Hashable, Sendable {
    /// Stable: those of ``FieldFault``, `record_unknown`, `record_ambiguous`, `record_deleted`, `area_unknown`,
    /// `area_not_assigned`, `field_unknown`, `repeated`, `entry_empty`, `not_several`, and those of ``ReferenceFault``.
    public let code: String
    /// What is wrong and what to do, for people.
    public let text: Localized
    /// What the sentence says in figures and codes, such as `{"limit":18}`; `nil` when there is nothing of the kind.
    public let parameters: JSONValue?

    /// - Parameters:
    ///   - code: See the property.
    ///   - text: See the property.
    ///   - parameters: See the property.
    public init(_ code: String, _ text: Localized, parameters: JSONValue? = nil) {
        self.code = code
        self.text = text
        self.parameters = parameters
    }

    /// - Parameters:
    ///   - fault: What the field says.
    ///   - field: The field.
    ///   - text: The text as it was given.
    public init(_ fault: FieldFault, field: Field, given text: String) {
        self.init(fault.code, fault.text(field: field, given: text), parameters: fault.parameters(of: field))
    }

    /// The same fault as one of an entry.
    public init(_ fault: AreaFault) { self.init(fault.code, fault.text) }
}

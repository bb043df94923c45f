public import CommunityModel
public import SyncProtocol
public import Values

extension RecordView {
    /// The value of a field as people see it; in a conflict the one shown meanwhile.
    public func value(_ name: String, of type: RecordType) -> Value? {
        guard let field = type.field(named: name), let outcome = outcome(of: field.number) else { return nil }
        return outcome.shown
    }

    /// Every value that a field may turn out to have: one, or those between which people have not decided yet.
    func candidates(_ name: String, of type: RecordType) -> [Value] {
        guard let field = type.field(named: name) else { return [] }
        switch outcome(of: field.number) {
        case .conflict(let candidates, _)?: return candidates.compactMap { Value(encoded: $0.value) }
        case let outcome?: return outcome.shown.map { [$0] } ?? []
        case nil: return []
        }
    }

    /// The texts or codes that a field may turn out to have; `nil` among them where it may have none.
    func words(_ name: String, of type: RecordType) -> [String?] {
        let words = candidates(name, of: type).map { value -> String? in
            switch value {
            case .text(let text): text
            case .choice(let code): code
            default: nil
            }
        }
        return words.isEmpty ? [nil] : words
    }

    /// Whether people disagree on a field, so that what it shows is only what was written last.
    func isDisputed(_ name: String, of type: RecordType) -> Bool {
        type.field(named: name).flatMap { outcome(of: $0.number) }?.isConflict == true
    }

    /// A text or the code of a choice; `nil` when there is none.
    public func text(_ name: String, of type: RecordType) -> String? {
        switch value(name, of: type) {
        case .text(let text): text
        case .choice(let code): code
        default: nil
        }
    }

    /// The day in a date field.
    public func date(_ name: String, of type: RecordType) -> CalendarDate? {
        if case .date(let date)? = value(name, of: type) { date } else { nil }
    }

    /// The cells of a keyed field: name, value as shown, and whether people disagree about it.
    public func cells(_ name: String, of type: RecordType) -> [(name: String, outcome: FieldOutcome)] {
        guard let field = type.field(named: name) else { return [] }
        return fields.filter { $0.key.field == field.number }.map {
            (String(decoding: $0.key.cell, as: UTF8.self), $0.outcome)
        }
    }

    /// The record that a field names.
    func reference(_ name: String, of type: RecordType) -> RecordID? {
        if case .reference(let id)? = value(name, of: type) { id } else { nil }
    }

    /// The texts that are in a union field.
    public func texts(_ name: String, of type: RecordType) -> [String] {
        guard let field = type.field(named: name) else { return [] }
        return fields.compactMap { key, outcome in
            guard key.field == field.number, outcome.shown == .boolean(true),
                case .text(let text)? = Value(encoded: key.cell)
            else { return nil }
            return text
        }
    }
}

extension RecordView {
    /// The text, or code of a choice, of a field; `nil` when there is none.
    public func text(_ name: FieldName, of type: RecordType) -> String? { text(name.text, of: type) }

    /// The value of a field as people see it.
    public func value(_ name: FieldName, of type: RecordType) -> Value? { value(name.text, of: type) }
}

extension FieldOutcome {
    /// The value that people see; `nil` for the entries of an append field.
    public var shown: Value? {
        switch self {
        case .value(let write), .conflict(_, let write): Value(encoded: write.value)
        case .entries: nil
        }
    }

    /// The values of an append field, oldest first.
    public var entries: [Value] {
        if case .entries(let writes) = self { writes.compactMap { Value(encoded: $0.value) } } else { [] }
    }
}

internal import Records
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// Reads words of the form `FIELD=VALUE` for a command that knows the type.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - type: The type whose fields they name.
    ///   - omitted: Names of fields that may not be set this way.
    /// - Returns: One assignment for each word, in their order.
    /// - Throws: ``Failure`` `assignment_invalid` (64), or `field_invalid` (65), which tells everything that is wrong.
    func assignments(
        _ words: [String], type: RecordType, omitted: Set<String> = []
    ) throws -> [Assignment] {
        var problems = InputProblems()
        let assignments = try Assignment.read(
            words, type: type, references: References(records), omitted: omitted, problems: &problems)
        try problems.throwIfAny(
            code: "field_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        return assignments
    }
}

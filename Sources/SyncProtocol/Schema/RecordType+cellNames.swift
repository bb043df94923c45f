extension RecordType {
    /// What people and scripts call a field, or one cell of a keyed field.
    ///
    /// Answers and recorded values, which lie in keyed fields of the type `any`, go by their own names; a cell of another
    /// keyed field is named with its field, such as `responses[1]`.
    ///
    /// - Parameter key: The field and the cell.
    /// - Returns: The name; `_` and the number of a field that the type does not declare.
    public func name(of key: FieldKey) -> String {
        guard let field = field(key.field) else { return "_\(key.field.rawValue)" }
        guard field.keyed else { return field.name }
        return field.cellName(String(decoding: key.cell, as: UTF8.self))
    }
}

extension Field {
    /// What a cell of a keyed field is called; see ``RecordType/name(of:)``.
    ///
    /// - Parameter cell: The cell's own name.
    /// - Returns: The name.
    public func cellName(_ cell: String) -> String { type == .any ? cell : "\(name)[\(cell)]" }
}

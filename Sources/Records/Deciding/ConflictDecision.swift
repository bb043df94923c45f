public import ReplicaStore
public import SyncProtocol
internal import Values

/// How a person decides a conflict.
public enum ConflictDecision: Sendable {
    /// The value with this number in the listed order, from 1.
    case take(Int)
    /// A value of their own, written as for `FIELD=VALUE`.
    case value(String)

    /// Why a decision cannot be written.
    public enum Fault: Error, Sendable {
        /// There is no value of that number, only so many.
        case outOfRange(Int, values: Int)
        case value(EntryFault)
    }

    /// The value that the decision writes.
    ///
    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - records: Finds what a text names.
    /// - Returns: The value, of the field's type; of a field that takes anything, of the type that the values in conflict
    ///   have.
    /// - Throws: ``Fault``, `StoreError`.
    public func value(for conflict: OpenConflict, _ records: HeldRecords) throws -> Value {
        switch self {
        case .take(let number):
            guard conflict.values.indices.contains(number - 1) else {
                throw Fault.outOfRange(number, values: conflict.values.count)
            }
            return conflict.values[number - 1].value
        case .value(let text):
            do {
                return try Self.read(text, for: conflict, records)
            } catch let fault as EntryFault {
                throw Fault.value(fault)
            }
        }
    }

    private static func read(_ text: String, for conflict: OpenConflict, _ records: HeldRecords) throws -> Value {
        // What the schema here does not know can only be taken as text.
        guard let declared = records.schema.type(conflict.key.type)?.field(conflict.field.field) else {
            return .text(text)
        }
        var field = declared
        if field.policy == .union {
            // The cell of a set says whether the element is in it.
            field = Field(number: field.number, name: field.name, title: field.title, type: .boolean)
        } else if field.type == .any {
            let types = Set(conflict.values.compactMap(\.value.type))
            guard types.count == 1, let type = types.first, type != .group else { return .text(text) }
            field = Field(number: field.number, name: field.name, title: field.title, type: type)
        }
        let value = try AssignmentTarget(field).value(text, references: References(records))
        guard case .reference(let id) = value else { return value }
        let fault = try ReferenceFault.of(id, as: field, conflict.field, of: conflict.key, in: records.replica)
        if let fault { throw fault }
        return value
    }
}

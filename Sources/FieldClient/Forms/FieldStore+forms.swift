public import CommunityRecords
internal import Questionnaires
internal import ReplicaStore

extension FieldStore {
    /// The form that a visit fills when none is named.
    public static var defaultForm: String { FormShelf.defaultForm }

    /// The published forms that are on this device.
    ///
    /// - Throws: `StoreError`.
    public func formShelf() throws -> FormShelf { try FormShelf(replica) }

    /// A published form.
    ///
    /// - Parameters:
    ///   - id: The form's id, or what only its id or title has.
    ///   - version: The version; `nil` for the newest.
    /// - Returns: The form.
    /// - Throws: ``Failure`` `form_unknown`, `form_ambiguous`, `form_unreadable`; `StoreError`.
    func formDefinition(_ id: String, version: String?) throws -> FormDefinition {
        let shelf = try formShelf()
        if let version { return try shelf.definition(id: id, version: version) }
        return try shelf.definition(try shelf.find(id))
    }
}

internal import CommunityModel
public import CommunityRecords
internal import Failures
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

    /// What was published as a version of a form; `nil` when it is not on this device, or not what was published.
    ///
    /// - Parameters:
    ///   - id: The form's id, as the XForm writes it.
    ///   - version: The version, as the XForm writes it.
    /// - Returns: The document.
    /// - Throws: `StoreError`.
    func formDocument(_ id: String, version: String) throws -> FormDocument? {
        let shelf = try formShelf()
        do {
            return try shelf.document(try shelf.heading(id, version: version))
        } catch let failure as Failure where failure.saysFormIsGone {
            return nil
        }
    }
}

extension Failure {
    /// Whether a published form cannot be had: it is not on the device, or not what was published.
    var saysFormIsGone: Bool { ["form_unknown", "form_unreadable"].contains(code) }
}

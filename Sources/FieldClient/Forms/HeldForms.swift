internal import CommunityModel
public import CommunityRecords
internal import Questionnaires
internal import ReplicaStore
internal import Values

/// The forms that visits are filled by, as this device has them.
public struct HeldForms: UseCase, Sendable {
    let store: FieldStore

    /// The form that a visit fills when none is named.
    public static var defaultForm: String { PublishedForms.defaultForm }

    /// The form whose answers are a record of type `publicity` and not of the visit.
    public static var publicityForm: String { "publicity-record" }

    /// The published forms that are on this device.
    ///
    /// - Throws: `StoreError`.
    public func published() throws -> PublishedForms { try PublishedForms(replica) }

    /// A published form: by its id, or by what only its id or title has; the newest where no version is named.
    ///
    /// - Throws: ``Failure`` `form_unknown`, `form_ambiguous`, `form_unreadable`; `StoreError`.
    func definition(_ id: String, version: String?) throws -> FormDefinition {
        let held = try published()
        if let version { return try held.definition(id: id, version: version) }
        return try held.definition(try held.find(id))
    }

    /// Whether an error says that a published form cannot be had: it is not on the device, it is not what was published,
    /// or its record is damaged.
    static func isGone(_ error: any Error) -> Bool {
        switch error {
        case let failure as Failure: ["form_unknown", "form_unreadable"].contains(failure.code)
        case StoreError.damaged: true
        default: false
        }
    }

    /// What was published as a version of a form, both as the XForm writes them; `nil` when it cannot be had here.
    func document(_ id: String, version: String) throws -> FormDocument? {
        do {
            let held = try published()
            return try held.document(try held.heading(id, version: version))
        } catch  where Self.isGone(error) {
            return nil
        }
    }
}

public import SyncProtocol
public import Values

/// Why a text cannot be what a field is set to: the same sentence on a device and in the office.
public struct EntryFault: Error, Hashable, Sendable {
    /// Stable: those of ``FieldFault``, `record_unknown`, `record_ambiguous`, `record_deleted`, `area_unknown`,
    /// `area_not_assigned`, `field_unknown`, `repeated`, `entry_empty`, `not_several`, and those of ``ReferenceFault``.
    public let code: String
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

    public init(_ fault: AreaFault) { self.init(fault.code, fault.text) }
}

public import SyncProtocol
public import Values

/// A field of an area, household or visit by the name that the schema document gives it.
///
/// The names stand here and nowhere else: what reads these records takes an `AreaRecord`, `HouseholdRecord` or
/// `VisitRecord` of CommunityRecords, and what writes them takes the names from here.
public struct FieldName: Sendable {
    /// In the form in which stored JSON is compared with it.
    public let literal: StaticString

    private init(_ literal: StaticString) { self.literal = literal }

    /// As the schema document spells it.
    public var text: String { literal.description }

    /// A field of areas.
    public static let code = FieldName("code"),
        name = FieldName("name"),
        level = FieldName("level"),
        parent = FieldName("parent"),
        origin = FieldName("origin"),
        ageClass = FieldName("age_class")

    /// A field of households.
    public static let area = FieldName("area"),
        building = FieldName("building"),
        unit = FieldName("unit"),
        room = FieldName("room"),
        address = FieldName("address"),
        occupancy = FieldName("occupancy"),
        doNotContact = FieldName("do_not_contact"),
        inScope = FieldName("in_scope"),
        remarks = FieldName("remarks"),
        responses = FieldName("responses"),
        mergedInto = FieldName("merged_into")

    /// A field of visits.
    public static let household = FieldName("household"),
        programme = FieldName("programme"),
        attemptNumber = FieldName("attempt_no"),
        startedAt = FieldName("started_at"),
        endedAt = FieldName("ended_at"),
        outcome = FieldName("outcome"),
        isIdentityShown = FieldName("id_shown"),
        consent = FieldName("consent"),
        refusalReason = FieldName("refusal_reason"),
        nextAppointment = FieldName("next_appointment"),
        enumerators = FieldName("enumerators"),
        answers = FieldName("answers"),
        answerNotes = FieldName("answer_notes"),
        form = FieldName("form"),
        formVersion = FieldName("form_version"),
        round = FieldName("round"),
        voidReason = FieldName("void_reason"),
        invitation = FieldName("invitation")
}

extension FieldName {
    /// Whether a text is the name.
    public static func == (left: String, right: FieldName) -> Bool { left == right.text }

    /// Lets a name stand in a pattern that a text is held against.
    public static func ~= (name: FieldName, text: String) -> Bool { text == name.text }
}

extension JSONValue.Member {
    /// A member of a record under the name of its field.
    public init(_ name: FieldName, _ value: JSONValue) { self.init(name.text, value) }
}

extension FlatObject {
    /// The text of a field; `nil` when there is none or it is no string.
    public func text(_ name: FieldName) -> String? { text(name.text) }

    /// The value of a field.
    public func value(_ name: FieldName) -> JSONValue? { value(name.text) }
}

extension RecordType {
    /// The field with a name; `nil` where the schema in force has none.
    public func field(named name: FieldName) -> Field? { field(named: name.text) }
}

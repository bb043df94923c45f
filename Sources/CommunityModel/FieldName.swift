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

    public var text: String { literal.description }

    // Of areas.
    public static let code = FieldName("code")
    public static let name = FieldName("name")
    public static let level = FieldName("level")
    public static let parent = FieldName("parent")
    public static let origin = FieldName("origin")
    public static let ageClass = FieldName("age_class")

    // Of households.
    public static let area = FieldName("area")
    public static let building = FieldName("building")
    public static let unit = FieldName("unit")
    public static let room = FieldName("room")
    public static let address = FieldName("address")
    public static let occupancy = FieldName("occupancy")
    public static let doNotContact = FieldName("do_not_contact")
    public static let inScope = FieldName("in_scope")
    public static let remarks = FieldName("remarks")
    public static let responses = FieldName("responses")
    public static let mergedInto = FieldName("merged_into")

    // Of visits.
    public static let household = FieldName("household")
    public static let programme = FieldName("programme")
    public static let attemptNumber = FieldName("attempt_no")
    public static let startedAt = FieldName("started_at")
    public static let endedAt = FieldName("ended_at")
    public static let outcome = FieldName("outcome")
    public static let isIdentityShown = FieldName("id_shown")
    public static let consent = FieldName("consent")
    public static let refusalReason = FieldName("refusal_reason")
    public static let nextAppointment = FieldName("next_appointment")
    public static let enumerators = FieldName("enumerators")
    public static let answers = FieldName("answers")
    public static let answerNotes = FieldName("answer_notes")
    public static let form = FieldName("form")
    public static let formVersion = FieldName("form_version")
    public static let round = FieldName("round")
    public static let voidReason = FieldName("void_reason")
    public static let invitation = FieldName("invitation")
}

extension FieldName {
    public static func == (left: String, right: FieldName) -> Bool { left == right.text }

    /// Lets a name stand in a pattern that a text is held against.
    public static func ~= (name: FieldName, text: String) -> Bool { text == name.text }
}

extension JSONValue.Member {
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

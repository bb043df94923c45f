public import Values

/// A question about the subject of an inspection whose answer chooses a case or makes an indicator applicable.
public indirect enum Condition: Sendable, Hashable {
    case attribute(Attribute, Test, Literal)
    case all([Condition])
    case any([Condition])

    /// A property of the subject, written `community.households`: recorded in the inspection under its name, else held
    /// by the area's records.
    public struct Attribute: Sendable, Hashable {
        /// What kind of subject has it, such as `community` or `compound`.
        public let subject: String
        /// Such as `households`.
        public let name: String

        /// - Parameters: see the properties.
        public init(subject: String, name: String) {
            self.subject = subject
            self.name = name
        }
    }

    /// How an attribute is held against a literal; the raw values are the signs of the format.
    public enum Test: String, Sendable, Hashable, CaseIterable {
        case equal = "=="
        case different = "!="
        case atLeast = ">="
        case moreThan = ">"
        case atMost = "<="
        case lessThan = "<"
        case contains
        case containsNot = "not_contains"
    }

    /// What an attribute is held against.
    public enum Literal: Sendable, Hashable {
        /// Holds with `!=` when the attribute is recorded at all.
        case none
        case boolean(Bool)
        case number(ExactDecimal)
        case word(String)
    }
}

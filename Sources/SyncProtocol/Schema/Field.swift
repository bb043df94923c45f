public import Values

/// One declared field of a record type.
public struct Field: Codable, Sendable, Hashable {
    /// From 16; what the change log knows the field by.
    public let number: FieldNumber
    /// Lower-case identifier: JSON key, CSV column and word of `FIELD=VALUE`.
    public let name: String
    /// What people call it.
    public let title: Localized
    /// What it holds; of a keyed field or a union, what each cell holds.
    public let type: ValueType
    /// How concurrent writes become one value.
    public let policy: Policy
    /// For the `authority` policy: roles, the strongest first.
    public let authority: [String]
    /// For `choice`: the codes, in the order people see them.
    public let choices: [Choice]
    /// For a `group`: the members, in the order of the tuple.
    public let members: [Member]
    /// For `reference`: the name of the type referred to. For `text`: the type whose records the text names by their
    /// key, such as an area by its code.
    public let references: String?
    /// Whether the field is a map from names to values, each name a cell that merges by itself.
    public let keyed: Bool
    /// Whether a new record has to state it.
    public let required: Bool
    /// For `integer`: the least and greatest value.
    public let minimum: Int64?
    /// The greatest value; `nil` for no bound.
    public let maximum: Int64?
    /// For `text`: the greatest number of characters.
    public let maxLength: Int?
    /// What a new record holds where nothing is stated, as a person would type it.
    public let defaultText: String?
    /// Whether the field is left out of lists, because it tells of a person.
    public let sensitive: Bool
    /// The choice of another field that empties this one, such as the contact of an opinion that is closed.
    public let clearedBy: Clearing?

    /// One of the codes of a choice.
    public struct Choice: Codable, Sendable, Hashable {
        /// The word that is stored.
        public let code: String
        /// What people call it.
        public let title: Localized

        /// A choice and its title.
        public init(code: String, title: Localized) {
            self.code = code
            self.title = title
        }
    }

    /// One of the values of a group.
    public struct Member: Codable, Sendable, Hashable {
        /// The key of the member in JSON.
        public let name: String
        /// What the member holds.
        public let type: ValueType

        /// A member of a group.
        public init(name: String, type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    /// What empties a field for good.
    public struct Clearing: Codable, Sendable, Hashable {
        /// Name of a field of the same type.
        public let field: String
        /// The code that empties it.
        public let choice: String

        /// The choice of a field.
        public init(field: String, choice: String) {
            self.field = field
            self.choice = choice
        }
    }

    /// A declaration; what is left out is as a schema document leaves it out.
    public init(
        number: FieldNumber, name: String, title: Localized, type: ValueType, policy: Policy = .manual,
        authority: [String] = [], choices: [Choice] = [], members: [Member] = [], references: String? = nil,
        keyed: Bool = false, required: Bool = false, minimum: Int64? = nil, maximum: Int64? = nil,
        maxLength: Int? = nil, defaultText: String? = nil, sensitive: Bool = false, clearedBy: Clearing? = nil
    ) {
        self.number = number
        self.name = name
        self.title = title
        self.type = type
        self.policy = policy
        self.authority = authority
        self.choices = choices
        self.members = members
        self.references = references
        self.keyed = keyed
        self.required = required
        self.minimum = minimum
        self.maximum = maximum
        self.maxLength = maxLength
        self.defaultText = defaultText
        self.sensitive = sensitive
        self.clearedBy = clearedBy
    }

    /// Whether a write of the field names a cell.
    public var hasCells: Bool { keyed || policy == .union }

    /// The fields that every type has.
    public static let common = [
        Field(
            number: .deleted, name: "deleted", title: Localized(zh: "已删除", en: "Deleted"), type: .boolean),
        Field(
            number: .alias, name: "merged_into", title: Localized(zh: "并入", en: "Merged into"), type: .reference),
    ]
}

/// What a field may hold, by the name that the schema uses.
public enum ValueType: String, Codable, Sendable, Hashable {
    case boolean, integer, decimal, text, date, instant, reference, choice, group
    /// Whatever the writer stated: the answers of a form, whose types the form declares.
    case any
}

/// How live writes of one field become one value. Specification: section "Policies".
public enum Policy: String, Codable, Sendable, Hashable {
    case manual, latest, max, min, union, append, authority
}

extension Field {
    private enum CodingKeys: String, CodingKey {
        case number, name, title, type, policy, authority, choices, members, references, keyed, required, minimum,
            maximum, maxLength, sensitive, clearedBy
        case defaultText = "default"
    }

    /// Reads a field of a schema document, where everything beyond number, name, title and type may be left out.
    ///
    /// A type or policy that a later version of the software brought is read as the one that loses nothing: `any`
    /// takes every value, and `manual` leaves the decision to a person.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let policy = try fields.decodeIfPresent(String.self, forKey: .policy)
        self.init(
            number: try fields.decode(FieldNumber.self, forKey: .number),
            name: try fields.decode(String.self, forKey: .name),
            title: try fields.decode(Localized.self, forKey: .title),
            type: ValueType(rawValue: try fields.decode(String.self, forKey: .type)) ?? .any,
            policy: policy.flatMap(Policy.init(rawValue:)) ?? .manual,
            authority: try fields.decodeIfPresent([String].self, forKey: .authority) ?? [],
            choices: try fields.decodeIfPresent([Choice].self, forKey: .choices) ?? [],
            members: try fields.decodeIfPresent([Member].self, forKey: .members) ?? [],
            references: try fields.decodeIfPresent(String.self, forKey: .references),
            keyed: try fields.decodeIfPresent(Bool.self, forKey: .keyed) ?? false,
            required: try fields.decodeIfPresent(Bool.self, forKey: .required) ?? false,
            minimum: try fields.decodeIfPresent(Int64.self, forKey: .minimum),
            maximum: try fields.decodeIfPresent(Int64.self, forKey: .maximum),
            maxLength: try fields.decodeIfPresent(Int.self, forKey: .maxLength),
            defaultText: try fields.decodeIfPresent(String.self, forKey: .defaultText),
            sensitive: try fields.decodeIfPresent(Bool.self, forKey: .sensitive) ?? false,
            clearedBy: try fields.decodeIfPresent(Clearing.self, forKey: .clearedBy))
    }
}

extension Field.Member {
    private enum CodingKeys: String, CodingKey { case name, type }

    /// Reads a member; a type that a later version of the software brought is read as `any`.
    public init(from decoder: any Decoder) throws {
        let member = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try member.decode(String.self, forKey: .name),
            type: ValueType(rawValue: try member.decode(String.self, forKey: .type)) ?? .any)
    }
}

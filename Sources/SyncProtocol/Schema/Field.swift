/// One declared field of a record type.
public struct Field: Codable, Sendable, Hashable {
    public let number: FieldNumber
    /// Lower-case identifier: JSON key, CSV column and word of `FIELD=VALUE`.
    public let name: String
    public let title: Title
    public let type: ValueType
    public let policy: Policy
    /// For the `authority` policy: roles, the strongest first.
    public let authority: [String]
    /// For `choice`: the codes, in the order people see them.
    public let choices: [Choice]
    /// For a `group`: the members, in the order of the tuple.
    public let members: [Member]
    /// For `reference`: the name of the type referred to.
    public let references: String?
    /// Whether the field is a map from names to values, each name a cell that merges by itself.
    public let keyed: Bool
    public let required: Bool
    /// For `integer`: the least and greatest value.
    public let minimum: Int64?
    public let maximum: Int64?
    /// For `text`: the greatest number of characters.
    public let maxLength: Int?

    public struct Choice: Codable, Sendable, Hashable {
        public let code: String
        public let title: Title

        public init(code: String, title: Title) {
            self.code = code
            self.title = title
        }
    }

    public struct Member: Codable, Sendable, Hashable {
        public let name: String
        public let type: ValueType

        public init(name: String, type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    public init(
        number: FieldNumber, name: String, title: Title, type: ValueType, policy: Policy = .manual,
        authority: [String] = [], choices: [Choice] = [], members: [Member] = [], references: String? = nil,
        keyed: Bool = false, required: Bool = false, minimum: Int64? = nil, maximum: Int64? = nil,
        maxLength: Int? = nil
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
    }

    /// Whether a write of the field names a cell.
    public var hasCells: Bool { keyed || policy == .union }

    /// The fields that every type has.
    public static let common = [
        Field(
            number: .deleted, name: "deleted", title: Title(zh: "已删除", en: "Deleted"), type: .boolean),
        Field(
            number: .alias, name: "merged_into", title: Title(zh: "并入", en: "Merged into"), type: .reference),
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
    private enum Key: String, CodingKey {
        case number, name, title, type, policy, authority, choices, members, references, keyed, required, minimum,
            maximum, maxLength
    }

    /// Reads a field of a schema document, where everything beyond number, name, title and type may be left out.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            number: try fields.decode(FieldNumber.self, forKey: .number),
            name: try fields.decode(String.self, forKey: .name),
            title: try fields.decode(Title.self, forKey: .title),
            type: try fields.decode(ValueType.self, forKey: .type),
            policy: try fields.decodeIfPresent(Policy.self, forKey: .policy) ?? .manual,
            authority: try fields.decodeIfPresent([String].self, forKey: .authority) ?? [],
            choices: try fields.decodeIfPresent([Choice].self, forKey: .choices) ?? [],
            members: try fields.decodeIfPresent([Member].self, forKey: .members) ?? [],
            references: try fields.decodeIfPresent(String.self, forKey: .references),
            keyed: try fields.decodeIfPresent(Bool.self, forKey: .keyed) ?? false,
            required: try fields.decodeIfPresent(Bool.self, forKey: .required) ?? false,
            minimum: try fields.decodeIfPresent(Int64.self, forKey: .minimum),
            maximum: try fields.decodeIfPresent(Int64.self, forKey: .maximum),
            maxLength: try fields.decodeIfPresent(Int.self, forKey: .maxLength))
    }
}

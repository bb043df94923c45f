public import Values

/// The number of a record type. Numbers are never reused.
public struct TypeNumber: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    /// Below 1,000 for what ships with the software; a district's own begin there.
    public let rawValue: UInt32

    /// A number as the schema document writes it.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// In the order of the numbers.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a field within its type. Numbers below 16 are the protocol's own; numbers are never reused.
public struct FieldNumber: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    /// As the change log writes it.
    public let rawValue: UInt32

    /// A number as the schema document writes it.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Whether the record is deleted: a boolean that every type has.
    public static let deleted = FieldNumber(rawValue: 1)
    /// The record that this one was found to be a duplicate of: a reference that every type has.
    public static let alias = FieldNumber(rawValue: 2)

    /// In the order of the numbers.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The record types that all sides share: data with a version, not code. Specification: section "Schema".
public struct Schema: Codable, Sendable, Hashable {
    /// From 1; a greater version only adds types, fields and choices.
    public let version: UInt32
    /// In the order in which people see them.
    public let types: [RecordType]

    /// Declared types under a version.
    public init(version: UInt32, types: [RecordType]) {
        self.version = version
        self.types = types
    }

    /// Reads a schema document; `nil` when the bytes are none that this version can read.
    public init?(document: [UInt8]) {
        guard let schema = try? JSONText.readOwn(Schema.self, from: document) else { return nil }
        self = schema
    }

    /// `nil` for a number that this schema does not declare.
    public func type(_ number: TypeNumber) -> RecordType? {
        types.first { $0.number == number }
    }

    /// `nil` for a name that this schema does not declare.
    public func type(named name: String) -> RecordType? {
        types.first { $0.name == name }
    }

    /// The declared policy of a field; `manual` for what this schema does not know, because a person can always decide.
    public func policy(of field: FieldNumber, in type: TypeNumber) -> Policy {
        self.type(type)?.field(field)?.policy ?? .manual
    }
}

/// One declared record type.
public struct RecordType: Codable, Sendable, Hashable {
    /// What the change log knows the type by.
    public let number: TypeNumber
    /// Lower-case identifier; the name of the view in the store.
    public let name: String
    /// What people call a record of it.
    public let title: Localized
    /// Where its records lie, and so who receives them.
    public let placement: Placement
    /// Names of the fields that text search reads, in order.
    public let search: [String]
    /// Names of the fields that together name the record for people, in order.
    public let label: [String]
    /// Names of the fields that together tell one record of the type from every other, in order; empty when nothing
    /// but the id does.
    public let key: [String]
    /// In the order in which people see them, without ``Field/common``.
    public let fields: [Field]

    /// A declaration; what is left out is as a schema document leaves it out.
    public init(
        number: TypeNumber, name: String, title: Localized, placement: Placement, search: [String] = [],
        label: [String] = [], key: [String] = [], fields: [Field]
    ) {
        self.number = number
        self.name = name
        self.title = title
        self.placement = placement
        self.search = search
        self.label = label
        self.key = key
        self.fields = fields
    }

    /// The declared field, or one that every type has; `nil` for any other number.
    public func field(_ number: FieldNumber) -> Field? {
        if let declared = fields.first(where: { $0.number == number }) { return declared }
        return Field.common.first { $0.number == number }
    }

    /// The declared field, or one that every type has; `nil` for any other name.
    public func field(named name: String) -> Field? {
        if let declared = fields.first(where: { $0.name == name }) { return declared }
        return Field.common.first { $0.name == name }
    }
}

extension RecordType {
    private enum CodingKeys: String, CodingKey { case number, name, title, placement, search, label, key, fields }

    /// Reads a type of a schema document, where everything beyond number, name, title and fields may be left out.
    public init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            number: try type.decode(TypeNumber.self, forKey: .number),
            name: try type.decode(String.self, forKey: .name),
            title: try type.decode(Localized.self, forKey: .title),
            placement: try type.decodeIfPresent(Placement.self, forKey: .placement) ?? .everywhere,
            search: try type.decodeIfPresent([String].self, forKey: .search) ?? [],
            label: try type.decodeIfPresent([String].self, forKey: .label) ?? [],
            key: try type.decodeIfPresent([String].self, forKey: .key) ?? [],
            fields: try type.decode([Field].self, forKey: .fields))
    }
}

/// How a record finds the areas it lies in, and so who receives it.
public enum Placement: Hashable, Sendable {
    /// The named text field holds an area code.
    case field(String)
    /// The record lies where the record lies that the named reference field points to.
    case parent(String)
    /// Every replica receives it.
    case everywhere
}

extension Placement: Codable {
    private enum Key: String, CodingKey { case field, parent, everywhere }

    /// The form of a schema document: an object with the one key `field`, `parent` or `everywhere`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .field) {
            self = .field(name)
        } else if let name = try container.decodeIfPresent(String.self, forKey: .parent) {
            self = .parent(name)
        } else {
            self = .everywhere
        }
    }

    /// The form of a schema document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .field(let name): try container.encode(name, forKey: .field)
        case .parent(let name): try container.encode(name, forKey: .parent)
        case .everywhere: try container.encode(true, forKey: .everywhere)
        }
    }
}

extension RecordType {
    /// What people and scripts call a field, or one cell of a keyed field.
    ///
    /// Answers and recorded values, which lie in keyed fields of the type `any`, go by their own names; a cell of another
    /// keyed field is named with its field, such as `responses[1]`.
    ///
    /// - Parameter key: The field and the cell.
    /// - Returns: The name; `_` and the number of a field that the type does not declare.
    public func name(of key: FieldKey) -> String {
        guard let field = field(key.field) else { return "_\(key.field.rawValue)" }
        guard field.keyed else { return field.name }
        return field.cellName(String(decoding: key.cell, as: UTF8.self))
    }
}

extension Field {
    /// What a cell of a keyed field is called; see ``RecordType/name(of:)``.
    ///
    /// - Parameter cell: The cell's own name.
    /// - Returns: The name.
    public func cellName(_ cell: String) -> String { type == .any ? cell : "\(name)[\(cell)]" }
}

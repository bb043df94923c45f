internal import CommunityModel
public import ReplicaStore
public import SyncProtocol
internal import Values

/// The value of a key field in the one writing that comparisons use.
enum KeyText {
    /// A text as it is compared: people write full-width digits, capitals and the words for a building as they like.
    static func folded(_ text: String, of field: Field) -> String {
        field.type == .text ? AddressSearch.bare(text, field: field.name) : text
    }

    /// What a stored record holds; `nil` when it holds nothing.
    static func text(of field: Field, in object: FlatObject) -> String? {
        guard let raw = object.raw(field.name), raw != "null" else { return nil }
        return object.text(field.name).map { folded($0, of: field) } ?? String(raw)
    }

    /// What an assignment says; `nil` when it says nothing.
    static func text(_ assignment: Assignment) -> String? {
        guard case .value(let value) = assignment.content, value != .null else { return nil }
        let json = JSONValue(value)
        if case .string(let text) = json { return folded(text, of: assignment.field) }
        return json.text
    }
}

/// What tells a record from all others of its type: two records with equal values in every key field are the same.
public struct NaturalKey: Hashable, Sendable {
    let texts: [String]
}

/// The key that a type declares, made ready for many records.
struct KeyShape {
    private let fields: [Field]
    /// The placement field among them.
    private let area: Int?

    init(_ type: RecordType) {
        let fields = type.key.compactMap { type.field(named: $0) }
        self.fields = fields
        area = fields.firstIndex { type.placement == .field($0.name) }
    }

    /// The key of a stored record; `nil` when the type declares none, or nothing but the area is stated.
    func key(of object: FlatObject) -> NaturalKey? { key { KeyText.text(of: $0, in: object) } }

    /// The key of a record to be.
    func key(of assignments: [Assignment]) -> NaturalKey? {
        key { field in assignments.first { $0.field.number == field.number }.flatMap(KeyText.text) }
    }

    /// The area that is part of the key of a record to be; `nil` when it is not part of it.
    func area(of assignments: [Assignment]) -> String? {
        guard let area, let assignment = assignments.first(where: { $0.field.number == fields[area].number }),
            case .value(.text(let code)) = assignment.content
        else { return nil }
        return code
    }

    private func key(_ text: (Field) -> String?) -> NaturalKey? {
        let texts = fields.map { text($0) ?? "" }
        let isStated = texts.indices.contains { !texts[$0].isEmpty && ($0 != area || texts.count == 1) }
        return isStated ? NaturalKey(texts: texts) : nil
    }
}

/// The keys that records of one type hold already, read area by area where the area is part of the key.
public struct NaturalKeyIndex {
    private let type: TypeNumber
    private let shape: KeyShape
    private let context: EditContext
    /// The keys by area; all under the empty text where the area is no part of the key.
    public private(set) var pages: [String: [NaturalKey: RecordID]]

    /// - Parameters:
    ///   - type: The type.
    ///   - context: The moment of the save.
    ///   - pages: What was read before and holds still.
    public init(
        _ type: RecordType, in context: EditContext, pages: [String: [NaturalKey: RecordID]] = [:]
    ) {
        self.type = type.number
        self.context = context
        self.pages = pages
        shape = KeyShape(type)
    }

    /// Takes note of a record.
    ///
    /// - Parameters:
    ///   - id: Its id.
    ///   - assignments: What it will hold.
    /// - Returns: The record that has its key already; `nil` when there was none, and this one is noted.
    /// - Throws: ``StoreError``.
    public mutating func add(_ id: RecordID, _ assignments: [Assignment]) throws -> RecordID? {
        guard let key = shape.key(of: assignments) else { return nil }
        let area = shape.area(of: assignments)
        let page = area ?? ""
        if pages[page] == nil { pages[page] = try read(area) }
        if let existing = pages[page]?[key] { return existing }
        pages[page]?[key] = id
        return nil
    }

    private func read(_ area: String?) throws -> [NaturalKey: RecordID] {
        var keys: [NaturalKey: RecordID] = [:]
        for record in try context.listing(of: type, inArea: area) {
            guard let key = FlatObject(record.json).flatMap(shape.key) else { continue }
            keys[key] = keys[key].map { min($0, record.id) } ?? record.id
        }
        return keys
    }
}

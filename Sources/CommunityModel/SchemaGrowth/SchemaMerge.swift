public import SyncProtocol
public import Values

/// Brings what a newer version of the software declares into a schema that a district may have added to.
public enum SchemaMerge {
    /// - Parameters:
    ///   - builtIn: What the software declares. Its types, fields and choices stand as it says.
    ///   - current: The schema in force. What it has beyond that stays.
    /// - Returns: The schema that holds both, with a greater version; `nil` when nothing is missing.
    public static func merge(_ builtIn: Schema, into current: Schema) -> Schema? {
        let names = Set(builtIn.types.map(\.name))
        let numbers = Set(builtIn.types.map(\.number))
        // Where the software comes to use a name that a district has taken, the district's type steps aside: programs
        // ask for theirs by name, and records know their type by its number.
        let own = current.types.filter { !numbers.contains($0.number) }
        let renamed = Dictionary(
            own.filter { names.contains($0.name) }.map { ($0.name, aside($0.name)) },
            uniquingKeysWith: { first, _ in first })
        let merged =
            builtIn.types.map { type in
                current.type(type.number).map { merge(type, into: $0, renamed: renamed) } ?? type
            } + own.map { rename($0, renamed) }
        guard merged != current.types else { return nil }
        return Schema(version: max(current.version + 1, builtIn.version), types: merged)
    }

    private static func merge(_ builtIn: RecordType, into current: RecordType, renamed: [String: String]) -> RecordType
    {
        let names = Set(builtIn.fields.map(\.name))
        let numbers = Set(builtIn.fields.map(\.number))
        let shared = builtIn.fields.map { field -> Field in
            guard let known = current.fields.first(where: { $0.number == field.number }) else { return field }
            let codes = Set(field.choices.map(\.code))
            return field.with(choices: field.choices + known.choices.filter { !codes.contains($0.code) })
        }
        let own = current.fields.filter { !numbers.contains($0.number) }.map { field in
            field.with(
                name: names.contains(field.name) ? aside(field.name) : field.name,
                references: field.references.map { renamed[$0] ?? $0 })
        }
        return RecordType(
            number: builtIn.number, name: builtIn.name, title: builtIn.title, placement: builtIn.placement,
            search: builtIn.search, label: builtIn.label, key: builtIn.key, fields: shared + own)
    }

    private static func rename(_ type: RecordType, _ renamed: [String: String]) -> RecordType {
        let name = renamed[type.name] ?? type.name
        let fields = type.fields.map { $0.with(references: $0.references.map { renamed[$0] ?? $0 }) }
        guard name != type.name || fields != type.fields else { return type }
        return RecordType(
            number: type.number, name: name, title: type.title, placement: type.placement, search: type.search,
            label: type.label, key: type.key, fields: fields)
    }

    private static func aside(_ name: String) -> String { name + "_district" }
}

extension JSONValue {
    /// A schema document: what may be left out is left out, and the order of everything is that of the schema.
    public init(_ schema: Schema) {
        self = .object([
            Member("version", .integer(Int64(schema.version))),
            Member("types", .array(schema.types.map(JSONValue.init))),
        ])
    }

    /// A record type as a schema document declares it.
    public init(_ type: RecordType) {
        let placement: Member =
            switch type.placement {
            case .field(let name): Member("field", .string(name))
            case .parent(let name): Member("parent", .string(name))
            case .everywhere: Member("everywhere", .boolean(true))
            }
        var members = [
            Member("number", .integer(Int64(type.number.rawValue))), Member("name", .string(type.name)),
            Member("title", JSONValue(type.title)), Member("placement", .object([placement])),
        ]
        for (key, names) in [("search", type.search), ("label", type.label), ("key", type.key)] where !names.isEmpty {
            members.append(Member(key, .array(names.map(JSONValue.string))))
        }
        members.append(Member("fields", .array(type.fields.map(JSONValue.init))))
        self = .object(members)
    }

    private init(_ title: Localized) {
        self = .object([Member("zh", .string(title.zh)), Member("en", .string(title.en))])
    }

    private init(_ field: Field) {
        var members = [
            Member("number", .integer(Int64(field.number.rawValue))), Member("name", .string(field.name)),
            Member("title", JSONValue(field.title)), Member("type", .string(field.type.rawValue)),
        ]
        if field.policy != .manual { members.append(Member("policy", .string(field.policy.rawValue))) }
        if !field.authority.isEmpty {
            members.append(Member("authority", .array(field.authority.map(JSONValue.string))))
        }
        if !field.choices.isEmpty {
            let choices = field.choices.map { choice in
                JSONValue.object([Member("code", .string(choice.code)), Member("title", JSONValue(choice.title))])
            }
            members.append(Member("choices", .array(choices)))
        }
        if !field.members.isEmpty {
            let parts = field.members.map { part in
                JSONValue.object([Member("name", .string(part.name)), Member("type", .string(part.type.rawValue))])
            }
            members.append(Member("members", .array(parts)))
        }
        if let type = field.references { members.append(Member("references", .string(type))) }
        if field.keyed { members.append(Member("keyed", .boolean(true))) }
        if field.required { members.append(Member("required", .boolean(true))) }
        for (key, bound) in [("minimum", field.minimum), ("maximum", field.maximum)] {
            if let bound { members.append(Member(key, .integer(bound))) }
        }
        if let length = field.maxLength { members.append(Member("maxLength", .integer(Int64(length)))) }
        if let text = field.defaultText { members.append(Member("default", .string(text))) }
        if field.sensitive { members.append(Member("sensitive", .boolean(true))) }
        if let clearing = field.clearedBy {
            members.append(
                Member(
                    "clearedBy",
                    .object([
                        Member("field", .string(clearing.field)), Member("choice", .string(clearing.choice)),
                    ])))
        }
        self = .object(members)
    }
}

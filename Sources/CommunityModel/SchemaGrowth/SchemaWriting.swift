public import SyncProtocol
public import Values

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

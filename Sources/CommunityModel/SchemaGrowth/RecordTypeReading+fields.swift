internal import SyncProtocol
internal import Values

/// The fields of a type, by themselves and as a whole.
extension RecordTypeReading {
    private static let fieldKeys: Set<String> = [
        "number", "name", "title", "type", "policy", "authority", "choices", "members", "references", "keyed",
        "required",
        "minimum", "maximum", "maxLength", "default", "sensitive", "clearedBy",
    ]
    private static let types = [
        "boolean", "integer", "decimal", "text", "date", "instant", "reference", "choice", "group", "any",
    ]
    private static let policies = ["manual", "latest", "max", "min", "union", "append", "authority"]

    mutating func field(_ json: JSONValue, at path: String) -> Field? {
        guard let object = reading.object(json, at: path, known: Self.fieldKeys) else { return nil }
        let number = number(of: object, at: path)
        let name = name(of: object, at: path)
        let title = title(of: object, at: path)
        let type = word("type", among: Self.types, of: object, at: path).flatMap(ValueType.init)
        if object["type"] == nil { reading.missing("type", at: path) }
        let policy = word("policy", among: Self.policies, of: object, at: path).flatMap(Policy.init)
        var choices: [Field.Choice] = []
        for (element, place) in reading.array("choices", of: object, at: path) {
            if let choice = choice(element, at: place) { choices.append(choice) }
        }
        var members: [Field.Member] = []
        for (element, place) in reading.array("members", of: object, at: path) {
            if let member = member(element, at: place) { members.append(member) }
        }
        let authority = authority(of: object, at: path)
        let references = reading.text("references", of: object, at: path)
        let keyed = reading.flag("keyed", of: object, at: path)
        let required = reading.flag("required", of: object, at: path)
        let defaultText = reading.text("default", of: object, at: path)
        let sensitive = reading.flag("sensitive", of: object, at: path)
        let clearedBy = clearing(of: object, at: path)
        let bounds = ["minimum", "maximum", "maxLength"].map { reading.number($0, of: object, at: path) }
        guard let number, let name, let title, let type else { return nil }
        let field = Field(
            number: FieldNumber(rawValue: number), name: name, title: title, type: type, policy: policy ?? .manual,
            authority: authority, choices: choices, members: members, references: references, keyed: keyed,
            required: required, minimum: bounds[0], maximum: bounds[1],
            maxLength: bounds[2].map { Int(clamping: $0) }, defaultText: defaultText, sensitive: sensitive,
            clearedBy: clearedBy)
        checkMeaning(of: field, at: path)
        return field
    }

    private mutating func word(
        _ name: String, among words: [String], of object: [String: JSONValue], at path: String
    ) -> String? {
        guard let word = reading.text(name, of: object, at: path) else { return nil }
        guard words.contains(word) else {
            reading.note(
                "\(name)_unknown", at: path.member(name), zh: "没有“\(word)”；可用：\(words.joined(separator: ", "))",
                en: "there is no \"\(word)\"; known are \(words.joined(separator: ", "))")
            return nil
        }
        return word
    }

    private mutating func choice(_ json: JSONValue, at path: String) -> Field.Choice? {
        guard let object = reading.object(json, at: path, known: ["code", "title"]) else { return nil }
        let title = title(of: object, at: path)
        if object["code"] == nil { reading.missing("code", at: path) }
        guard let code = reading.text("code", of: object, at: path) else { return nil }
        guard (1...SchemaLimits.codeCharactersMax).contains(code.count), !code.contains(where: \.isWhitespace) else {
            reading.note(
                "code_invalid", at: path.member("code"),
                zh: "代码应有 1 到 \(SchemaLimits.codeCharactersMax) 个字符，不含空白",
                en: "a code has 1 to \(SchemaLimits.codeCharactersMax) characters and no blanks")
            return nil
        }
        return title.map { Field.Choice(code: code, title: $0) }
    }

    private mutating func member(_ json: JSONValue, at path: String) -> Field.Member? {
        guard let object = reading.object(json, at: path, known: ["name", "type"]) else { return nil }
        let name = name(of: object, at: path)
        if object["type"] == nil { reading.missing("type", at: path) }
        // A tuple holds no tuple, and a member whose type is not known cannot be read from a text.
        let types = Self.types.filter { !["group", "any", "choice"].contains($0) }
        let type = word("type", among: types, of: object, at: path).flatMap(ValueType.init)
        guard let name, let type else { return nil }
        return Field.Member(name: name, type: type)
    }

    private mutating func clearing(of object: [String: JSONValue], at path: String) -> Field.Clearing? {
        guard let json = object["clearedBy"] else { return nil }
        let place = path.member("clearedBy")
        guard let members = reading.object(json, at: place, known: ["field", "choice"]) else { return nil }
        for key in ["field", "choice"] where members[key] == nil { reading.missing(key, at: place) }
        let field = reading.text("field", of: members, at: place)
        let choice = reading.text("choice", of: members, at: place)
        guard let field, let choice else { return nil }
        return Field.Clearing(field: field, choice: choice)
    }

    private mutating func authority(of object: [String: JSONValue], at path: String) -> [String] {
        let named = reading.array("authority", of: object, at: path)
        for (json, place) in named {
            guard case .string(let role) = json, !roles.contains(role) else { continue }
            let known = roles.sorted().joined(separator: ", ")
            reading.note(
                "role_unknown", at: place, zh: "没有角色“\(role)”；可用：\(known)",
                en: "there is no role \"\(role)\"; known are \(known)")
        }
        return reading.texts("authority", of: object, at: path)
    }
}

// MARK: - What a field must be as a whole

extension RecordTypeReading {
    private mutating func checkMeaning(of field: Field, at path: String) {
        demand(!field.choices.isEmpty, for: .choice, "choices", of: field, at: path)
        demand(!field.members.isEmpty, for: .group, "members", of: field, at: path)
        if field.type == .reference, field.references == nil { reading.missing("references", at: path) }
        if field.references != nil, ![.reference, .text].contains(field.type) {
            misplaced("references", zh: "reference 或 text", en: "reference or text", at: path)
        }
        // The choices may be those of a field that is there already.
        if let text = field.defaultText, field.type != .choice, (try? field.read(text)) == nil {
            reading.note(
                "default_invalid", at: path.member("default"), zh: "“\(text)”不是这个字段的值",
                en: "\"\(text)\" is no value of this field")
        }
        if field.policy == .authority, field.authority.isEmpty { reading.missing("authority", at: path) }
        if field.policy == .union, field.keyed {
            reading.note(
                "keyed_union", at: path.member("keyed"), zh: "union 字段不能再是 keyed",
                en: "a field with policy union cannot be keyed as well")
        }
        checkRepeated(field.choices.map(\.code), "choices", at: path)
        checkRepeated(field.members.map(\.name), "members", at: path)
        let hasRange = field.minimum != nil || field.maximum != nil
        if hasRange, field.type != .integer {
            reading.note(
                "limit_invalid", at: path, zh: "minimum 和 maximum 只用于整数字段",
                en: "minimum and maximum are for fields of type integer")
        }
        if let minimum = field.minimum, let maximum = field.maximum, minimum > maximum {
            reading.note(
                "limit_invalid", at: path, zh: "minimum 大于 maximum", en: "minimum is greater than maximum")
        }
        if let length = field.maxLength, field.type != .text || !(1...Limits.textBytesMax).contains(length) {
            reading.note(
                "limit_invalid", at: path.member("maxLength"), zh: "maxLength 只用于文字字段，最大 \(Limits.textBytesMax)",
                en: "maxLength is for fields of type text, at most \(Limits.textBytesMax)")
        }
    }

    /// What a field of one type needs, no field of another type may have.
    private mutating func demand(_ isThere: Bool, for type: ValueType, _ key: String, of field: Field, at path: String)
    {
        if field.type == type, !isThere { reading.missing(key, at: path) }
        if field.type != type, isThere { misplaced(key, zh: type.rawValue, en: type.rawValue, at: path) }
    }

    private mutating func misplaced(_ key: String, zh: String, en: String, at path: String) {
        reading.note(
            "key_misplaced", at: path.member(key), zh: "只有 \(zh) 类型的字段有 \(key)",
            en: "only fields of type \(en) have \(key)")
    }

    private mutating func checkRepeated(_ names: [String], _ key: String, at path: String) {
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            reading.note(
                "repeated", at: "\(path.member(key))[\(index)]", zh: "“\(name)”出现了两次", en: "\"\(name)\" stands twice")
        }
    }
}

public import SyncProtocol
internal import Values

/// What becomes of a schema to which a district adds types, fields and choices. A schema only grows: numbers and names
/// that are used stay what they are. Specification: section "Schema".
public struct SchemaAddition {
    /// The schema that results, with the next version; the one there was when nothing is new. `nil` while there are
    /// faults.
    public let schema: Schema?
    /// In the order in which the file can be mended.
    public let faults: [SchemaFault]

    /// - Parameters:
    ///   - added: What was read.
    ///   - readingFaults: What was wrong with the file itself.
    ///   - current: The schema in force.
    public init(_ added: [PlacedType], faults readingFaults: [SchemaFault], to current: Schema) {
        var growth = Growth(types: current.types)
        for placed in added { growth.add(placed) }
        // A reference to a type that could not be read is told of there.
        if readingFaults.isEmpty {
            for placed in added { growth.checkReferences(of: placed) }
        }
        faults = Array((readingFaults + growth.reading.faults).prefix(SchemaLimits.faultsMax))
        guard faults.isEmpty else {
            schema = nil
            return
        }
        schema =
            growth.types == current.types ? current : Schema(version: current.version + 1, types: growth.types)
    }
}

private struct Growth {
    var types: [RecordType]
    var reading = JSONPlaceReading()

    mutating func add(_ placed: PlacedType) {
        let (type, path) = (placed.type, placed.path)
        if let index = types.firstIndex(where: { $0.number == type.number }) {
            let existing = types[index]
            guard existing.name == type.name else {
                return reading.note(
                    "number_taken", at: path.member("number"), zh: "编号 \(type.number.rawValue) 已属于类型 \(existing.name)",
                    en: "the number \(type.number.rawValue) is that of the type \(existing.name)")
            }
            types[index] = grow(existing, by: placed)
            checkCount(in: types[index], at: path)
            checkNames(in: types[index], at: path)
        } else {
            checkNew(type, at: path)
            checkCount(in: type, at: path)
            checkNumbers(of: placed)
            checkNames(in: type, at: path)
            types.append(type)
        }
    }

    private mutating func checkNew(_ type: RecordType, at path: String) {
        if type.number.rawValue < SchemaLimits.districtNumberMin {
            reading.note(
                "number_reserved", at: path.member("number"), zh: "新类型的编号从 \(SchemaLimits.districtNumberMin) 开始",
                en: "numbers of new types begin with \(SchemaLimits.districtNumberMin)")
        }
        if let other = types.first(where: { $0.name == type.name }) {
            reading.note(
                "name_taken", at: path.member("name"), zh: "名称 \(type.name) 已属于编号 \(other.number.rawValue)",
                en: "the name \(type.name) is that of the type with number \(other.number.rawValue)")
        }
        if SchemaLimits.reservedNames.contains(type.name) || type.name.hasPrefix("sqlite") {
            reading.note(
                "name_taken", at: path.member("name"), zh: "名称 \(type.name) 由存储文件自用",
                en: "the name \(type.name) is used by the store itself")
        }
    }

    private mutating func checkNumbers(of placed: PlacedType) {
        var numbers: Set<FieldNumber> = []
        var names = Set(Field.common.map(\.name))
        for (field, path) in zip(placed.type.fields, placed.fieldPaths) {
            checkFirst(field, at: path, least: 16)
            if !numbers.insert(field.number).inserted {
                reading.note(
                    "number_taken", at: path.member("number"), zh: "编号 \(field.number.rawValue) 出现了两次",
                    en: "the number \(field.number.rawValue) stands twice")
            }
            if !names.insert(field.name).inserted {
                reading.note(
                    "name_taken", at: path.member("name"), zh: "名称 \(field.name) 已被使用",
                    en: "the name \(field.name) is taken")
            }
        }
    }

    private mutating func checkFirst(_ field: Field, at path: String, least: UInt32) {
        if SchemaLimits.reservedFieldNames.contains(field.name) {
            reading.note(
                "name_taken", at: path.member("name"), zh: "名称 \(field.name) 另有用途",
                en: "the name \(field.name) has a use of its own")
        }
        guard field.number.rawValue < least else { return }
        reading.note(
            "number_reserved", at: path.member("number"), zh: "字段编号从 \(least) 开始",
            en: "numbers of fields begin with \(least) here")
    }

    private mutating func checkCount(in type: RecordType, at path: String) {
        guard type.fields.count > SchemaLimits.fieldsMax else { return }
        reading.note(
            "too_many_fields", at: path.member("fields"),
            zh: "共 \(type.fields.count) 个字段，一个类型最多 \(SchemaLimits.fieldsMax) 个；请分成几个类型",
            en: "\(type.fields.count) fields; a type has at most \(SchemaLimits.fieldsMax): make several types of it")
    }

    /// The names by which a type finds its own fields.
    private mutating func checkNames(in type: RecordType, at path: String) {
        for (key, names) in [("search", type.search), ("label", type.label), ("key", type.key)] {
            for name in names where !type.fields.contains(where: { $0.name == name }) {
                unknownField(name, at: path.member(key))
            }
        }
        for field in type.fields where field.type == .choice {
            guard let text = field.defaultText, (try? field.read(text)) == nil else { continue }
            reading.note(
                "default_invalid", at: path.member("fields"), zh: "字段 \(field.name) 没有选项“\(text)”",
                en: "the field \(field.name) has no choice \"\(text)\"")
        }
        for clearing in type.fields.compactMap(\.clearedBy) {
            let field = type.fields.first { $0.name == clearing.field }
            if field?.choices.contains(where: { $0.code == clearing.choice }) != true {
                unknownField("\(clearing.field) = \(clearing.choice)", at: path.member("fields"))
            }
        }
        let place = path.member("placement")
        switch type.placement {
        case .everywhere: break
        case .field(let name):
            guard let field = type.fields.first(where: { $0.name == name }) else {
                return unknownField(name, at: place)
            }
            if field.type != .text || field.hasCells || field.policy == .append {
                reading.note(
                    "placement_invalid", at: place, zh: "字段 \(name) 应为存放区域代码的文字字段",
                    en: "the field \(name) should be of type text and hold one area code")
            }
        case .parent(let name):
            guard let field = type.fields.first(where: { $0.name == name }) else {
                return unknownField(name, at: place)
            }
            if field.type != .reference || field.hasCells || field.policy == .append {
                reading.note(
                    "placement_invalid", at: place, zh: "字段 \(name) 应为引用", en: "the field \(name) should be a reference"
                )
            }
        }
    }

    private mutating func unknownField(_ name: String, at path: String) {
        reading.note("field_unknown", at: path, zh: "没有字段 \(name)", en: "there is no field \(name)")
    }

    mutating func checkReferences(of placed: PlacedType) {
        for (field, path) in zip(placed.type.fields, placed.fieldPaths) {
            guard let name = field.references, !types.contains(where: { $0.name == name }) else { continue }
            reading.note(
                "type_unknown", at: path.member("references"), zh: "没有类型 \(name)", en: "there is no type \(name)")
        }
    }
}

// MARK: - Types that are there already

extension Growth {
    /// What the file leaves out stays as it is.
    private mutating func grow(_ existing: RecordType, by placed: PlacedType) -> RecordType {
        let (type, path) = (placed.type, placed.path)
        let isOwn = existing.number.rawValue >= SchemaLimits.districtNumberMin
        if type.placement != existing.placement { changed("placement", at: path) }
        if !isOwn {
            for (key, new, old) in [
                ("search", type.search, existing.search), ("label", type.label, existing.label),
                ("key", type.key, existing.key),
            ] where !new.isEmpty && new != old { changed(key, at: path) }
        }
        var fields = existing.fields
        for (field, place) in zip(type.fields, placed.fieldPaths) {
            if let index = fields.firstIndex(where: { $0.number == field.number }) {
                fields[index] = grow(fields[index], by: field, isOwnType: isOwn, at: place)
                continue
            }
            checkFirst(field, at: place, least: isOwn ? 16 : SchemaLimits.districtNumberMin)
            if (fields + Field.common).contains(where: { $0.name == field.name }) {
                reading.note(
                    "name_taken", at: place.member("name"), zh: "名称 \(field.name) 已被使用",
                    en: "the name \(field.name) is taken")
            }
            fields.append(field)
        }
        return RecordType(
            number: existing.number, name: existing.name, title: isOwn ? type.title : existing.title,
            placement: existing.placement, search: isOwn && !type.search.isEmpty ? type.search : existing.search,
            label: isOwn && !type.label.isEmpty ? type.label : existing.label,
            key: isOwn && !type.key.isEmpty ? type.key : existing.key, fields: fields)
    }

    private mutating func grow(_ existing: Field, by field: Field, isOwnType: Bool, at path: String) -> Field {
        let isOwn = isOwnType || existing.number.rawValue >= SchemaLimits.districtNumberMin
        let meanings: [(String, Bool)] = [
            ("name", field.name == existing.name), ("type", field.type == existing.type),
            ("policy", field.policy == existing.policy), ("authority", field.authority == existing.authority),
            ("members", field.members == existing.members), ("references", field.references == existing.references),
            ("keyed", field.keyed == existing.keyed), ("required", field.required == existing.required),
            ("minimum", field.minimum == existing.minimum), ("maximum", field.maximum == existing.maximum),
            ("maxLength", field.maxLength == existing.maxLength),
            ("default", field.defaultText == existing.defaultText),
            ("sensitive", field.sensitive == existing.sensitive), ("clearedBy", field.clearedBy == existing.clearedBy),
        ]
        for (key, isSame) in meanings where !isSame { changed(key, at: path) }
        let titles = Dictionary(field.choices.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(existing.choices.map(\.code))
        let choices =
            existing.choices.map { isOwn ? titles[$0.code] ?? $0 : $0 }
            + field.choices.filter { !known.contains($0.code) }
        return existing.with(title: isOwn ? field.title : existing.title, choices: choices)
    }

    private mutating func changed(_ key: String, at path: String) {
        reading.note(
            "changed", at: path.member(key), zh: "\(key) 已经确定，不能再改；请另加一个",
            en: "\(key) is settled and cannot be changed; add another one instead")
    }
}

extension Field {
    /// The same field in other words and with other choices.
    func with(title: Localized? = nil, choices: [Choice]? = nil, name: String? = nil, references: String? = nil)
        -> Field
    {
        Field(
            number: number, name: name ?? self.name, title: title ?? self.title, type: type, policy: policy,
            authority: authority, choices: choices ?? self.choices, members: members,
            references: references ?? self.references, keyed: keyed, required: required, minimum: minimum,
            maximum: maximum, maxLength: maxLength, defaultText: defaultText, sensitive: sensitive, clearedBy: clearedBy
        )
    }
}

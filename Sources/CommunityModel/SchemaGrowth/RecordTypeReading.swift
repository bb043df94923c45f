public import SyncProtocol
public import Values

/// A record type and where each part of it stands in the file it was read from.
public struct PlacedType: Sendable {
    /// The type as it was read.
    public let type: RecordType
    let path: String
    /// One a field of the type.
    let fieldPaths: [String]
}

/// Reads record types from JSON, in the form in which a schema document declares them, with every fault of the file.
///
/// What a type must be by itself is checked here; how it fits into a schema, by ``SchemaAddition``.
public struct RecordTypeReading {
    private static let keys: Set<String> = [
        "number", "name", "title", "placement", "search", "label", "key", "fields",
    ]

    var reading = JSONPlaceReading()
    let roles: Set<String>

    /// Reads one type, or a list of them.
    ///
    /// - Parameters:
    ///   - json: The file.
    ///   - roles: The roles that `authority` may name.
    /// - Returns: The types that could be read, with their places, and what is wrong.
    public static func read(
        _ json: JSONValue, roles: Set<String>
    ) -> (types: [PlacedType], faults: [SchemaFault]) {
        var reader = RecordTypeReading(roles: roles)
        var types: [PlacedType] = []
        if case .array(let elements) = json {
            if elements.isEmpty {
                reader.reading.note("empty", at: "", zh: "文件中没有任何类型", en: "the file holds no type")
            }
            for (index, element) in elements.enumerated() {
                if let type = reader.type(element, at: "[\(index)]") { types.append(type) }
            }
        } else if let type = reader.type(json, at: "") {
            types.append(type)
        }
        return (types, reader.reading.faults)
    }

    private init(roles: Set<String>) { self.roles = roles }

    private mutating func type(_ json: JSONValue, at path: String) -> PlacedType? {
        guard let object = reading.object(json, at: path, known: Self.keys) else { return nil }
        let number = number(of: object, at: path)
        let name = name(of: object, at: path)
        let title = title(of: object, at: path)
        let placement = placement(of: object, at: path)
        var fields: [(field: Field, path: String)] = []
        for (element, place) in reading.array("fields", of: object, at: path) {
            if let field = field(element, at: place) { fields.append((field, place)) }
        }
        if object["fields"] == nil { reading.missing("fields", at: path) }
        let search = reading.texts("search", of: object, at: path)
        let label = reading.texts("label", of: object, at: path)
        let key = reading.texts("key", of: object, at: path)
        guard let number, let name, let title, let placement else { return nil }
        let type = RecordType(
            number: TypeNumber(rawValue: number), name: name, title: title, placement: placement, search: search,
            label: label, key: key, fields: fields.map(\.field))
        return PlacedType(type: type, path: path, fieldPaths: fields.map(\.path))
    }

    private mutating func placement(of object: [String: JSONValue], at path: String) -> Placement? {
        guard let json = object["placement"] else {
            reading.missing("placement", at: path)
            return nil
        }
        let place = path.member("placement")
        guard let members = reading.object(json, at: place, known: ["field", "parent", "everywhere"]) else {
            return nil
        }
        let field = reading.text("field", of: members, at: place)
        let parent = reading.text("parent", of: members, at: place)
        let everywhere = reading.flag("everywhere", of: members, at: place)
        switch (field, parent, everywhere) {
        case (let name?, nil, false): return .field(name)
        case (nil, let name?, false): return .parent(name)
        case (nil, nil, true): return .everywhere
        default:
            reading.note(
                "placement_invalid", at: place, zh: "应为 field、parent、everywhere 三者之一",
                en: "should be one of field, parent and everywhere")
            return nil
        }
    }
}

// MARK: - What types, fields and choices share

extension RecordTypeReading {
    mutating func number(of object: [String: JSONValue], at path: String) -> UInt32? {
        guard object["number"] != nil else {
            reading.missing("number", at: path)
            return nil
        }
        guard let number = reading.number("number", of: object, at: path) else { return nil }
        guard (1...Int64(SchemaLimits.numberMax)).contains(number) else {
            reading.note(
                "number_invalid", at: path.member("number"), zh: "编号应在 1 到 \(SchemaLimits.numberMax) 之间",
                en: "numbers lie between 1 and \(SchemaLimits.numberMax)")
            return nil
        }
        return UInt32(number)
    }

    /// Names are JSON keys, CSV columns, words of a command line and names in SQL.
    mutating func name(of object: [String: JSONValue], at path: String) -> String? {
        guard object["name"] != nil else {
            reading.missing("name", at: path)
            return nil
        }
        guard let name = reading.text("name", of: object, at: path) else { return nil }
        let isPlain = name.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
        let isLetterFirst = name.utf8.first.map { (97...122).contains($0) } ?? false
        guard isPlain, isLetterFirst, name.count <= SchemaLimits.nameCharactersMax else {
            reading.note(
                "name_invalid", at: path.member("name"),
                zh: "“\(name)”不能作名称：应为 1 到 \(SchemaLimits.nameCharactersMax) 个小写字母和下划线，以字母开头",
                en:
                    "\"\(name)\" is no name: 1 to \(SchemaLimits.nameCharactersMax) lower-case letters and _, a letter first"
            )
            return nil
        }
        return name
    }

    mutating func title(of object: [String: JSONValue], at path: String) -> Localized? {
        guard let json = object["title"] else {
            reading.missing("title", at: path)
            return nil
        }
        let place = path.member("title")
        guard let members = reading.object(json, at: place, known: ["zh", "en"]) else { return nil }
        var texts: [String] = []
        for language in ["zh", "en"] {
            guard members[language] != nil else {
                reading.missing(language, at: place)
                continue
            }
            guard let text = reading.text(language, of: members, at: place) else { continue }
            guard !text.allSatisfy(\.isWhitespace), text.count <= SchemaLimits.titleCharactersMax else {
                reading.note(
                    "title_invalid", at: place.member(language),
                    zh: "标题应有 1 到 \(SchemaLimits.titleCharactersMax) 个字",
                    en: "a title has 1 to \(SchemaLimits.titleCharactersMax) characters")
                continue
            }
            texts.append(text)
        }
        return texts.count == 2 ? Localized(zh: texts[0], en: texts[1]) : nil
    }
}

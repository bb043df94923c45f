public import Values

/// Reads the members of JSON objects, and notes every fault with its place instead of stopping at the first.
struct JSONPlaceReading {
    private(set) var faults: [SchemaFault] = []

    mutating func note(_ code: String, at path: String, zh: String, en: String) {
        guard faults.count < SchemaLimits.faultsMax else { return }
        faults.append(SchemaFault(code, at: path, zh: zh, en: en))
    }

    /// The members of an object, none of which has a name that is not known.
    ///
    /// - Returns: `nil` when it is no object.
    mutating func object(_ json: JSONValue, at path: String, known: Set<String>) -> [String: JSONValue]? {
        guard case .object(let members) = json else {
            wrongType(at: path, zh: "一个对象 { }", en: "an object { }")
            return nil
        }
        for member in members where !known.contains(member.name) {
            let names = known.sorted().joined(separator: ", ")
            note(
                "unknown_key", at: path.member(member.name), zh: "没有这个键；可用：\(names)",
                en: "there is no such key; known are \(names)")
        }
        return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    /// The elements of an array with their places; none when the key is left out.
    mutating func array(
        _ name: String, of object: [String: JSONValue], at path: String
    ) -> [(json: JSONValue, path: String)] {
        guard let json = object[name] else { return [] }
        guard case .array(let elements) = json else {
            wrongType(at: path.member(name), zh: "一个列表 [ ]", en: "a list [ ]")
            return []
        }
        return elements.enumerated().map { ($0.element, "\(path.member(name))[\($0.offset)]") }
    }

    mutating func text(_ name: String, of object: [String: JSONValue], at path: String) -> String? {
        guard let json = object[name] else { return nil }
        guard case .string(let text) = json else {
            wrongType(at: path.member(name), zh: "一段文字", en: "a text")
            return nil
        }
        return text
    }

    mutating func texts(_ name: String, of object: [String: JSONValue], at path: String) -> [String] {
        array(name, of: object, at: path).compactMap { json, place in
            if case .string(let text) = json { return text }
            wrongType(at: place, zh: "一段文字", en: "a text")
            return nil
        }
    }

    mutating func number(_ name: String, of object: [String: JSONValue], at path: String) -> Int64? {
        guard let json = object[name] else { return nil }
        guard case .integer(let number) = json else {
            wrongType(at: path.member(name), zh: "一个整数", en: "a whole number")
            return nil
        }
        return number
    }

    mutating func flag(_ name: String, of object: [String: JSONValue], at path: String) -> Bool {
        guard let json = object[name] else { return false }
        guard case .boolean(let flag) = json else {
            wrongType(at: path.member(name), zh: "true 或 false", en: "true or false")
            return false
        }
        return flag
    }

    mutating func missing(_ name: String, at path: String) {
        note("missing_key", at: path, zh: "缺少 \(name)", en: "\(name) is missing")
    }

    mutating func wrongType(at path: String, zh: String, en: String) {
        note("wrong_type", at: path, zh: "应为\(zh)", en: "should be \(en)")
    }
}

extension String {
    /// The place of a member of the object at this place.
    func member(_ name: String) -> String { isEmpty ? name : "\(self).\(name)" }
}

/// What is wrong with record types that somebody wants to add to a schema.
public struct SchemaFault: Hashable, Sendable {
    /// Stable. Listed in Protocol/json-output.md.
    public let code: String
    /// Where in the file, such as `[1].fields[0].choices[2].code`; empty for the file itself.
    public let path: String
    /// What is wrong and what to do.
    public let message: Localized

    init(_ code: String, at path: String, zh: String, en: String) {
        self.code = code
        self.path = path
        message = Localized(zh: zh, en: en)
    }
}

/// Bounds of what a district adds to its schema.
public enum SchemaLimits {
    /// Numbers below belong to the software's own types and fields, which go on growing.
    public static let districtNumberMin: UInt32 = 1_000
    /// Numbers above would be written with more bytes for nothing.
    public static let numberMax: UInt32 = 999_999
    /// Characters of a name: it is a column of a table that people read.
    public static let nameCharactersMax = 48
    /// Characters of a title.
    public static let titleCharactersMax = 100
    /// Fields of a type: each is a column of its view, and SQLite reads views of at most 2,000 (SQLITE_MAX_COLUMN).
    public static let fieldsMax = 1_900
    /// Characters of the code of a choice.
    public static let codeCharactersMax = 64
    /// Faults that are told at once; a person mends those first.
    public static let faultsMax = 200
    /// Bytes of a whole document: it travels to each device in one reply beside a page.
    public static let documentBytesMax = 1 << 20
    /// What every record shows beside its fields.
    static let reservedFieldNames: Set<String> = ["id", "type", "conflicts", "author", "device"]
    /// What a store keeps tables of, or may come to keep; a type's view stands beside them.
    static let reservedNames: Set<String> = [
        "setting", "schema_document", "replica", "change", "change_record", "record", "placement", "area_digest",
        "child",
        "conflict", "search", "feed", "outbox", "blob", "verdict", "quarantine", "bundle", "stripped", "draft",
        "upload",
    ]
}

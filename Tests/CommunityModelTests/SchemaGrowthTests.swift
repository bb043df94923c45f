import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("A schema that a district adds to") struct SchemaGrowthTests {
    private let builtIn: Schema

    init() throws { builtIn = try #require(Schema(document: BuiltInSchema.document)) }

    private static let licence = """
        {"number": 1000, "name": "dog_licence", "title": {"zh": "犬证", "en": "Dog licence"},
         "placement": {"field": "area"}, "search": ["owner"], "label": ["owner"], "key": ["area", "number"],
         "fields": [
           {"number": 16, "name": "area", "title": {"zh": "区域", "en": "Area"}, "type": "text", "references": "area",
            "required": true, "maxLength": 32},
           {"number": 17, "name": "owner", "title": {"zh": "犬主", "en": "Owner"}, "type": "text", "sensitive": true},
           {"number": 18, "name": "number", "title": {"zh": "证号", "en": "Number"}, "type": "integer", "minimum": 1},
           {"number": 19, "name": "size", "title": {"zh": "体型", "en": "Size"}, "type": "choice", "default": "small",
            "choices": [{"code": "small", "title": {"zh": "小", "en": "Small"}},
                        {"code": "large", "title": {"zh": "大", "en": "Large"}}]},
           {"number": 20, "name": "household", "title": {"zh": "住户", "en": "Household"}, "type": "reference",
            "references": "household"},
           {"number": 21, "name": "position", "title": {"zh": "位置", "en": "Position"}, "type": "group",
            "members": [{"name": "latitude", "type": "decimal"}, {"name": "longitude", "type": "decimal"}]},
           {"number": 22, "name": "approved", "title": {"zh": "核准", "en": "Approved"}, "type": "boolean",
            "policy": "authority", "authority": ["street"]}]}
        """

    private func add(_ text: String, to schema: Schema) throws -> SchemaAddition {
        let json = try #require(JSONValue(parsing: Array(text.utf8)))
        let read = RecordTypeReading.read(json, roles: ["street", "district"])
        return SchemaAddition(read.types, faults: read.faults, to: schema)
    }

    private func faults(_ text: String, to schema: Schema? = nil) throws -> [String] {
        let addition = try add(text, to: schema ?? builtIn)
        #expect(addition.schema == nil)
        for fault in addition.faults { #expect(!fault.message.zh.isEmpty && !fault.message.en.isEmpty) }
        return addition.faults.map { "\($0.code) \($0.path)" }
    }

    @Test("a well-formed type is added, with the next version, and all else stays")
    func added() throws {
        let schema = try #require(try add(Self.licence, to: builtIn).schema)
        #expect(schema.version == builtIn.version + 1)
        #expect(Array(schema.types.dropLast()) == builtIn.types)
        #expect(schema.types.last?.fields.count == 7)
        #expect(schema.type(named: "dog_licence")?.key == ["area", "number"])
    }

    @Test("the same type added twice changes nothing")
    func twice() throws {
        let schema = try #require(try add(Self.licence, to: builtIn).schema)
        #expect(try add("[\(Self.licence), \(Self.licence)]", to: schema).schema == schema)
    }

    @Test("a document that is written is read as the schema it was")
    func roundTrip() throws {
        let schema = try #require(try add(Self.licence, to: builtIn).schema)
        #expect(Schema(document: Array(JSONValue(schema).text.utf8)) == schema)
        #expect(Schema(document: Array(JSONValue(builtIn).text.utf8)) == builtIn)
    }

    @Test("a type has no more fields than its view can show, whether it comes whole or grows")
    func tooManyFields() throws {
        func type(_ numbers: Range<Int>) -> String {
            let fields = numbers.map { number in
                // A name has no digits, and `id` is no name.
                let name = "f_" + String(number).utf8.map { String(UnicodeScalar($0 + 49)) }.joined()
                return #"{"number": \#(number), "name": "\#(name)", "title": {"zh": "甲", "en": "A"}, "type": "text"}"#
            }
            return """
                {"number": 1000, "name": "wide", "title": {"zh": "宽", "en": "Wide"}, "placement": {"everywhere": true},
                 "fields": [\(fields.joined(separator: ","))]}
                """
        }
        let least = 16
        let schema = try #require(try add(type(least..<least + SchemaLimits.fieldsMax), to: builtIn).schema)
        #expect(try faults(type(least..<least + SchemaLimits.fieldsMax + 1)) == ["too_many_fields fields"])
        let next = least + SchemaLimits.fieldsMax
        #expect(try faults(type(next..<next + 1), to: schema) == ["too_many_fields fields"])
    }

    @Test("a type grows by fields and choices, and titles may be mended")
    func grows() throws {
        let schema = try #require(try add(Self.licence, to: builtIn).schema)
        let text = """
            {"number": 1000, "name": "dog_licence", "title": {"zh": "犬只登记", "en": "Dog register"},
             "placement": {"field": "area"}, "fields": [
               {"number": 19, "name": "size", "title": {"zh": "体型", "en": "Size"}, "type": "choice", "default": "small",
                "choices": [{"code": "giant", "title": {"zh": "特大", "en": "Giant"}}]},
               {"number": 23, "name": "colour", "title": {"zh": "毛色", "en": "Colour"}, "type": "text"}]}
            """
        let grown = try #require(try add(text, to: schema).schema)
        let type = try #require(grown.type(named: "dog_licence"))
        #expect(type.title.zh == "犬只登记")
        #expect(
            type.fields.map(\.name) == [
                "area", "owner", "number", "size", "household", "position", "approved", "colour",
            ])
        #expect(type.field(named: "size")?.choices.map(\.code) == ["small", "large", "giant"])
        #expect(type.search == ["owner"] && grown.version == schema.version + 1)
    }

    @Test("a built-in type takes further fields from 1000 on and further choices, and keeps its own words")
    func builtInGrows() throws {
        let text = """
            {"number": 2, "name": "household", "title": {"zh": "别的", "en": "Other"}, "placement": {"field": "area"},
             "fields": [{"number": 1000, "name": "dogs", "title": {"zh": "犬只数", "en": "Dogs"}, "type": "integer"}]}
            """
        let grown = try #require(try add(text, to: builtIn).schema)
        let type = try #require(grown.type(named: "household"))
        #expect(type.title == builtIn.type(named: "household")?.title)
        #expect(type.fields.last?.name == "dogs")
        #expect(try faults(text.replacing("1000", with: "40")) == ["number_reserved fields[0].number"])
    }

    @Test("what exists is not changed: each attempt is told")
    func changed() throws {
        let schema = try #require(try add(Self.licence, to: builtIn).schema)
        let text = Self.licence.replacing(#""minimum": 1"#, with: #""minimum": 2"#)
            .replacing(#""name": "owner", "title""#, with: #""name": "keeper", "title""#)
            .replacing(#""policy": "authority", "authority": ["street"]"#, with: #""policy": "latest""#)
            .replacing(#""placement": {"field": "area"}"#, with: #""placement": {"everywhere": true}"#)
        #expect(
            try faults(text, to: schema) == [
                "changed placement", "changed fields[1].name", "changed fields[2].minimum", "changed fields[6].policy",
                "changed fields[6].authority",
            ])
        #expect(
            try faults(Self.licence.replacing("dog_licence", with: "cat_licence"), to: schema) == [
                "number_taken number"
            ])
        #expect(try faults(Self.licence.replacing("1000", with: "1001"), to: schema) == ["name_taken name"])
    }

    @Test("every fault of a file is told at once, with its place")
    func everyFault() throws {
        let text = """
            [{"number": 12, "name": "Bad Name", "title": {"zh": "x"}, "placement": {"field": "a", "parent": "b"},
              "fields": [], "colour": 1},
             {"number": 1000, "name": "record", "title": {"zh": "表", "en": "Table"}, "placement": {"field": "nowhere"},
              "label": ["nothing"], "fields": [
               {"number": 3, "name": "id", "title": {"zh": "甲", "en": "A"}, "type": "colour"},
               {"number": 16, "name": "b", "title": {"zh": "乙", "en": "B"}, "type": "choice", "policy": "newest"},
               {"number": 16, "name": "b", "title": {"zh": "丙", "en": "C"}, "type": "text", "choices": [
                 {"code": "x", "title": {"zh": "x", "en": "x"}}], "minimum": 3},
               {"number": 17, "name": "c", "title": {"zh": "丁", "en": "D"}, "type": "reference"},
               {"number": 18, "name": "d", "title": {"zh": "戊", "en": "E"}, "type": "integer", "minimum": 3,
                "maximum": 2, "default": "many"},
               {"number": 19, "name": "e", "title": {"zh": "己", "en": "F"}, "type": "boolean", "policy": "authority",
                "authority": ["king"]},
               {"number": 20, "name": "f", "title": {"zh": "庚", "en": "G"}, "type": "choice", "choices": [
                 {"code": "x", "title": {"zh": "x", "en": "x"}}, {"code": "x", "title": {"zh": "x", "en": "x"}},
                 {"code": "y y", "title": {"zh": "x", "en": "x"}}]}]},
             7]
            """
        let found = try faults(text)
        for expected in [
            "unknown_key [0].colour", "name_invalid [0].name", "missing_key [0].title",
            "placement_invalid [0].placement",
            "type_unknown [1].fields[0].type", "policy_unknown [1].fields[1].policy", "missing_key [1].fields[1]",
            "key_misplaced [1].fields[2].choices", "limit_invalid [1].fields[2]", "missing_key [1].fields[3]",
            "limit_invalid [1].fields[4]", "default_invalid [1].fields[4].default",
            "role_unknown [1].fields[5].authority[0]", "repeated [1].fields[6].choices[1]",
            "code_invalid [1].fields[6].choices[2].code", "wrong_type [2]", "name_taken [1].name",
            "number_taken [1].fields[2].number", "name_taken [1].fields[2].name", "field_unknown [1].label",
            "field_unknown [1].placement",
        ] {
            #expect(found.contains(expected), "\(expected) in \(found)")
        }
    }

    @Test("numbers, names and references of new types are held against the schema")
    func intoSchema() throws {
        #expect(
            try faults(Self.licence.replacing("\"number\": 1000", with: "\"number\": 999")) == [
                "number_reserved number"
            ])
        #expect(try faults(Self.licence.replacing("dog_licence", with: "household")) == ["name_taken name"])
        #expect(
            try faults(Self.licence.replacing("\"number\": 1000", with: "\"number\": 2")) == ["number_taken number"])
        #expect(
            try faults(Self.licence.replacing(#""references": "household""#, with: #""references": "kennel""#)) == [
                "type_unknown fields[4].references"
            ])
        #expect(
            try faults(
                Self.licence.replacing(#""placement": {"field": "area"}"#, with: #""placement": {"parent": "area"}"#))
                == ["placement_invalid placement"])
        #expect(try faults("[]") == ["empty "])
        #expect(try faults("3") == ["wrong_type "])
    }

    @Test("types of one file may refer to each other, in any order")
    func together() throws {
        let fine = """
            {"number": 1001, "name": "dog_fine", "title": {"zh": "罚单", "en": "Fine"}, "placement": {"parent": "licence"},
             "fields": [{"number": 16, "name": "licence", "title": {"zh": "犬证", "en": "Licence"}, "type": "reference",
                         "references": "dog_licence"}]}
            """
        #expect(try add("[\(fine), \(Self.licence)]", to: builtIn).schema?.types.count == builtIn.types.count + 2)
        #expect(try faults("[\(fine)]") == ["type_unknown [0].fields[0].references"])
    }
}

@Suite("A newer built-in schema meets what a district added") struct SchemaMergeTests {
    private let title = Localized(zh: "题", en: "Title")

    private func type(_ number: UInt32, _ name: String, _ fields: [Field]) -> RecordType {
        RecordType(
            number: TypeNumber(rawValue: number), name: name, title: title, placement: .everywhere, fields: fields)
    }

    private func field(
        _ number: UInt32, _ name: String, choices: [String] = [], references: String? = nil
    ) -> Field {
        Field(
            number: FieldNumber(rawValue: number), name: name, title: title,
            type: choices.isEmpty ? (references == nil ? .text : .reference) : .choice,
            choices: choices.map { Field.Choice(code: $0, title: title) }, references: references)
    }

    @Test("nothing is merged where nothing is missing")
    func nothing() throws {
        let builtIn = try #require(Schema(document: BuiltInSchema.document))
        #expect(SchemaMerge.merge(builtIn, into: builtIn) == nil)
        let grown = Schema(version: 9, types: builtIn.types + [type(1_000, "own", [field(16, "a")])])
        #expect(SchemaMerge.merge(builtIn, into: grown) == nil)
    }

    @Test("a server without additions of its own takes the built-in version")
    func plain() {
        let old = Schema(version: 2, types: [type(1, "a", [field(16, "x")])])
        let new = Schema(version: 5, types: [type(1, "a", [field(16, "x"), field(17, "y")]), type(2, "b", [])])
        #expect(SchemaMerge.merge(new, into: old) == new)
    }

    @Test("types, fields and choices of both sides are there, and merging again changes nothing")
    func both() throws {
        let old = Schema(
            version: 7,
            types: [
                type(1, "a", [field(16, "x", choices: ["m", "own"]), field(1_000, "extra")]),
                type(1_000, "mine", [field(16, "z")]),
            ])
        let new = Schema(
            version: 3,
            types: [type(1, "a", [field(16, "x", choices: ["m", "n"]), field(17, "y")]), type(2, "b", [])])
        let merged = try #require(SchemaMerge.merge(new, into: old))
        #expect(merged.version == 8)
        #expect(merged.types.map(\.name) == ["a", "b", "mine"])
        #expect(merged.types[0].fields.map(\.name) == ["x", "y", "extra"])
        #expect(merged.types[0].fields[0].choices.map(\.code) == ["m", "n", "own"])
        #expect(SchemaMerge.merge(new, into: merged) == nil)
    }

    @Test("where the software comes to use a district's name, the district's steps aside and keeps its number")
    func names() throws {
        let old = Schema(
            version: 7,
            types: [
                type(1, "a", [field(16, "x"), field(1_000, "y")]),
                type(1_000, "b", [field(16, "up", references: "b")]),
            ])
        let new = Schema(version: 3, types: [type(1, "a", [field(16, "x"), field(17, "y")]), type(2, "b", [])])
        let merged = try #require(SchemaMerge.merge(new, into: old))
        #expect(merged.types.map(\.name) == ["a", "b", "b_district"])
        #expect(merged.types[0].fields.map(\.name) == ["x", "y", "y_district"])
        #expect(merged.types[2].fields[0].references == "b_district")
        #expect(SchemaMerge.merge(new, into: merged) == nil)
    }
}

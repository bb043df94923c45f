import Foundation
import SyncProtocol
import Testing

@Suite("Schema documents of later versions of the software") struct SchemaReadingTests {
    private func schema(_ text: String) throws -> Schema {
        try JSONDecoder().decode(Schema.self, from: Data(text.utf8))
    }

    private static let title = #""title": {"zh": "灯", "en": "Lamp"}"#

    @Test("an unknown value type takes every value, an unknown policy leaves the decision to a person")
    func unknownWords() throws {
        let schema = try schema(
            """
            {"version": 9, "types": [{"number": 77, "name": "lamp", \(Self.title), "placement": {"field": "area"},
              "fields": [{"number": 16, "name": "glow", \(Self.title), "type": "spectrum", "policy": "quorum"}]}]}
            """)
        let glow = try #require(schema.type(named: "lamp")?.field(named: "glow"))
        #expect(glow.type == .any && glow.policy == .manual)
        #expect(schema.policy(of: glow.number, in: TypeNumber(rawValue: 77)) == .manual)
        for value in [Value.text("warm"), .integer(3), .tuple([.integer(1), .text("x")])] {
            #expect(throws: Never.self) { try glow.check(value) }
        }
    }

    @Test("a member of an unknown type takes every plain value")
    func unknownMember() throws {
        let schema = try schema(
            """
            {"version": 9, "types": [{"number": 77, "name": "lamp", \(Self.title), "placement": {"everywhere": true},
              "fields": [{"number": 16, "name": "place", \(Self.title), "type": "group",
                "members": [{"name": "height", "type": "length"}, {"name": "row", "type": "integer"}]}]}]}
            """)
        let place = try #require(schema.type(named: "lamp")?.field(named: "place"))
        #expect(throws: Never.self) { try place.check(.tuple([.text("3 m"), .integer(2)])) }
        #expect(throws: FieldFault.wrongType(.any)) { try place.check(.tuple([.tuple([]), .integer(2)])) }
        #expect(throws: FieldFault.wrongType(.integer)) { try place.check(.tuple([.text("3 m"), .text("2")])) }
    }

    @Test("unknown keys are passed over, and an unknown placement lies everywhere")
    func unknownKeys() throws {
        let schema = try schema(
            """
            {"version": 9, "signed": {"by": "x"}, "types": [{"number": 77, "name": "lamp", \(Self.title),
              "placement": {"route": "street"}, "icon": "lamp.svg",
              "fields": [{"number": 16, "name": "pole", \(Self.title), "type": "text", "unit": "m", "width": [1, 2]}]}]}
            """)
        let lamp = try #require(schema.type(named: "lamp"))
        #expect(lamp.placement == .everywhere)
        #expect(lamp.fields.map(\.name) == ["pole"])
    }

    @Test("what may be left out of a type is empty, of a field nothing is asked")
    func leftOut() throws {
        let schema = try schema(
            """
            {"version": 1, "types": [{"number": 77, "name": "lamp", \(Self.title),
              "fields": [{"number": 16, "name": "pole", \(Self.title), "type": "text"}]}]}
            """)
        let lamp = try #require(schema.type(named: "lamp"))
        #expect(lamp.search.isEmpty && lamp.label.isEmpty && lamp.key.isEmpty)
        let pole = try #require(lamp.field(named: "pole"))
        #expect(pole.policy == .manual && !pole.required && !pole.keyed && !pole.sensitive)
        #expect(pole.defaultText == nil && pole.clearedBy == nil && pole.references == nil)
    }

    @Test("keys, defaults and what empties a field are read, and written as they were read")
    func declared() throws {
        let schema = try schema(
            """
            {"version": 1, "types": [{"number": 77, "name": "lamp", \(Self.title), "key": ["pole"],
              "placement": {"parent": "road"}, "fields": [
                {"number": 16, "name": "pole", \(Self.title), "type": "text", "default": "1", "references": "road"},
                {"number": 17, "name": "caller", \(Self.title), "type": "text", "sensitive": true,
                 "clearedBy": {"field": "pole", "choice": "gone"}}]}]}
            """)
        let lamp = try #require(schema.type(named: "lamp"))
        #expect(lamp.key == ["pole"] && lamp.placement == .parent("road"))
        #expect(lamp.field(named: "pole")?.defaultText == "1")
        let caller = try #require(lamp.field(named: "caller"))
        #expect(caller.sensitive && caller.clearedBy == Field.Clearing(field: "pole", choice: "gone"))
        let again = try JSONDecoder().decode(Schema.self, from: JSONEncoder().encode(schema))
        #expect(again == schema)
    }

    @Test(
        "a document without what makes a type or a field is refused", arguments: ["number", "name", "title", "fields"])
    func incomplete(key: String) throws {
        let field = #"{"number": 16, "name": "pole", \#(Self.title), "type": "text"}"#
        let sound = #"{"version": 1, "types": [{"number": 77, "name": "lamp", \#(Self.title), "fields": [\#(field)]}]}"#
        #expect(throws: Never.self) { try schema(sound) }
        // The first of the keys is the type's own.
        let mark = try #require(sound.range(of: "\"\(key)\""))
        #expect(throws: DecodingError.self) { try schema(sound.replacingCharacters(in: mark, with: "\"other\"")) }
    }
}

import Foundation
import Testing

/// Record types that come to a server while it runs.
@Suite(.serialized) struct SchemaTests {
    private static let licence = """
        {"number": 1000, "name": "dog_licence", "title": {"zh": "犬证", "en": "Dog licence"},
         "placement": {"field": "area"}, "search": ["owner"], "label": ["number", "owner"], "key": ["number"],
         "fields": [
           {"number": 16, "name": "area", "title": {"zh": "区域", "en": "Area"}, "type": "text", "required": true},
           {"number": 17, "name": "number", "title": {"zh": "证号", "en": "Number"}, "type": "text", "required": true},
           {"number": 18, "name": "owner", "title": {"zh": "犬主", "en": "Owner"}, "type": "text"},
           {"number": 19, "name": "size", "title": {"zh": "体型", "en": "Size"}, "type": "choice",
            "choices": [{"code": "small", "title": {"zh": "小型", "en": "Small"}},
                        {"code": "large", "title": {"zh": "大型", "en": "Large"}}]}]}
        """

    private func file(_ text: String, in folder: URL) throws -> String {
        let file = folder.appending(path: "type-\(UUID().uuidString).json")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func schemaVersion(_ store: String) throws -> Int {
        let text = try sqlite(store, "SELECT max(version) FROM schema_document")
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `a type that no program knows: one device writes a record of it, another reads it, and all agree`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let first = try server.enroll("lihua")
            let second = try server.enroll("wangfang")
            for device in [first, second] { try device.run("sync") }
            let before = try schemaVersion(first.store)

            let path = try file(Self.licence, in: folder)
            let trial = try server.admin("type", "import", path, "--dry-run", "--json").object()
            #expect(trial["added"] as? [String] == ["dog_licence"] && trial["dryRun"] as? Bool == true)
            let added = try server.admin("type", "import", path, "--json").object()
            #expect(added["added"] as? [String] == ["dog_licence"])
            #expect(added["schemaVersion"] as? Int == before + 1)
            let again = try server.admin("type", "import", path, "--json").object()
            #expect(again["unchanged"] as? [String] == ["dog_licence"])
            #expect(again["schemaVersion"] as? Int == before + 1)

            try first.run("sync")
            #expect(try schemaVersion(first.store) == before + 1)
            let record = try first.run(
                "record", "add", "dog_licence", "area=440605011901", "number=粤-0007", "owner=李华", "size=大型", "--json")
            let id = try #require(try record.object()["id"] as? String)
            try first.run("sync")
            server.stop()
            try server.start()
            try second.run("sync")
            #expect(
                try sqlite(second.store, "SELECT id, number, owner, size FROM dog_licence") == "\(id)|粤-0007|李华|large\n"
            )
            for device in [first, second] { try device.run("verify") }
            #expect(try first.digests() == second.digests())
            let shown = try server.admin("type", "show", "dog_licence", "--lang", "zh")
            #expect(shown.out.contains("犬证") && shown.out.contains("small 小型, large 大型"))
            #expect(shown.out.contains("1 条记录"))
        }
    }

    @Test func `a type grows while devices hold records of it`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.admin("type", "import", try file(Self.licence, in: folder))
            let device = try server.enroll("lihua")
            try device.run("sync")
            try device.run("record", "add", "dog_licence", "area=440605011901", "number=7")
            let colour = #"{"number": 20, "name": "colour", "title": {"zh": "毛色", "en": "Colour"}, "type": "text"}"#
            let grown = """
                {"number": 1000, "name": "dog_licence", "title": {"zh": "犬只登记", "en": "Dog register"},
                 "placement": {"field": "area"}, "fields": [\(colour)]}
                """
            let result = try server.admin("type", "import", try file(grown, in: folder), "--json").object()
            #expect(result["extended"] as? [String] == ["dog_licence"])
            try device.run("sync")
            #expect(try sqlite(device.store, "SELECT number, colour FROM dog_licence") == "7|\n")
            try device.run("verify")
            let listed = try server.admin("type", "list", "--json").array().last
            #expect(listed?["titleZh"] as? String == "犬只登记" && listed?["builtIn"] as? Bool == false)
            #expect(listed?["fields"] as? Int == 5)
            let declared = try server.admin("type", "show", "1000", "--json").object()
            #expect((declared["fields"] as? [[String: Any]])?.count == 5)
        }
    }

    @Test func `a wrong file is refused with every fault, in both languages, and nothing changes`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            let before = try server.admin("type", "list", "--json").out
            let wrong = Self.licence.replacing("\"number\": 1000", with: "\"number\": 99")
                .replacing(#""type": "choice""#, with: #""type": "colour""#)
                .replacing(#""placement": {"field": "area"}"#, with: #""placement": {"field": "nowhere"}"#)
            let path = try file(wrong, in: folder)
            let english = try server.admin("type", "import", path, "--lang", "en", status: 65)
            #expect(english.out.isEmpty)
            #expect(english.err.contains("\(path): type_unknown fields[3].type: there is no \"colour\""))
            #expect(english.err.contains("\(path): number_reserved number: numbers of new types begin with 1000"))
            #expect(english.err.contains("\(path): field_unknown placement: there is no field nowhere"))
            let chinese = try server.admin("type", "import", path, "--lang", "zh", status: 65)
            #expect(chinese.err.contains("number_reserved number：新类型的编号从 1000 开始"))
            #expect(try server.admin("type", "import", path, "--json", status: 65).errorCode == "types_invalid")
            let text = try file("number: 1000", in: folder)
            #expect(try server.admin("type", "import", text, "--lang", "en", status: 65).err.contains("not_json"))
            #expect(
                try server.admin("type", "import", "/nowhere.json", "--json", status: 65).errorCode == "file_unreadable"
            )
            #expect(try server.admin("type", "show", "nothing", "--json", status: 65).errorCode == "type_unknown")
            #expect(try server.admin("type", "list", "--json").out == before)
        }
    }
}

import CommunityModel
import Foundation
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient

@Suite("Signs that no text may bring, or that are not seen") struct UnfitSignTests {
    private func refusal(_ body: () throws -> Void) throws -> Failure {
        let thrown = failure(body)
        return try #require(thrown)
    }

    private func importSheet(_ sheet: String, to field: TestField) throws -> RecordImportOutcome {
        try field.store.records.importSheet(
            of: field.store.type(RecordTypes.household), Array(sheet.utf8), from: "h.csv"
        ) { _, _ in }
    }

    @Test(
        "a control sign in one line is refused by its number, and nothing is saved",
        arguments: [
            ("building=3\u{1B}[31m", "U+001B"), ("room=03\n01", "U+000A"), ("address=\u{202E}a", "U+202E"),
            ("tags=甲,\u{7}", "U+0007"), ("remarks=a\u{0}", "U+0000"), ("room=\u{0}", "U+0000"),
        ])
    func typed(word: String, sign: String) throws {
        let field = try TestField()
        let before = try field.store.replica.outboxCounts().pending
        let thrown = try refusal {
            _ = try field.store.households.set(field.household, assignments: [word], reason: "")
        }
        #expect(thrown.code == "field_invalid" && thrown.message.en.contains(sign) && thrown.message.zh.contains(sign))
        #expect(try field.store.replica.outboxCounts().pending == before)
    }

    @Test("prose has lines of its own")
    func prose() throws {
        let field = try TestField()
        let set = try field.store.households.set(field.household, assignments: ["remarks=有狗\n\t晚上来"], reason: "")
        #expect(set.record.text("remarks") == "有狗\n\t晚上来")
    }

    @Test("a sheet with U+0000 behind an area is refused by line and column, with another sign by its column's head")
    func sheet() throws {
        let field = try TestField()
        let head = "area,building,unit,room\n440605011901,1,,1\n"
        let null = try refusal {
            _ = try importSheet(head + "440605011901\u{0},1,,2\n", to: field)
        }
        #expect(null.code == "csv_sign" && null.status == .data)
        #expect(null.message.en.contains("line 3, column 1") && null.message.en.contains("U+0000"))
        let bell = try refusal {
            _ = try importSheet(head + "440605011901,1\u{7},,2\n", to: field)
        }
        #expect(bell.message.en.contains("U+0007") && bell.message.en.contains("building"))
        #expect(try field.store.households.list().count == 1, "all rows or none")
    }

    @Test(
        "U+0000 in a file of answers is refused wherever it stands",
        arguments: [
            #""remarks":"a\u0000""#, #""address_seen":"a\u0007""#, #""foo":"\u0000""#, #""foo\u0000":"a""#,
            #""foo":["a","\u0000"]"#, #""enumerators":["li\u0000"]"#, #""A01":true,"K01":"a\u0000""#,
            #""publicity":{"P05":"a\u0000"}"#,
        ])
    func answers(said: String) throws {
        let field = try TestField()
        let before = try field.store.replica.outboxCounts().pending
        let thrown = try refusal {
            _ = try field.store.visits.add(
                household: field.household, answers: Array("{\"consent\":true,\"outcome\":\"partial\",\(said)}".utf8))
        }
        #expect(thrown.code == "answers_invalid" && thrown.status == .data)
        #expect(try field.store.replica.outboxCounts().pending == before)
    }

    @Test("a visit that holds one from elsewhere is amended as ever, and keeps it")
    func fromElsewhere() throws {
        let field = try TestField()
        let added = try field.add(["outcome": "nobody_home"])
        let key = RecordKey(id: added.visit.id, type: RecordTypes.visit)
        let type = try field.store.type(RecordTypes.visit)
        try field.arrive { context in
            [
                try context.write(key, try type.needed("remarks"), .text("a\u{0}b")),
                try context.write(key, try type.needed("address_seen"), .text("3\u{1B}[2J")),
            ]
        }
        let amended = try field.amend(added, "void_reason=走错门")
        #expect(amended.visit.answer("void_reason") == .string("走错门"))
        #expect(amended.visit.answer("remarks") == .string("a\u{0}b"))
        let thrown = try refusal { try field.amend(added, "address_seen=3\u{1B}") }
        #expect(thrown.code == "answers_invalid")
        #expect(try field.store.replica.check().isEmpty)
    }

    @Test(
        "an address with signs that are not seen is the same address",
        arguments: ["\u{2060}", "\u{FEFF}", "\u{AD}", "\u{200E}"])
    func unseen(sign: String) throws {
        let field = try TestField()
        func add(_ room: String, isForced: Bool = false) throws -> RecordEntry {
            try field.store.households.add(
                area: "440605011901", building: "3\(sign)", unit: sign, room: room, assignments: [], isForced: isForced)
        }
        #expect(try refusal { _ = try add("03\(sign)01") }.code == "household_exists")
        #expect(try refusal { _ = try add(sign) }.code == "field_invalid", "of which nothing is seen is no room")
        #expect(try field.store.households.find("3栋03\(sign)01").count == 1)
        // Two that an earlier version took for two households stay two, and each is found.
        let twin = try add("0301\(sign)", isForced: true)
        #expect(try field.store.households.find("0301").count == 2)
        let set = try field.store.households.set("\(twin.id)", assignments: ["remarks=x"], reason: "")
        #expect(set.record.text("room") == "0301\(sign)")
        let sheet = "area,building,unit,room\n440605011901,3,,0301\n440605011901,3,,0302\n440605011901,3,,0302\(sign)\n"
        let imported = try importSheet(sheet, to: field)
        #expect(imported.added == 1 && imported.unchanged == 2)
    }

    @Test("a question that is withheld is withheld under a name with such signs too")
    func withheld() throws {
        let field = try TestField()
        let thrown = try refusal {
            _ = try field.store.visits.add(
                household: field.household,
                answers: Array("{\"consent\":true,\"outcome\":\"completed\",\"K\u{2060}05\":\"13800138000\"}".utf8))
        }
        #expect(thrown.code == "answers_invalid")
    }
}

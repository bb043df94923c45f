import CommunityModel
import Foundation
import Records
import SyncProtocol
import Testing
import Values

@testable import FieldClient

/// To Swift `=` and a combining sign behind it are one character. What begins with such a sign is kept all the same.
@Suite("Texts that begin with a combining sign") struct CombiningSignTests {
    private static let text = "\u{301}x"

    private func isKept(_ text: String?) -> Bool { text.map { Array($0.utf8) == Array(Self.text.utf8) } ?? false }

    @Test("a record keeps one that is typed, a list finds it, and a file brings it")
    func records() throws {
        let field = try TestField()
        let added = try field.store.households.add(
            area: "440605011901", building: Self.text, unit: "", room: "1",
            assignments: ["remarks=\(Self.text)", "tags=\u{301}a,\u{301}b；\u{301}c"], isForced: false)
        #expect(isKept(added.text("remarks")) && isKept(added.text("building")))
        #expect(added.value("tags") == .array(["\u{301}a", "\u{301}b", "\u{301}c"].map { .string($0) }))
        let set = try field.store.households.set(
            field.household, assignments: ["remarks=\(Self.text)"], reason: ""
        ).record
        #expect(isKept(set.text("remarks")))
        let type = try field.store.type(RecordTypes.household)
        #expect(try field.store.records.list(of: type, words: ["remarks=\(Self.text)"]).count == 2)
        let file = "area,building,room,remarks\r\n440605011901,9,2,\(Self.text)\r\n"
        #expect(
            try field.store.records.importSheet(
                of: field.store.type(RecordTypes.household), Array(file.utf8), from: "h.csv"
            ) { _, _ in }.added == 1)
        #expect(try field.store.records.list(of: type, words: ["remarks=\(Self.text)"]).count == 3)
    }

    @Test("a name within a keyed field may begin with one")
    func names() throws {
        let type = try TestField().store.type(RecordTypes.household)
        #expect(type.target(named: "responses.\u{301}1")?.cell == Array("\u{301}1".utf8))
    }

    @Test("the wish not to be contacted is not taken back unseen")
    func wish() throws {
        let field = try TestField()
        _ = try field.store.households.set(field.household, assignments: ["do_not_contact=true"], reason: "")
        let thrown = failure {
            _ = try field.store.households.set(field.household, assignments: ["do_not_contact=\u{301}"], reason: "")
        }
        #expect(thrown?.code == "field_invalid")
    }

    @Test("a visit keeps one in its fields and answers, when it is added and when it is amended")
    func visits() throws {
        let field = try TestField()
        try field.publish("shop", asks: ["said"])
        let added = try field.add(["said": Self.text], form: "shop", words: ["remarks=\(Self.text)"])
        func text(_ visit: AddedVisit, _ name: String) -> String? {
            if case .string(let text)? = visit.visit.answer(name) { text } else { nil }
        }
        #expect(isKept(text(added, "remarks")) && isKept(text(added, "said")))
        let emptied = try field.amend(added, "remarks=", "said=y")
        #expect(text(emptied, "remarks") == nil)
        let amended = try field.amend(added, "remarks=\(Self.text)", "said=\(Self.text)")
        #expect(isKept(text(amended, "remarks")) && isKept(text(amended, "said")))
        try field.loseForms()
        #expect(isKept(text(try field.amend(added, "void_reason=\(Self.text)"), "void_reason")))
    }

    @Test("a rectification keeps one, and what it states itself is not taken from the opinion")
    func rectifications() throws {
        let field = try TestField()
        let visit = try field.add(TestField.survey, ["K01": Self.text, "K02": "facility"])
        let opinion = try #require(visit.opinions.first).description
        _ = try field.store.rectifications.add(area: nil, assignments: ["title=\(Self.text)"], opinion: opinion)
        let made = try field.store.records.list(of: try field.store.type(RecordTypes.rectification))
        #expect(isKept(made.first?.text("title")))
    }
}

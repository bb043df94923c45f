import CommunityModel
import SyncProtocol
import Testing

@Suite("Finding households by their address") struct AddressSearchTests {
    private func text(_ building: String, _ unit: String, _ room: String) throws -> String {
        let type = try #require(Schema(document: BuiltInSchema.document)?.type(RecordTypes.household))
        return AddressSearch.text(of: type, ["building": building, "unit": unit, "room": room])
    }

    private func finds(_ query: String, _ text: String) -> Bool {
        let words = AddressSearch.words(of: query)
        return !words.isEmpty && words.allSatisfy { text.contains($0) }
    }

    @Test("栋, 幢, 座 and 号楼 find each other, whichever was typed and whichever was stored")
    func measureWords() throws {
        for stored in ["3栋", "3幢", "3座", "3号楼", "3"] {
            for typed in ["3栋", "3幢", "3座", "3号楼"] {
                #expect(finds(typed, try text(stored, "", "0301")), "\(typed) in \(stored)")
            }
        }
    }

    @Test("full-width digits are found by ASCII digits and the other way about")
    func fullWidth() throws {
        #expect(finds("0301", try text("３栋", "", "０３０１")))
        #expect(finds("３栋０３０１", try text("3", "", "0301")))
    }

    @Test(
        "signs that are not seen make no other address and hide none",
        arguments: ["\u{2060}", "\u{FEFF}", "\u{AD}", "\u{200E}", "\u{200B}", "\u{FE0F}"])
    func unseen(sign: String) throws {
        #expect(AddressSearch.isSame("03\(sign)01\(sign)", "0301", field: "room"))
        #expect(AddressSearch.isSame("\(sign)3栋\(sign)", "３幢", field: "building"))
        #expect(finds("3栋0301", try text("3\(sign)", "", "\(sign)0301")))
        #expect(finds("3\(sign)栋03\(sign)01", try text("3", "", "0301")))
    }

    @Test("building and room typed in one go are both looked for")
    func oneGo() throws {
        #expect(finds("3栋0301", try text("3", "2", "0301")))
        #expect(finds("3栋2单元0301室", try text("3", "2", "0301")))
        #expect(!finds("3栋0301", try text("3", "2", "0302")))
        #expect(!finds("3栋0301", try text("5", "2", "0301")))
    }

    @Test("several words must all match, and parts of words do")
    func words() throws {
        #expect(finds("030 3栋", try text("3", "", "0301")))
        #expect(!finds("0301 9栋", try text("3", "", "0301")))
    }

    @Test("a query without words has none")
    func empty() {
        #expect(AddressSearch.words(of: "").isEmpty)
        #expect(AddressSearch.words(of: " \u{3000} ").isEmpty)
    }

    @Test("the same part of an address is recognised in other writings, and leading zeros count")
    func same() {
        #expect(AddressSearch.isSame("３幢", "3栋", field: "building"))
        #expect(AddressSearch.isSame("3", "3栋", field: "building"))
        #expect(AddressSearch.isSame("2 单元", "2", field: "unit"))
        #expect(!AddressSearch.isSame("0301", "301", field: "room"))
        #expect(!AddressSearch.isSame("3栋", "13栋", field: "building"))
    }
}

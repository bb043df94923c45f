import CommunityModel
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Deciding as of a moment") struct StoreMomentTests {
    @Test("what was decided before somebody else wrote is decided anew, and written once")
    func again() throws {
        let stores = try TestStores()
        let (store, other) = (try stores.create("a.sqlite"), try stores.open("a.sqlite"))
        var rooms: [Int] = []
        try store.deciding { moment in
            rooms.append(try store.count(of: RecordTypes.household))
            if rooms.count == 1 { try other.addHousehold("0101") }
            if rooms.count == 2 {
                try other.keep(KeptDraft(id: RecordID(high: 1, low: 1), document: [1]), replacing: nil)
            }
            try store.save(as: .li, handsIn: true, asOf: moment) { context in
                [
                    ChangeDraft(writes: [
                        ChangeDraft.Write(
                            record: RecordKey(id: context.newID(), type: RecordTypes.household),
                            key: FieldKey(FieldNumber(rawValue: 10)), value: .text("440605"))
                    ])
                ]
            }
        }
        #expect(rooms == [0, 1, 1])
        #expect(try store.count(of: RecordTypes.household) == 2)
    }

    @Test("who is always overtaken is told to try later, and has written nothing")
    func overtaken() throws {
        let stores = try TestStores()
        let (store, other) = (try stores.create("a.sqlite"), try stores.open("a.sqlite"))
        var number = 0
        #expect(throws: StoreError.locked(path: store.path)) {
            try store.deciding { moment in
                number += 1
                try other.addHousehold("\(number)")
                try store.keep(KeptDraft(id: RecordID(high: 1, low: 1), document: [1]), replacing: nil, asOf: moment)
            }
        }
        #expect(try store.drafts().isEmpty && store.count(of: RecordTypes.household) == number)
    }
}

import CommunityModel
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

/// SQLite keeps a zero byte in a text, and most that read it from there take the text to end at it.
@Suite("Texts with a zero byte") struct ZeroByteTests {
    private let stores: TestStores

    init() throws { stores = try TestStores() }

    private static func household(_ areas: [String], room: String = "0301", of number: UInt8 = 1) throws
        -> [IncomingChange]
    {
        try areas.enumerated().map { index, area in
            try Forger().change(
                [
                    Forger.household(number, "area", .text(area)), Forger.household(number, "building", .text("3")),
                    Forger.household(number, "room", .text(room)),
                ], sequence: UInt64(number) * 100 + UInt64(index))
        }
    }

    @Test(
        "a code with one places nothing: the record lies nowhere unless another code is live",
        arguments: [
            (["440605011001\0"], ["?"]), (["440605011001\0", "440605011001"], ["440605011001"]),
            (["440605011001\0", "440605011001\0x"], ["?"]), (["\0"], ["?"]), (["4406\0", "440606"], ["440606"]),
        ])
    func placement(areas: [String], placed: [String]) throws {
        let server = try stores.create("server.sqlite", .server)
        try server.addHousehold("1", area: "440605011001")
        let sums = try server.areaDigests(in: TestStores.everything)
        let changes = try Self.household(areas)
        #expect(
            try server.ingest(requests: [changes])[0].allSatisfy {
                if case .success(.stored) = $0 { true } else { false }
            })
        #expect(try server.record(Forger.key(1))?.areas == placed)
        #expect(try server.check().isEmpty)
        if placed == ["?"] { #expect(try server.areaDigests(in: TestStores.everything) == sums) }
    }

    @Test("those who work beside such a record sync as ever, and it reaches them once somebody states its area")
    func neighbours() async throws {
        let server = try stores.create("server.sqlite", .server)
        let device = try stores.create("a.sqlite")
        try device.addHousehold("0302", area: "440605011001")
        _ = try server.ingest(requests: [Self.household(["440605011001\0"])])
        try await TestSession(device: device, server: server).sync()
        #expect(try device.totals().records == 1 && device.outboxCounts().pending == 0)
        try server.set(Forger.key(1), "area", .text("440605011001"))
        try await TestSession(device: device, server: server).sync()
        #expect(try device.record(Forger.key(1))?.areas == ["440605011001"])
        #expect(try device.check().isEmpty && server.check().isEmpty)
        #expect(
            try device.areaDigests(in: TestStores.everything) == (try server.areaDigests(in: TestStores.everything)))
    }

    @Test("other texts with one are kept, shown as JSON escapes them, and found by what stands behind it")
    func otherTexts() throws {
        let server = try stores.create("server.sqlite", .server)
        _ = try server.ingest(requests: [Self.household(["440605"], room: "03\u{0}01")])
        let record = try #require(try server.record(Forger.key(1)))
        guard case .value(let room)? = record.view.outcome(of: try Forger.field(RecordTypes.household, "room").number)
        else {
            Issue.record("there is no room")
            return
        }
        #expect(Value(encoded: room.value) == .text("03\u{0}01"))
        #expect(record.json.contains(#""room":"03\u000001""#))
        #expect(try server.listing(of: RecordTypes.household, matching: ["01"]).count == 1)
        #expect(try server.check().isEmpty)
    }

    @Test("a code that is longer than any places nothing")
    func longCode() throws {
        let server = try stores.create("server.sqlite", .server)
        let longest = String(repeating: "4", count: Limits.areaCodeBytesMax)
        _ = try server.ingest(requests: [Self.household([longest]), Self.household([longest + "4"], of: 2)])
        #expect(try server.record(Forger.key(1))?.areas == [longest])
        #expect(try server.record(Forger.key(2))?.areas == ["?"])
    }
}

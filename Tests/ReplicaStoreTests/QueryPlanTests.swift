import CommunityModel
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Queries that run once a community must not read a whole store.
@Suite struct QueryPlanTests {
    @Test func `the records below an area are found from the area, not by reading every record`() throws {
        let stores = try TestStores()
        let store = try stores.create("device")
        for room in 1...20 { try store.addHousehold(String(room), area: room < 3 ? "440605001" : "440605002") }
        #expect(try store.records(of: RecordTypes.household, areaPrefix: "440605001").count == 2)
        #expect(try store.records(of: RecordTypes.household, areaPrefix: "440605").count == 20)
        #expect(try store.records(of: RecordTypes.household).count == 20)
        #expect(try store.records(of: RecordTypes.visit, areaPrefix: "440605").isEmpty)
        let plan = try store.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN SELECT \(RecordRow.columns) FROM record \(ReplicaStore.belowArea)",
                arguments: ["440605001", "440605001\u{10FFFF}", 2]
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH record USING INTEGER PRIMARY KEY") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN record") }, "\(plan)")
    }

    @Test func `what lies under a record is found from the record, not by reading every one`() throws {
        let stores = try TestStores()
        let store = try stores.create("device")
        try store.addHousehold("1", area: "440605001")
        let plan = try store.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(ReplicaStore.childrenSQL)", arguments: [Blob([]), 3]
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH child USING PRIMARY KEY") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH record USING INTEGER PRIMARY KEY") }, "\(plan)")
    }
}

import AdminProtocol
import CommunityModel
import Records
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient
@testable import SyncServer

/// A conflict is decided alike on a device and in the office.
@Suite struct DecisionTests {
    /// Two devices state different things of one record; both stores hold the conflict.
    private func conflict(
        _ office: TestOffice, _ type: TypeNumber, _ field: String, cell: String = "", _ first: Value, _ second: Value
    ) throws {
        let declared = try #require(office.device.schema.type(type)?.field(named: field))
        for store in [office.device.replica, office.office] {
            let key = RecordKey(id: try #require(RecordID("019f0000-0000-7000-8000-000000000001")), type: type)
            for value in [first, second] {
                try store.save(as: TestOffice.admin.author, handsIn: false) { _ in
                    [
                        ChangeDraft(writes: [
                            ChangeDraft.Write(
                                record: key, key: FieldKey(declared.number, cell: Array(cell.utf8)), value: value)
                        ])
                    ]
                }
            }
        }
    }

    /// What both sides write for a typed value: on the device and in the office.
    private func decided(_ office: TestOffice, _ text: String) throws -> (device: Value, office: Value) {
        let here = try #require(try office.device.conflicts.list().first)
        let there = try #require(try office.office.conflicts().first)
        let device = try office.device.conflicts.resolve(here, .value(text), version: nil, reason: "r")
        let conflicts = ConflictRecords(store: office.office, schema: try office.office.schema())
        _ = try ConflictResolving(conflicts: conflicts, user: TestOffice.admin).run(
            there.id.hex, ConflictResolution(version: there.version.hex, take: nil, value: text, reason: "r"))
        let view = try #require(try office.office.record(there.key)?.view)
        guard case .value(let write)? = view.fields.first(where: { $0.key == there.field })?.outcome else {
            throw StoreError.conflictChanged(id: there.id.hex)
        }
        return (device, try #require(Value(encoded: write.value)))
    }

    @Test func `a value of a field that takes anything gets the type that the values in conflict have`() throws {
        let office = try TestOffice()
        try conflict(office, RecordTypes.inspection, "values", cell: "households", .integer(900), .integer(1100))
        let (device, served) = try decided(office, "1000")
        #expect(device == .integer(1000) && served == .integer(1000))
    }

    @Test(arguments: [
        ("occupancy", Value.choice("vacant"), Value.choice("permanent"), "暂住", Value.choice("temporary")),
        ("in_scope", .boolean(true), .boolean(false), "是", .boolean(true)),
        ("remarks", .text("a"), .text("b"), "\u{301}c", .text("\u{301}c")),
        ("room", .text("1"), .text("2"), "0301", .text("0301")),
    ])
    func `a typed value is read alike`(field: String, first: Value, second: Value, text: String, value: Value) throws {
        let office = try TestOffice()
        try conflict(office, RecordTypes.household, field, first, second)
        let (device, served) = try decided(office, text)
        #expect(device == value && served == value)
    }

    @Test func `a value that does not fit is refused in the same words`() throws {
        let office = try TestOffice()
        try conflict(office, RecordTypes.household, "occupancy", .choice("vacant"), .choice("permanent"))
        let here = try #require(try office.device.conflicts.list().first)
        let failure = #expect(throws: Failure.self) {
            try office.device.conflicts.resolve(here, .value("别墅"), version: nil, reason: "r")
        }
        let there = try #require(try office.office.conflicts().first)
        let conflicts = ConflictRecords(store: office.office, schema: try office.office.schema())
        let refusal = #expect(throws: Refusal.self) {
            try ConflictResolving(conflicts: conflicts, user: TestOffice.admin).run(
                there.id.hex, ConflictResolution(version: there.version.hex, take: nil, value: "别墅", reason: "r"))
        }
        let row = try #require(refusal?.rows.first)
        #expect(row.code == "unknown_choice")
        #expect(failure?.message.zh == "没有保存：occupancy：\(row.zh ?? "")")
        #expect(row.parameters?["choices"] != nil)
    }
}

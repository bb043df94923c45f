import AdminProtocol
import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import FieldClient
@testable import SyncServer

/// `ruhu household import` and `ruhu-admin household import` make the same records of the same sheet.
@Suite struct BothWaysTests {
    private static let head = "area,building,unit,room"

    @Test(arguments: [
        "\(head),tags\n440605011901,3栋,1,0301,\"独居老人,残疾人\"\n440605011901,3栋,1,0302,独居老人;残疾人\n",
        "\(head),tags\n440605011901,1,,1,甲、乙；丙，丁;甲\n440605011901,1,,2,\" 甲 , ,乙 \"\n",
        "\(head),occupancy,in_scope,do_not_contact\n440605011901,3,1,0301,常住,是,否\n440605011901,3,1,0302,permanent,1,0\n",
        "\(head),position,remarks\n440605011901,3,1,0301,\"23.04,113.12\", 有狗 \n",
        "\(head)\n440605011901,3栋,1单元,0301室\n440605011901,３幢,1,0301\n440605011901,三栋,1,0301\n",
        "\(head)\n440605011901\t,0301\t,\t1,0101\t\n440605011901,'=1+1,,'-\n",
        "区域,楼栋,单元,房号,标签\n440605011901,3栋,1,0301,\"独居老人，残疾人\"\n",
        "Area,building,room,Tags\n440605011901,3栋,0301,\"a;b\"\n",
        "\(head),address\n440605011901,3栋,,0301,\u{301}东二路 3 号\n\n440605011901,4栋,,0301,\"a\"\"b\"\n",
    ])
    func `a sheet that is taken makes the same states`(text: String) throws {
        let office = try TestOffice()
        let device = try office.device.records.importSheet(
            of: office.device.type(RecordTypes.household), Array(text.utf8), from: "h.csv"
        ) { _, _ in }
        let rows = try AdministratorsSide.rows(of: office.file(text))
        let served = try HouseholdImport.run(
            ImportBatch(rows: rows), as: TestOffice.admin, in: office.office, addresses: ImportedAddresses())
        #expect(served.added == device.added && served.unchanged == device.unchanged)
        #expect(device.added > 0)
        let digests = try TestOffice.digests(office.device.replica).map(\.told)
        #expect(digests.count == device.added)
        #expect(digests == (try TestOffice.digests(office.office).map(\.told)))
    }

    @Test(arguments: [
        "\(head)\n4407,3,1,0301\n", "\(head)\n440605011901,3,1,\n", "area,building\n440605011901,3\n",
        "\(head),in_scope\n440605011901,3,1,0301,maybe\n", "\(head),occupancy\n440605011901,3,1,0301,家\n",
        "\(head),colour\n440605011901,3,1,0301,red\n",
        "\(head),tags\n440605011901,3,1,0301,\(String(repeating: "长", count: 33))\n",
        "\(head),position\n440605011901,3,1,0301,\"23.04\"\n",
    ])
    func `a sheet that is refused is refused both ways in the same words, and nothing is stored`(text: String) throws {
        let office = try TestOffice()
        let failure = #expect(throws: Failure.self) {
            try office.device.records.importSheet(
                of: office.device.type(RecordTypes.household), Array(text.utf8), from: "h.csv"
            ) { _, _ in }
        }
        let rows = try AdministratorsSide.rows(of: office.file(text))
        let refusal = #expect(throws: Refusal.self) {
            try HouseholdImport.run(
                ImportBatch(rows: rows), as: TestOffice.admin, in: office.office,
                addresses: ImportedAddresses())
        }
        let row = try #require(refusal?.rows.first)
        let isMissingColumn = row.code == "required" && !text.hasPrefix(Self.head)
        if !isMissingColumn {
            let chinese = try #require(row.zh)
            #expect(failure?.message.zh.contains(chinese) == true, "\(failure?.message.zh ?? "") \(chinese)")
            #expect(failure?.message.en.contains(row.text) == true)
        }
        #expect(try TestOffice.digests(office.device.replica).isEmpty)
        #expect(try TestOffice.digests(office.office).isEmpty)
    }

    @Test func `a sheet of areas is read by what reads households, and everything wrong with it is told at once`()
        throws
    {
        let office = try TestOffice()
        let rows = [
            AreaRow(code: "", name: "甲", level: "市", parent: ""),
            AreaRow(code: "x", name: "乙", level: "city", parent: ""),
            AreaRow(code: "45", name: "", level: "planet", parent: "45"),
            AreaRow(code: "46", name: "丁", level: "city", parent: "47"),
        ]
        let refusal = #expect(throws: Refusal.self) {
            try AreaImport.run(ImportBatch(rows: rows), as: TestOffice.admin, in: office.office)
        }
        let told = try #require(refusal?.rows).map { "\($0.row) \($0.field) \($0.code)" }
        #expect(
            told.sorted() == [
                "0 code required", "1 code code_invalid", "2 level unknown_choice", "2 name required",
                "3 parent parent_unknown",
            ])
        let sound = [AreaRow(code: "46", name: "丁", level: "市", parent: "")]
        #expect(try AreaImport.run(ImportBatch(rows: sound), as: TestOffice.admin, in: office.office).added == 1)
    }

    @Test func `what limits a value travels with the fault, and the administrator reads the device's sentence`() throws
    {
        let fault = AdminProblem.RowFault(
            row: 0, field: "age", EntryFaultSample.belowMinimum)
        let bytes = try JSONText.write(fault)
        let back = try JSONText.read(AdminProblem.RowFault.self, from: bytes)
        #expect(back.parameters?["limit"] == .integer(18))
        #expect(AdministratorsSide.words(back).zh == "17 小于最小值 18。")
        #expect(AdministratorsSide.words(back).en == "17 is below the minimum, 18.")
    }

    @Test func `a batch that is sent again, and rows that stand twice, add nothing`() throws {
        let office = try TestOffice()
        let rows = [
            ["area": "440605011901", "building": "3栋", "room": "0301"],
            ["area": "440605011901", "building": "３幢", "room": "0301"],
        ]
        .map(HouseholdRow.init(fields:))
        let addresses = ImportedAddresses()
        for added in [1, 0] {
            let result = try HouseholdImport.run(
                ImportBatch(rows: rows), as: TestOffice.admin, in: office.office, addresses: addresses)
            #expect(result.added == added && result.unchanged == 2 - added)
        }
    }
}

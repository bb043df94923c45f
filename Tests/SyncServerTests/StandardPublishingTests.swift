import AdminProtocol
import CommunityModel
import ReplicaStore
import Standards
import SyncProtocol
import Testing
import Values

@testable import SyncServer

@Suite("Publishing a standard") struct StandardPublishingTests {
    private let records: TestRecords

    init() throws { records = try TestRecords() }

    @discardableResult
    private func publish(_ bytes: [UInt8], isTrial: Bool = false) throws -> PublishingOutcome {
        let upload = try StandardUpload(bytes, name: "small.yaml")
        let publishing = StandardPublishing(
            standard: upload.standard, document: upload.document, author: TestRecords.administrator)
        return try publishing.run(in: records.store, isTrial: isTrial)
    }

    private func refusal(_ bytes: [UInt8]) throws -> [String] {
        let before = try records.changes()
        do {
            try publish(bytes)
            Issue.record("it was published")
            return []
        } catch let error as PublishingFaults {
            #expect(try records.changes() == before)
            return error.faults.map { "\($0.code) \($0.pathText)" }
        }
    }

    private func key(of bytes: [UInt8]) throws -> RecordKey {
        let upload = try StandardUpload(bytes, name: "")
        return StandardPublishing(
            standard: upload.standard, document: upload.document, author: TestRecords.administrator
        ).version.key
    }

    private func isIntact(_ key: RecordKey) throws -> Bool {
        let type = try #require(try records.store.schema().type(RecordTypes.standard))
        guard let record = try records.store.record(key), record.view.deletion == .live else { return false }
        return PublishedDocument(record.view, .standard, type: type) != nil
    }

    @Test("the first time it is published in one change, the second time nothing is written")
    func twice() throws {
        #expect(try publish(standardFile(), isTrial: true) == .valid)
        #expect(try records.changes() == 0)
        #expect(try publish(standardFile()) == .published)
        #expect(try records.changes() == 1)
        #expect(try publish(standardFile()) == .unchanged)
        #expect(try publish(standardFile(), isTrial: true) == .unchanged)
        #expect(try records.changes() == 1)
        #expect(try StandardCatalogue(records.store).list().map(\.indicators) == [2])
    }

    @Test("comments and the layout of the file do not make another document; the digits of a number do not change")
    func layout() throws {
        try publish(standardFile())
        let other =
            "# 注\n"
            + String(decoding: standardFile(), as: UTF8.self).replacing("title_zh: 小标准", with: "title_zh:   '小标准'")
        #expect(try publish(Array(other.utf8)) == .unchanged)
    }

    @Test("a published version with other content is refused, and so is one below the newest")
    func versions() throws {
        try publish(standardFile(version: 3))
        #expect(
            try refusal(standardFile(version: 3, codes: ["A-1", "A-2", "A-3"])) == [
                "version_published catalogue_version"
            ])
        #expect(try refusal(standardFile(version: 2)) == ["version_older catalogue_version"])
        #expect(try publish(standardFile(version: 4)) == .published)
    }

    @Test(
        "every code of the version before that is gone must be mapped; the checks of one without a successor go with it"
    )
    func codeMap() throws {
        try publish(standardFile(codes: ["A-1", "A-2", "A-3"]))
        #expect(
            try refusal(standardFile(version: 2, codes: ["A-1", "B-2"])) == [
                "code_unmapped code_map", "code_unmapped code_map", "code_unmapped code_map", "code_unmapped code_map",
            ])
        #expect(
            try refusal(standardFile(version: 2, codes: ["A-1", "B-2"], extra: "code_map: {A-2: B-2, A-3: null}")) == [
                "code_unmapped code_map"
            ])
        let stranger = "code_map: {A-2: B-2, A-2.1: B-2.1, A-3: null, X-1: A-1}"
        #expect(
            try refusal(standardFile(version: 2, codes: ["A-1", "B-2"], extra: stranger)) == [
                "code_map_unknown code_map.X-1"
            ])
        let whole = "code_map: {A-2: B-2, A-2.1: B-2.1, A-3: null}"
        #expect(try publish(standardFile(version: 2, codes: ["A-1", "B-2"], extra: whole)) == .published)
    }

    @Test("an earlier version is found although somebody damaged a later one")
    func damagedSuccessor() throws {
        try publish(standardFile(codes: ["A-1", "A-2"]))
        let second = standardFile(version: 2, codes: ["A-1", "A-2", "A-3"])
        try publish(second)
        try records.tamper(try key(of: second), "digest", .text("x"))
        #expect(try StandardCatalogue(records.store).list().map(\.damaged).sorted { !$0 && $1 } == [false, true])
        #expect(try StandardCatalogue(records.store).content("small", version: nil).standard.version == 1)
        #expect(try publish(second) == .restored)
        #expect(try StandardCatalogue(records.store).content("small", version: nil).standard.version == 2)
    }

    @Test("whatever somebody changed in the record, publishing the same file again makes it whole")
    func restored() throws {
        let key = try key(of: standardFile())
        let changes: [(String, String, Value)] = [
            ("document", "0001", .text("{}")), ("document", "0007", .text("more")), ("standard", "", .text("other")),
            ("version", "", .integer(9)), ("digest", "", .null), ("deleted", "", .boolean(true)),
        ]
        try publish(standardFile())
        for (name, cell, value) in changes {
            try records.tamper(key, name, cell: cell, value)
            #expect(try !isIntact(key), "\(name)")
            #expect(try publish(standardFile()) == .restored, "\(name)")
            #expect(try isIntact(key), "\(name)")
            #expect(try publish(standardFile()) == .unchanged, "\(name)")
        }
        #expect(try records.store.conflictCount() == 0)
        #expect(try records.store.check() == [])
    }

    @Test("a conflict over what was published is not decided by hand; importing the file again ends it")
    func conflict() throws {
        try publish(standardFile())
        let key = try key(of: standardFile())
        #expect(try records.refusalOfResolving(key) == "standard_immutable")
        #expect(try publish(standardFile()) == .restored)
        #expect(try records.store.conflictCount() == 0)
        #expect(try StandardCatalogue(records.store).list().map(\.title.zh) == ["小标准"])
    }

    @Test("two servers that publish the same file make the same record, and their changes meet without a conflict")
    func twoServers() throws {
        let other = try TestRecords()
        try publish(standardFile())
        let upload = try StandardUpload(standardFile(), name: "")
        _ = try StandardPublishing(
            standard: upload.standard, document: upload.document, author: TestRecords.administrator
        ).run(in: other.store)
        try other.deliver(to: records)
        #expect(try records.store.count(of: RecordTypes.standard) == 1)
        #expect(try records.store.conflictCount() == 0)
        #expect(try isIntact(try key(of: standardFile())))
    }

    @Test("the rows of a task table become records once, and stay as people have changed them")
    func tasks() throws {
        let table = """
            tasks:
            - {id: T-1.1, task_no: 1, task_zh: 绿化, en: Greening, lead_unit: 园林局, responsible_unit: 街道, items: [A-1, A-2]}
            - {id: T-1.2, task_no: 1, task_zh: 绿化, en: Trees, lead_unit: 园林局, items: [A-2]}
            """
        try publish(standardFile(extra: table))
        let task = try #require(try records.store.schema().type(named: "task"))
        #expect(try records.store.count(of: task.number) == 2)
        let first = try #require(
            try records.store.records(of: task.number).first { $0.json.contains(#""number":"T-1.1""#) })
        #expect(first.json.contains(#""indicators":["A-1","A-2"]"#) && first.json.contains(#""lead_unit":"园林局""#))
        #expect(first.areas == ["*"])
        try records.tamper(first.key, "state", .choice("done"), as: TestRecords.administrator)
        let again = standardFile(
            version: 2,
            extra: table + "\n- {id: T-2.1, task_no: 2, task_zh: 照明, en: Light, lead_unit: 城管局, items: [A-1]}")
        #expect(try publish(again) == .published)
        #expect(try records.store.count(of: task.number) == 3)
        #expect(try #require(try records.store.record(first.key)).json.contains(#""state":"done""#))
    }
}

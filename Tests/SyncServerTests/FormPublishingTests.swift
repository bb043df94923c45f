import AdminProtocol
import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncServer

@Suite("Publishing a form") struct FormPublishingTests {
    private let records: TestRecords

    init() throws { records = try TestRecords() }

    private func form(version: String = "1", label: String = "A", list: Bool = false) -> [UInt8] {
        Array(
            """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
            <h:head><h:title>小问卷</h:title><model>
            <instance><data id="small" version="\(version)"><a/></data></instance>
            \(list ? "<instance id=\"l\" src=\"jr://file-csv/l.csv\"/>" : "")
            <bind nodeset="/data/a" type="string"/></model></h:head>
            <h:body><input ref="/data/a"><label>\(label)</label></input></h:body></h:html>
            """.utf8)
    }

    @discardableResult
    private func publish(
        _ bytes: [UInt8], files: [String: [UInt8]] = [:], isTrial: Bool = false, naming: VersionNaming? = nil
    ) throws -> PublishingOutcome {
        let upload = try FormUpload(bytes, files: files, naming: naming)
        return try FormPublishing(form: upload, author: TestRecords.administrator)
            .run(in: records.store, isTrial: isTrial)
    }

    private func refusal(
        _ bytes: [UInt8], files: [String: [UInt8]] = [:], naming: VersionNaming? = nil
    ) throws -> (code: String, faults: [String]) {
        let before = try records.changes()
        do {
            try publish(bytes, files: files, naming: naming)
            Issue.record("it was published")
            return ("", [])
        } catch let refusal as Refusal {
            #expect(try records.changes() == before)
            return (refusal.code, refusal.faults?.map { "\($0.code) \($0.path)" } ?? [])
        }
    }

    /// Larger than what one change holds.
    private let places = Array(
        ("name,label\n" + (0..<20_000).map { "p\($0),第 \($0) 号地点\n" }.joined()).utf8)

    @Test("the first time it is published, the second time nothing is written, a trial never writes")
    func twice() throws {
        #expect(try publish(form(), isTrial: true) == .valid)
        #expect(try records.changes() == 0)
        #expect(try publish(form()) == .published)
        #expect(try records.changes() == 1)
        #expect(try publish(form()) == .unchanged)
        #expect(try records.changes() == 1)
        let record = try #require(try FormCatalogue(records.store).list().first)
        #expect(record.form == "small" && record.title == "小问卷" && record.publishedBy == "admin")
    }

    @Test("a version with other content, one below the newest and one without a version are refused by name")
    func versions() throws {
        try publish(form(version: "9"))
        #expect(try refusal(form(version: "9", label: "B")) == ("version_published", ["version_published version"]))
        try publish(form(version: "10"))
        #expect(try refusal(form(version: "9.5")) == ("version_older", ["version_older version"]))
        #expect(try refusal(form(version: "")) == ("form_invalid", ["form_missing version"]))
        let long = try refusal(form(version: String(repeating: "1", count: 101)))
        #expect(long == ("form_invalid", ["form_too_large version"]))
        #expect(try FormCatalogue(records.store).content("sm", version: nil).form.version == "10")
        #expect(try FormCatalogue(records.store).content("small", version: "9").form.version == "9")
    }

    private func day(_ day: String, wanted: String? = nil) -> VersionNaming {
        VersionNaming(wanted: wanted, day: day, store: records.store)
    }

    private func published() throws -> [String] { try FormCatalogue(records.store).list().map(\.version) }

    @Test("a form without a version gets that of the day, stated in its document; the same file again changes nothing")
    func dated() throws {
        let bare = Array(String(decoding: form(), as: UTF8.self).replacing(" version=\"1\"", with: "").utf8)
        for bytes in [bare, form(version: "")] {
            let records = try TestRecords()
            let naming = VersionNaming(wanted: nil, day: "20261128", store: records.store)
            let upload = try FormUpload(bytes, files: [:], naming: naming)
            let publishing = FormPublishing(form: upload, author: TestRecords.administrator)
            #expect(try publishing.run(in: records.store) == .published)
            let content = try FormCatalogue(records.store).content("small", version: "20261128")
            #expect(content.xml.replacing(" version=\"20261128\"", with: "") == String(decoding: bare, as: UTF8.self))
            // What was published states its version, and can be imported as it is.
            let again = try FormUpload(Array(content.xml.utf8), files: [:])
            #expect(again.document.text.digest.hex == content.form.digest)
            let later = VersionNaming(wanted: nil, day: "20261201", store: records.store)
            let same = try FormUpload(bytes, files: [:], naming: later)
            #expect(same.given?.version == "20261128")
            let repeated = FormPublishing(form: same, author: TestRecords.administrator)
            #expect(try repeated.run(in: records.store) == .unchanged)
        }
    }

    @Test("other content on the same day is refused with the version to name, and the next day goes on above it")
    func sameDay() throws {
        #expect(try publish(form(version: ""), naming: day("20261128")) == .published)
        let refused = try refusal(form(version: "", label: "B"), naming: day("20261128"))
        #expect(refused == ("version_published", ["version_published version"]))
        let next = try FormUpload(form(version: "", label: "B"), files: [:], naming: day("20261128")).given?.next
        #expect(next == "2026112802")
        #expect(try publish(form(version: "", label: "B"), naming: day("20261128", wanted: next)) == .published)
        #expect(try refusal(form(version: "", label: "C"), naming: day("20261128")).code == "version_older")
        let third = try FormUpload(form(version: "", label: "C"), files: [:], naming: day("20261128")).given?.next
        #expect(third == "2026112803")
        #expect(try publish(form(version: "", label: "C"), naming: day("20261129")) == .published)
        #expect(try published() == ["20261128", "2026112802", "2026112901"])
    }

    @Test("a version that is asked for is stated in a form without one; a form that states another is refused")
    func wanted() throws {
        let odd = "2.0 <\"&'>"
        #expect(try publish(form(version: ""), naming: day("20261128", wanted: odd)) == .published)
        #expect(try published() == [odd])
        #expect(try publish(form(version: "3"), naming: day("20261128", wanted: "3")) == .published)
        let stated = try refusal(form(version: "4"), naming: day("20261128", wanted: "5"))
        #expect(stated == ("form_invalid", ["version_stated version"]))
        #expect(try refusal(form(version: ""), naming: day("20261128", wanted: " 6 ")).code == "form_invalid")
        #expect(try refusal(form(version: "")) == ("form_invalid", ["form_missing version"]))
    }

    @Test("a form with a long list takes several changes and comes back whole; files that it does not name stay away")
    func large() throws {
        let files = ["l.csv": places, "other.csv": Array("x".utf8)]
        #expect(try publish(form(list: true), files: files) == .published)
        #expect(try records.changes() == 3)
        let content = try FormCatalogue(records.store).content("small", version: nil)
        #expect(content.form.files == ["l.csv"] && content.files == ["l.csv": String(decoding: places, as: UTF8.self)])
        #expect(try publish(form(list: true), files: files) == .unchanged)
        let key = try #require(try records.store.records(of: RecordTypes.form).first).key
        for (name, cell, value) in [
            ("document", "0007", Value.text("x")), ("document", "0001", .text("{}")), ("document", "0099", .text("x")),
            ("form", "", .text("other")), ("version", "", .text("2")), ("deleted", "", .boolean(true)),
        ] {
            try records.tamper(key, name, cell: cell, value)
            if name != "deleted" { #expect(try FormCatalogue(records.store).list().map(\.damaged) == [true]) }
            #expect(try publish(form(list: true), files: files) == .restored, "\(name) \(cell)")
            #expect(try FormCatalogue(records.store).list().map(\.damaged) == [false], "\(name) \(cell)")
        }
        #expect(try records.store.check() == [])
    }

    @Test("what a record cannot hold is refused: a list in another encoding, and a document that is too long")
    func refused() throws {
        #expect(try refusal(form(list: true)) == ("form_invalid", ["form_resource l.csv"]))
        #expect(try refusal(form(list: true), files: ["l.csv": [0xD6, 0xD0]]).faults == ["form_resource l.csv"])
        #expect(try refusal([0xFF, 0xFE, 0x3C, 0]).faults == ["form_xml "])
        let long = places + Array(places.dropFirst(11)) + Array(places.dropFirst(11))
        #expect(try refusal(form(list: true), files: ["l.csv": long]).faults == ["form_too_large "])
    }

    @Test("what is checked is what is kept: a composed and a decomposed spelling are one form")
    func normalised() throws {
        try publish(form(label: "caf\u{E9}"))
        #expect(try publish(form(label: "cafe\u{301}")) == .unchanged)
        // U+0338 joins the sign before it in normalisation form C, so that this markup would no longer be any.
        #expect(try refusal(form(version: "2", label: "\u{338}")).code == "form_invalid")
    }

    @Test("a conflict over what was published is not decided by hand")
    func conflict() throws {
        try publish(form())
        let key = try #require(try records.store.records(of: RecordTypes.form).first).key
        #expect(try records.refusalOfResolving(key) == "form_immutable")
        #expect(try publish(form()) == .restored)
        #expect(try records.store.conflictCount() == 0)
    }
}

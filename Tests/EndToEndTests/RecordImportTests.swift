import Foundation
import Testing

/// Whole sheets of records.
@Suite(.serialized) struct RecordImportTests {
    private func file(_ text: String, in folder: URL) throws -> String {
        let file = folder.appending(path: "rows-\(UUID().uuidString).csv")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    @Test func `a file of records: all rows or none, faults by line and column, and a second run adds nothing`() throws
    {
        try withEnrolledDevice { _, device in
            let rows = """
                区域,kind,Name,建筑面积（平方米）,serves
                440605011901,办公用房,甲,12.50,440605011901;440605011902
                440605011901,library,乙,,
                440605011902,library,乙,3,
                440605011902,Library,"乙 ",4,
                """
            let good = try file(rows, in: device.folder)
            let added = try device.run("record", "import", "facility", good, "--json").object()
            #expect(added["added"] as? Int == 3 && added["unchanged"] as? Int == 1)
            let again = try device.run("record", "import", "facility", good, "--json").object()
            #expect(again["added"] as? Int == 0 && again["unchanged"] as? Int == 4)
            let office = try #require(try device.records("facility", "kind=office").first)
            #expect(office["serves"] as? [String] == ["440605011901", "440605011902"])
            #expect(office["floor_area"] as? String == "12.5" && office["state"] as? String == "in_use")

            let before = try device.digests()
            let wrong = """
                area,kind,name,floor_area
                440605011901,castle,丙,1
                999,office,丁,wide
                440605011901,office,戊,1
                """
            let bad = try device.run("record", "import", "facility", try file(wrong, in: device.folder), status: 65)
            for place in ["line 2, column 2 (kind)", "line 3, column 1 (area)", "line 3, column 4 (floor_area)"] {
                #expect(bad.err.contains(place), "\(bad.err)")
            }
            let headless = try file("name,colour\n甲,red\n", in: device.folder)
            let refused = try device.run("record", "import", "facility", headless, "--json", status: 65)
            #expect(refused.errorCode == "csv_invalid")
            for word in ["column 2 (colour)", "line 1 (area)", "line 1 (kind)"] {
                #expect(refused.err.contains(word), "\(refused.err)")
            }
            let references = try file("task,area,period\nNH12-T99,440605011901,2012-10\n", in: device.folder)
            let unknown = try device.run("record", "import", "task_progress", references, status: 65)
            #expect(unknown.err.contains("line 2, column 1 (task)"), "\(unknown.err)")
            #expect(try device.digests() == before)
        }
    }

    @Test func `a sheet in GB18030 is imported like any other`() throws {
        try withEnrolledDevice { _, device in
            let utf8 = try file("区域,类别,名称\n440605011901,办公用房,居委会\n", in: device.folder)
            let path = device.folder.appending(path: "gb.csv").path
            let made = try RunningProgram(
                "/usr/bin/iconv", ["-f", "UTF-8", "-t", "GB18030", "-o", path, utf8], in: device.folder
            ).wait()
            try #require(made.status == 0, "\(made.err)")
            try device.run("record", "import", "facility", path)
            #expect(try device.records("facility").first?["name"] as? String == "居委会")
        }
    }
}

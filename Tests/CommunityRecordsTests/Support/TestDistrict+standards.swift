import CommunityModel
import ReplicaStore
import StandardFiles
import Standards
import SyncProtocol
import Testing

@testable import CommunityRecords

extension TestDistrict {
    /// Puts a version of a standard into the store as a server publishes it.
    @discardableResult
    func publish(_ yaml: String) throws -> Standard {
        let file = try StandardFile.read(bytes: Array(yaml.utf8), name: "test.yaml").get()
        try publish(DocumentText(text: file.text), of: file.standard.id, version: file.standard.version)
        return file.standard
    }

    /// Puts a document into the store, whether or not this program can read it.
    @discardableResult
    func publish(_ document: DocumentText, of id: String, version: Int) throws -> RecordID {
        let type = try type("standard")
        let key = RecordKey(id: document.recordID(of: .standard, id: id, version: String(version)), type: type.number)
        try store.save(as: Self.wang, handsIn: true) { context in
            var cells: [(String, String, Value)] = [
                ("standard", "", .text(id)), ("version", "", .integer(Int64(version))), ("title_zh", "", .text(id)),
                ("title_en", "", .text(id)), ("digest", "", .text(document.digest.hex)),
            ]
            cells += document.parts.map { ("document", $0.name, .text($0.text)) }
            return [
                ChangeDraft(
                    writes: try cells.map { name, cell, value in
                        let field = try #require(type.field(named: name))
                        return try context.write(key, field, cell: Array(cell.utf8), value)
                    })
            ]
        }
        return key.id
    }
}

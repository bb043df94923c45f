import BuiltInContent
import CommunityModel
import FieldClient
import Foundation
import Questionnaires
import ReplicaStore
import SyncProtocol
import Values

/// An enrolled device with the forms that ship and one household, without a server.
final class TestField {
    let folder: URL
    let store: FieldStore
    let household: String

    init(login: String = "lihua") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-field-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "store.sqlite").path
        let replica = try ReplicaStore.create(
            path: path, role: .device, schema: BuiltInSchema.document, environment: .system,
            searchText: AddressSearch.text(of:_:))
        try replica.set([
            .enrollment: "done", .token: "token", .login: login, .role: "enumerator", .device: "tablet", .areas: "4406",
        ])
        try Self.publishForms(in: replica)
        try Self.add(RecordTypes.area, ["code": "440605011901", "name": "东二", "level": "community"], in: replica)
        try replica.close()
        store = try FieldStore.open(path: path, environment: .system)
        household = try store.households.add(
            area: "440605011901", building: "3", unit: "", room: "0301", assignments: [], isForced: false
        ).id.description
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The same device after its program was killed: another connection to what is on the disk.
    func reopened() throws -> FieldStore { try FieldStore.open(path: store.replica.path, environment: .system) }

    /// A visit of the household that another device made, or a field that it wrote, arrives.
    func arrive(_ writes: (EditContext) throws -> [ChangeDraft.Write]) throws {
        let author = Author(login: "wangfang", role: "enumerator", device: "other")
        try store.replica.save(as: author, handsIn: false) { [ChangeDraft(writes: try writes($0))] }
    }

    private static func publishForms(in replica: ReplicaStore) throws {
        try publish(try BuiltInFiles.forms.map { try FormDefinition.parse(bytes: $0.bytes) }, in: replica)
    }

    /// Forms as a sync brings them.
    static func publish(
        _ forms: [FormDefinition], files: [String: String] = [:], in replica: ReplicaStore
    ) throws {
        let admin = Author(login: "admin", role: "administrator", device: "server")
        for form in forms {
            let text = FormDocument(xml: form.xml, files: files).text
            let schema = try replica.schema()
            guard let type = schema.type(RecordTypes.form) else { continue }
            let key = RecordKey(
                id: text.recordID(of: .form, id: form.id, version: form.version), type: RecordTypes.form)
            var writes: [ChangeDraft.Write] = []
            let texts = [
                "form": form.id, "version": form.version, "title_zh": form.title, "title_en": form.title,
                "digest": text.digest.hex,
            ]
            for (name, value) in texts {
                guard let field = type.field(named: name) else { continue }
                writes.append(ChangeDraft.Write(record: key, key: FieldKey(field.number), value: .text(value)))
            }
            guard let document = type.field(named: "document") else { continue }
            writes += text.parts.map { part in
                ChangeDraft.Write(
                    record: key, key: FieldKey(document.number, cell: Array(part.name.utf8)), value: .text(part.text))
            }
            let all = writes
            try replica.save(as: admin, handsIn: false) { _ in [ChangeDraft(writes: all)] }
        }
    }

    private static func add(_ type: TypeNumber, _ texts: [String: String], in replica: ReplicaStore) throws {
        let admin = Author(login: "admin", role: "administrator", device: "server")
        guard let declared = try replica.schema().type(type) else { return }
        try replica.save(as: admin, handsIn: false) { context in
            let key = RecordKey(id: context.newID(), type: type)
            return [
                ChangeDraft(
                    writes: try texts.compactMap { name, text in
                        guard let field = declared.field(named: name) else { return nil }
                        return ChangeDraft.Write(record: key, key: FieldKey(field.number), value: try field.read(text))
                    })
            ]
        }
    }
}

internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about record types.
struct TypeEndpoints: Sendable {
    let stores: ServerStores

    func list(_: AdminRequest) -> [TypeRecord] { stores.schema.types.map { TypeRecord($0) } }

    func show(_ request: AdminRequest) async throws -> TypeContent {
        let (name, schema) = (request.word, stores.schema)
        guard let type = schema.type(named: name) ?? UInt32(name).flatMap({ schema.type(TypeNumber(rawValue: $0)) })
        else { throw Refusal(.notFound, "type_unknown", "there is no record type \(name)") }
        let records = try await stores.reading { store in try store.count(of: type.number) }
        return TypeContent(type: TypeRecord(type), declaration: JSONValue(type).text, records: records)
    }

    /// `POST /v2/admin/types`: the body is a file with one type or a list of them.
    func add(_ request: AdminRequest) async throws -> TypeImportResult {
        guard let json = JSONValue(parsing: try await request.body()) else { throw Self.notJSON }
        guard !json.holdsNull else { throw AdminRequest.holdsNull }
        let isTrial = request.isTrial
        let read = RecordTypeReading.read(json, roles: Set(UserRole.allCases.map(\.rawValue)))
        return try await stores.updateSchema { current in
            let addition = SchemaAddition(read.types, faults: read.faults, to: current)
            guard let schema = addition.schema else { throw Self.refusal(addition.faults) }
            let result = Self.result(of: read.types.map(\.type), current, schema)
            let document = Array(JSONValue(schema).text.utf8)
            guard document.count <= SchemaLimits.documentBytesMax else {
                throw Refusal(
                    .contentTooLarge, "too_large", "a schema has at most \(SchemaLimits.documentBytesMax) bytes")
            }
            return (isTrial || schema == current ? nil : document, result)
        }
    }

    private static func result(of types: [RecordType], _ before: Schema, _ after: Schema) -> TypeImportResult {
        var result = TypeImportResult(schemaVersion: after.version, added: [], extended: [], unchanged: [])
        let named = Set(types.map(\.number))
        for type in after.types where named.contains(type.number) {
            switch before.type(type.number) {
            case nil: result.added.append(type.name)
            case type?: result.unchanged.append(type.name)
            default: result.extended.append(type.name)
            }
        }
        return result
    }

    private static func refusal(_ faults: [SchemaFault]) -> Refusal {
        Refusal(
            .unprocessable, "types_invalid", "\(faults.count) faults; nothing was changed",
            faults: faults.map {
                FileFault(code: $0.code, path: $0.path, zh: $0.message.zh, en: $0.message.en)
            })
    }

    private static let notJSON = Refusal(
        .unprocessable, "types_invalid", "the file is not JSON; nothing was changed",
        faults: [
            FileFault(code: "not_json", path: "", zh: "文件不是完整的 JSON（UTF-8）", en: "the file is not whole JSON in UTF-8")
        ])
}

extension TypeRecord {
    fileprivate init(_ type: RecordType) {
        self.init(
            number: type.number.rawValue, name: type.name, title: type.title,
            builtIn: type.number.rawValue < SchemaLimits.districtNumberMin, fields: type.fields.count)
    }
}

internal import AdminProtocol
internal import CommunityModel
internal import Hummingbird
internal import ReplicaStore
internal import SyncProtocol

/// The administrator's requests about areas and households.
struct AreaEndpoints: Sendable {
    let stores: ServerStores
    let book = AddressBook()

    func importAreas(_ request: Request, _ user: UserRecord) async throws -> ImportResult {
        let batch = try await request.json(ImportBatch<AreaRow>.self)
        return try await stores.editing { store in try AreaImport.run(batch, as: user, in: store) }
    }

    func list(_ request: Request) async throws -> [AreaRow] {
        let prefix = request.uri.queryParameters["under"].map(String.init) ?? ""
        let schema = stores.schema
        return try await stores.reading { store in
            try AreaRecords.list(under: prefix, in: store, schema: schema)
        }
    }

    func importHouseholds(_ request: Request, _ user: UserRecord) async throws -> ImportResult {
        let batch = try await request.json(ImportBatch<HouseholdRow>.self)
        return try await stores.editing { [book] store in
            try HouseholdImport.run(batch, as: user, in: store, book: book)
        }
    }
}

/// The record type of areas as the schema in force declares it, found by names.
struct AreaRecords {
    let type: RecordType
    let code: Field
    let name: Field
    let level: Field
    let parent: Field

    /// - Throws: `StoreError.damaged` when the schema lacks what the software speaks of.
    init(_ schema: Schema) throws(StoreError) {
        guard let type = schema.type(RecordTypes.area), let code = type.field(named: "code"),
            let name = type.field(named: "name"), let level = type.field(named: "level"),
            let parent = type.field(named: "parent")
        else { throw .damaged(record: "schema", detail: "the schema does not declare areas") }
        self.type = type
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
    }

    /// The row of an area as people see it.
    func row(_ view: RecordView) -> AreaRow {
        AreaRow(
            code: view.text(of: code), name: view.text(of: name), level: view.text(of: level),
            parent: view.text(of: parent))
    }

    /// All areas whose code begins with a prefix, by code.
    static func list(under prefix: String, in store: ReplicaStore, schema: Schema) throws -> [AreaRow] {
        let areas = try AreaRecords(schema)
        return try store.records(of: RecordTypes.area, areaPrefix: prefix).map { areas.row($0.view) }
            .sorted { ($0.code, $0.name) < ($1.code, $1.name) }
    }
}

extension RecordView {
    /// The text or the choice that a field shows; empty when it shows none.
    func text(of field: Field) -> String {
        let write: LiveWrite? =
            switch outcome(of: field.number) {
            case .value(let write), .conflict(_, let write): write
            case .entries, nil: nil
            }
        return switch write.flatMap({ Value(encoded: $0.value) }) {
        case .text(let text), .choice(let text): text
        default: ""
        }
    }
}

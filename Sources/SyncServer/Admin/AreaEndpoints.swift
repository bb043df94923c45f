internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol

/// The administrator's requests about areas and households.
struct AreaEndpoints: Sendable {
    let stores: ServerStores
    let addresses = ImportedAddresses()

    func importAreas(_ request: AdminRequest) async throws -> ImportResult {
        let batch = try await request.json(ImportBatch<AreaRow>.self)
        return try await stores.editing { store in try AreaImport.run(batch, as: request.user, in: store) }
    }

    func list(_ request: AdminRequest) async throws -> [AreaRow] {
        let (prefix, schema) = (request.query("under") ?? "", stores.schema)
        return try await stores.reading { store in
            try AreaRow.list(under: prefix, in: store, schema: schema)
        }
    }

    func importHouseholds(_ request: AdminRequest) async throws -> ImportResult {
        let batch = try await request.json(ImportBatch<HouseholdRow>.self)
        return try await stores.editing { [addresses] store in
            try HouseholdImport.run(batch, as: request.user, in: store, addresses: addresses)
        }
    }
}

extension AreaRow {
    /// All areas whose code begins with a prefix, by code.
    fileprivate static func list(under prefix: String, in store: ReplicaStore, schema: Schema) throws -> [AreaRow] {
        let type = try schema.declaredType(RecordTypes.area, "areas")
        return try store.records(of: RecordTypes.area, areaPrefix: prefix).map { area in
            let text = { (name: FieldName) in area.view.text(name, of: type) ?? "" }
            return AreaRow(code: text(.code), name: text(.name), level: text(.level), parent: text(.parent))
        }.sorted { ($0.code, $0.name) < ($1.code, $1.name) }
    }
}

extension Schema {
    /// A type that the software speaks of.
    ///
    /// - Parameters:
    ///   - number: The type's.
    ///   - words: What its records are, for the log.
    /// - Returns: The type as the schema in force declares it.
    /// - Throws: `StoreError.damaged` when it does not.
    func declaredType(_ number: TypeNumber, _ words: String) throws(StoreError) -> RecordType {
        if let type = type(number) { return type }
        throw .damaged(record: "schema", detail: "the schema does not declare \(words)")
    }
}

internal import AdminProtocol
internal import Hummingbird

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

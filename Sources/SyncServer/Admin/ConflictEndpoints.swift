internal import AdminProtocol
internal import Hummingbird
internal import ReplicaStore

/// The administrator's requests about conflicts.
struct ConflictEndpoints: Sendable {
    let stores: ServerStores

    func list(_ request: Request) async throws -> [ConflictRecord] {
        let area = request.uri.queryParameters["area"].map(String.init) ?? ""
        let schema = stores.schema
        return try await stores.reading { store in
            try ConflictRecords(store: store, schema: schema).list(areaPrefix: area)
        }
    }

    func show(_ id: String) async throws -> ConflictRecord {
        let schema = stores.schema
        return try await stores.reading { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return try conflicts.record(conflicts.find(id), isListed: false)
        }
    }

    func resolve(_ request: Request, _ id: String, _ user: UserRecord) async throws -> ConflictRecord {
        let resolution = try await request.json(ConflictResolution.self)
        let schema = stores.schema
        return try await stores.editing { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return try ConflictResolving(conflicts: conflicts, user: user).run(id, resolution)
        }
    }
}

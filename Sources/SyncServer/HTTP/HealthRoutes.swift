internal import Hummingbird
internal import ReplicaStore
internal import ServiceLifecycle

/// `/healthz` says that the process is up, `/readyz` that it can serve.
struct HealthRoutes: Sendable {
    let stores: ServerStores

    private struct Health: Encodable { let status: String }

    func add(to router: Router<ServerRequestContext>) {
        router.get("/healthz") { request, _ in try Response.json(Health(status: "ok"), to: request) }
        router.get("/readyz") { request, _ in
            if Task.isShuttingDownGracefully {
                throw Refusal(.serviceUnavailable, "draining", "the server is stopping")
            }
            _ = try await stores.reading { store in try store.conflictCount() }
            _ = try await stores.accessing { access in try access.serverName() }
            return try Response.json(Health(status: "ready"), to: request)
        }
    }
}

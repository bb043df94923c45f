internal import AdminProtocol
internal import Hummingbird
internal import ReplicaStore

/// The routes under `/v1/admin`. Each begins by asking who sends the request.
struct AdminRoutes: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    private typealias AdminReply = Encodable & Sendable
    private typealias Answer<Reply: AdminReply> =
        @Sendable (Request, ServerRequestContext, UserRecord) async throws -> Reply

    func add(to router: Router<ServerRequestContext>) {
        let areas = AreaEndpoints(stores: stores)
        let users = UserEndpoints(stores: stores)
        let devices = DeviceEndpoints(stores: stores, lastSeen: lastSeen)
        let conflicts = ConflictEndpoints(stores: stores)
        let types = TypeEndpoints(stores: stores)
        let standards = StandardEndpoints(stores: stores)
        let forms = FormEndpoints(stores: stores)
        let settings = SettingEndpoints(stores: stores)
        let name = stores.name
        get(router, "whoami") { _, _, user in Identity(login: user.login, role: user.role, server: name) }
        post(router, "areas") { request, _, user in try await areas.importAreas(request, user) }
        get(router, "areas") { request, _, _ in try await areas.list(request) }
        post(router, "households") { request, _, user in try await areas.importHouseholds(request, user) }
        post(router, "users") { request, _, _ in try await users.add(request) }
        get(router, "users") { _, _, _ in try await users.list() }
        post(router, "users/:word/disable") { _, context, _ in try await users.disable(context.word) }
        post(router, "devices/enroll") { request, _, _ in try await devices.order(request) }
        get(router, "devices") { _, _, _ in try await devices.list() }
        post(router, "devices/:word/revoke") { _, context, _ in try await devices.revoke(context.word) }
        let reports = ReportEndpoint(stores: stores)
        get(router, "reports/:word") { request, context, _ in try await reports.make(request, context.word) }
        get(router, "conflicts") { request, _, _ in try await conflicts.list(request) }
        get(router, "conflicts/:word") { _, context, _ in try await conflicts.show(context.word) }
        post(router, "conflicts/:word/resolve") { request, context, user in
            try await conflicts.resolve(request, context.word, user)
        }
        post(router, "types") { request, _, _ in try await types.add(request) }
        get(router, "types") { _, _, _ in types.list() }
        get(router, "types/:word") { _, context, _ in try await types.show(context.word) }
        post(router, "standards") { request, _, user in try await standards.publish(request, user) }
        get(router, "standards") { _, _, _ in try await standards.list() }
        get(router, "settings") { _, _, _ in try await settings.list() }
        post(router, "settings/:word") { request, context, user in
            try await settings.set(request, context.word, user)
        }
        get(router, "standards/:word") { request, context, _ in try await standards.show(context.word, request) }
        post(router, "forms") { request, _, user in try await forms.publish(request, user) }
        get(router, "forms") { _, _, _ in try await forms.list() }
        get(router, "forms/content") { request, _, _ in try await forms.show(request) }
    }

    private func get(
        _ router: Router<ServerRequestContext>, _ path: String, _ answer: @escaping Answer<some AdminReply>
    ) {
        router.get(RouterPath("/v1/admin/" + path)) { request, context in
            try await reply(to: request, context, answer)
        }
    }

    private func post(
        _ router: Router<ServerRequestContext>, _ path: String, _ answer: @escaping Answer<some AdminReply>
    ) {
        router.post(RouterPath("/v1/admin/" + path)) { request, context in
            try await reply(to: request, context, answer)
        }
    }

    private func reply(
        to request: Request, _ context: ServerRequestContext, _ answer: Answer<some AdminReply>
    ) async throws -> Response {
        let user = try await AdminAuthentication(stores: stores).administrator(of: request, note: context.note)
        return try .json(try await answer(request, context, user), to: request)
    }
}

extension ServerRequestContext {
    /// The variable part of the path as sent: no login, name or id holds a character that would be escaped.
    fileprivate var word: String { parameters.get("word") ?? "" }
}

/// Tells which administrator a request comes from.
struct AdminAuthentication: Sendable {
    let stores: ServerStores

    /// - Throws: A 401 `token_unknown`, a 403 `user_disabled` or `role_denied`.
    func administrator(of request: Request, note: RequestNote) async throws -> UserRecord {
        let unknown = Refusal(.unauthorized, "token_unknown", "the server does not know this token")
        guard let token = request.bearerToken else { throw unknown }
        let hash = Secret.hash(token)
        let found = try await stores.accessing { access in try access.administrator(tokenHash: hash) }
        guard let user = found else { throw unknown }
        note["user"] = user.login
        if user.disabled { throw Refusal(.forbidden, "user_disabled", "user \(user.login) is disabled") }
        guard [UserRole.administrator.rawValue, UserRole.district.rawValue].contains(user.role) else {
            throw Refusal(.forbidden, "role_denied", "the role \(user.role) may not administer the server")
        }
        return user
    }
}

extension UserRecord {
    /// The user as the author of changes that are written on the server.
    var author: Author { Author(login: login, role: role, device: "server") }
}

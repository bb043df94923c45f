internal import AdminProtocol
internal import Hummingbird
internal import ReplicaStore
internal import Values

/// The routes under `/v2/admin`. Each begins by asking who sends the request.
struct AdminRoutes: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    private typealias AdminReply = Encodable & Sendable
    private typealias Handler<Reply: AdminReply> = @Sendable (AdminRequest) async throws -> Reply

    func add(to group: RouterGroup<ServerRequestContext>) {
        let areas = AreaEndpoints(stores: stores)
        let users = UserEndpoints(stores: stores)
        let devices = DeviceEndpoints(stores: stores, lastSeen: lastSeen)
        let tokens = TokenEndpoints(stores: stores, lastSeen: lastSeen)
        let conflicts = ConflictEndpoints(stores: stores)
        let types = TypeEndpoints(stores: stores)
        let standards = StandardEndpoints(stores: stores)
        let forms = FormEndpoints(stores: stores)
        let settings = SettingEndpoints(stores: stores)
        let name = stores.name
        get(group, "whoami") { Identity(login: $0.user.login, role: $0.user.role, server: name) }
        post(group, "areas", areas.importAreas)
        get(group, "areas", areas.list)
        post(group, "households", areas.importHouseholds)
        post(group, "users", users.add)
        get(group, "users", users.list)
        post(group, "users/:word/disable", users.disable)
        post(group, "users/:word/enable", users.enable)
        post(group, "tokens", tokens.add)
        get(group, "tokens", tokens.list)
        post(group, "tokens/:word/revoke", tokens.revoke)
        post(group, "devices/enroll", devices.order)
        get(group, "devices", devices.list)
        post(group, "devices/:word/revoke", devices.revoke)
        post(group, "devices/:word/restore", devices.restore)
        get(group, "reports/:word", ReportEndpoint(stores: stores).make)
        get(group, "conflicts", conflicts.list)
        get(group, "conflicts/:word", conflicts.show)
        post(group, "conflicts/:word/resolve", conflicts.resolve)
        post(group, "types", types.add)
        get(group, "types", types.list)
        get(group, "types/:word", types.show)
        post(group, "standards", standards.publish)
        get(group, "standards", standards.list)
        get(group, "standards/:word", standards.show)
        get(group, "settings", settings.list)
        post(group, "settings/:word", settings.set)
        post(group, "forms", forms.publish)
        get(group, "forms", forms.list)
        get(group, "forms/content", forms.show)
    }

    private func get(
        _ group: RouterGroup<ServerRequestContext>, _ path: RouterPath, _ answer: @escaping Handler<some AdminReply>
    ) {
        group.get(path) { try await reply(to: $0, $1, answer) }
    }

    private func post(
        _ group: RouterGroup<ServerRequestContext>, _ path: RouterPath, _ answer: @escaping Handler<some AdminReply>
    ) {
        group.post(path) { try await reply(to: $0, $1, answer) }
    }

    private func reply(
        to request: Request, _ context: ServerRequestContext, _ answer: Handler<some AdminReply>
    ) async throws -> Response {
        let user = try await administrator(of: request, context)
        return try .json(try await answer(AdminRequest(request, context, user)), to: request)
    }

    /// - Throws: A 401 `token_unknown` or `token_expired`, a 403 `user_disabled` or `role_denied`.
    private func administrator(of request: Request, _ context: ServerRequestContext) async throws -> UserRecord {
        let unknown = Refusal(.unauthorized, "token_unknown", "the server does not know this token")
        guard let token = request.bearerToken else { throw unknown }
        let (hash, now) = (Secret.hash(token), stores.now())
        let found = try await stores.accessing { access in try access.administrator(tokenHash: hash, now: now) }
        guard let administrator = found else { throw unknown }
        let user = administrator.user
        context.note["user"] = user.login
        if administrator.hasExpired { throw Refusal(.unauthorized, "token_expired", "the token has expired") }
        if user.disabled { throw Refusal(.forbidden, "user_disabled", "user \(user.login) is disabled") }
        guard user.mayAdminister else {
            throw Refusal(.forbidden, "role_denied", "the role \(user.role) may not administer the server")
        }
        lastSeen.note(token: hash, at: now)
        context.tokenIsValid()
        return user
    }
}

/// What an administrator sends.
struct AdminRequest: Sendable {
    private let request: Request
    /// Who sends it.
    let user: UserRecord
    /// The variable part of the path, without its escapes (RFC 3986, section 2.1).
    let word: String

    init(_ request: Request, _ context: ServerRequestContext, _ user: UserRecord) {
        self.request = request
        self.user = user
        let sent = context.parameters.get("word") ?? ""
        word = sent.percentDecoded ?? sent
    }

    /// What the query states under a name; `nil` for nothing.
    func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether what is sent is only looked at.
    var isTrial: Bool { query("dryRun") == "true" }

    /// The number of a version that the query names.
    ///
    /// - Throws: A 400 `bad_request`.
    func versionNumber() throws(Refusal) -> Int? {
        guard let text = query("version") else { return nil }
        if let version = Int(text) { return version }
        throw Refusal(.badRequest, "bad_request", "\(text) is not the number of a version")
    }

    /// The whole body.
    func body() async throws -> [UInt8] { try await request.wholeBody(limit: ServerLimits.adminBodyBytesMax) }

    /// The whole body as JSON.
    ///
    /// - Throws: A 400 `bad_request`, also for a text with U+0000, which no record takes from somebody who types.
    func json<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        let bytes = try await body()
        do {
            return try JSONText.read(type, from: bytes, takesNull: false)
        } catch is JSONText.NullSign {
            throw Self.holdsNull
        } catch {
            throw Refusal(.badRequest, "bad_request", "the body is not the JSON that this path takes")
        }
    }

    static let holdsNull = Refusal(.badRequest, "bad_request", "a text in the body holds U+0000; take it out")
}

extension UserRecord {
    /// The user as the author of changes that are written on the server.
    var author: Author { Author(login: login, role: role, device: "server") }
}

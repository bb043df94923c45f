internal import AdminProtocol
internal import Hummingbird
internal import ReplicaStore

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

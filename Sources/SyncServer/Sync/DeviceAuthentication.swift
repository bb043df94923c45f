internal import AdminProtocol
internal import Hummingbird

/// Tells which device a request comes from.
struct DeviceAuthentication: Sendable {
    let stores: ServerStores

    /// - Throws: A 401 `token_unknown`, a 403 `device_revoked` or `user_disabled`.
    func device(of request: Request, note: RequestNote) async throws -> EnrolledDevice {
        let unknown = Refusal(.unauthorized, "token_unknown", "the server does not know this device's token")
        guard let token = request.bearerToken else { throw unknown }
        let hash = Secret.hash(token)
        let found = try await stores.accessing { access in try access.device(tokenHash: hash) }
        guard let device = found else { throw unknown }
        note["device"] = device.name
        if device.isRevoked { throw Refusal(.forbidden, "device_revoked", "device \(device.name) was revoked") }
        if device.user.disabled {
            throw Refusal(.forbidden, "user_disabled", "user \(device.user.login) is disabled")
        }
        return device
    }
}

internal import AdminProtocol
internal import Hummingbird
internal import SyncProtocol
internal import Values

/// The administrator's requests about devices.
struct DeviceEndpoints: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    func order(_ request: Request) async throws -> EnrollmentCode {
        let order = try await request.json(EnrollmentOrder.self)
        let seconds = order.validSeconds ?? ServerLimits.codeValidSeconds
        guard (1...ServerLimits.codeValidSecondsMax).contains(seconds) else {
            throw Refusal(
                .badRequest, "validity_invalid", "a code is valid for 1 to \(ServerLimits.codeValidSecondsMax) seconds")
        }
        let code = CodeText.new(stores.environment.random)
        guard let canonical = CodeText.canonical(code) else {
            throw Refusal(.internalServerError, "internal", "the server made a code that it cannot read")
        }
        let now = stores.now()
        let expiresAt = now + Int64(seconds) * 1_000
        try await stores.accessing { access in
            try access.order(codeHash: Secret.hash(canonical), login: order.user, now: now, expiresAt: expiresAt)
        }
        return EnrollmentCode(code: code, expiresAt: Instant(milliseconds: expiresAt / 1_000 * 1_000).description)
    }

    func list() async throws -> [DeviceRecord] {
        await lastSeen.write()
        return try await stores.accessing { access in try access.devices() }
    }

    func revoke(_ word: String) async throws -> DeviceRecord {
        await lastSeen.write()
        return try await stores.accessing { access in try access.revoke(word) }
    }
}

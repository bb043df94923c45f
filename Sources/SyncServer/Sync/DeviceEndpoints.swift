internal import AdminProtocol
internal import CommunityModel
internal import Hummingbird
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire

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

/// `POST /v1/sync`: takes a batch of changes in and gives a page of the feed.
struct SyncEndpoint: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let device = try await DeviceAuthentication(stores: stores).device(of: request, note: context.note)
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let message = try SyncMessageCodec.decodeRequest(body)
        let reply = try await SyncAnswer(stores, ancestorType: RecordTypes.area)
            .reply(to: message, areas: device.user.assignedAreas)
        lastSeen.note(device.id, Sighting(milliseconds: reply.wallMilliseconds, replica: message.replica))
        context.note["pushed"] = String(message.changes.count)
        context.note["refused"] = String(reply.states.count { !$0.isAcknowledged })
        context.note["entries"] = String(reply.entries.count)
        if reply.isClockSuspect {
            let check = ClockCheck(
                wallMilliseconds: message.wallMilliseconds, logical: message.logicalClock,
                serverMilliseconds: reply.wallMilliseconds)
            context.note["clockOffsetMilliseconds"] = String(check.offsetMilliseconds)
        }
        return .message(try SyncMessageCodec.encode(reply), to: request)
    }
}

/// `POST /v1/verify`: tells where a device and the server differ.
struct VerifyEndpoint: Sendable {
    let stores: ServerStores

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let device = try await DeviceAuthentication(stores: stores).device(of: request, note: context.note)
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let (range, message) = try VerifyMessageCodec.decodeRequest(body)
        let reply = try await VerifyAnswer(stores, ancestorType: RecordTypes.area)
            .reply(to: message, range: range, areas: device.user.assignedAreas)
        context.note["differing"] = String(reply.differing.count)
        return .message(try VerifyMessageCodec.encode(reply), to: request)
    }
}

/// `POST /v1/enroll`: lets a device in with a one-time code.
struct EnrollEndpoint: Sendable {
    let answer: EnrollAnswer

    func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let reply = try await answer.reply(to: try EnrollMessageCodec.decodeRequest(body))
        context.note["device"] = reply.deviceName
        return .message(try EnrollMessageCodec.encode(reply), to: request)
    }
}

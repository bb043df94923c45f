internal import AdminProtocol
internal import CommunityModel
internal import Hummingbird
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire

/// The routes of devices under `/v1`: each takes one message and gives one.
struct DeviceRoutes: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen
    let enrolling: EnrollAnswer

    /// Answers a message with another.
    private typealias Handler = @Sendable (Request, ServerRequestContext) async throws -> [UInt8]

    func add(to group: RouterGroup<ServerRequestContext>) {
        let answers: [(RouterPath, Handler)] = [("sync", sync), ("verify", verify), ("enroll", enroll)]
        for (path, answer) in answers {
            group.post(path) { Response.message(try await answer($0, $1), to: $0) }
            // A method that there is not is of the group too, so that its refusal is one that devices read.
            for method in [HTTPRequest.Method.get, .head, .put, .delete, .patch, .options] {
                group.on(path, method: method) { _, _ -> Response in throw HTTPError(.notFound) }
            }
        }
    }

    /// `POST /v1/sync`: takes a batch of changes in and gives a page of the feed.
    private func sync(_ request: Request, _ context: ServerRequestContext) async throws -> [UInt8] {
        let device = try await device(of: request, context)
        let message = try SyncMessageCodec.decodeRequest(try await request.wholeBody(limit: Limits.requestBytesMax))
        if request.statesDigest, !device.statesDigests {
            try await stores.accessing { access in try access.noteDigests(of: device.id) }
        }
        let isOwnReplica = try await stores.accessing { access in try access.isOwn(message.replica, of: device.id) }
        let reply = try await SyncAnswer(
            MeteredStore(stores: stores, device: device.id), ancestorType: RecordTypes.area
        ).reply(to: message, areas: device.user.assignedAreas, isOwnReplica: isOwnReplica)
        lastSeen.note(device.id, Sighting(milliseconds: reply.wallMilliseconds, replica: message.replica))
        context.note["pushed"] = String(message.changes.count)
        context.note["refused"] = String(reply.states.count { !$0.isAcknowledged })
        let beyond = reply.states.count(where: \.isBeyondQuota)
        if beyond > 0 { context.note["beyondQuota"] = String(beyond) }
        context.note["entries"] = String(reply.entries.count)
        if reply.isClockSuspect {
            let check = ClockCheck(
                wallMilliseconds: message.wallMilliseconds, logical: message.logicalClock,
                serverMilliseconds: reply.wallMilliseconds)
            context.note["clockOffsetMilliseconds"] = String(check.offsetMilliseconds)
        }
        return try SyncMessageCodec.encode(reply)
    }

    /// `POST /v1/verify`: tells where a device and the server differ.
    private func verify(_ request: Request, _ context: ServerRequestContext) async throws -> [UInt8] {
        let device = try await device(of: request, context)
        let body = try await request.wholeBody(limit: Limits.requestBytesMax)
        let (range, message) = try VerifyMessageCodec.decodeRequest(body)
        let reply = try await VerifyAnswer(stores, ancestorType: RecordTypes.area)
            .reply(to: message, range: range, areas: device.user.assignedAreas)
        context.note["differing"] = String(reply.differing.count)
        return try VerifyMessageCodec.encode(reply)
    }

    /// `POST /v1/enroll`: lets a device in with a one-time code.
    private func enroll(_ request: Request, _ context: ServerRequestContext) async throws -> [UInt8] {
        let body = try await request.wholeBody(limit: ServerLimits.strangerBodyBytesMax)
        let reply = try await enrolling.reply(to: try EnrollMessageCodec.decodeRequest(body))
        context.note["device"] = reply.deviceName
        return try EnrollMessageCodec.encode(reply)
    }

    /// The device that a request comes from.
    ///
    /// - Throws: A 401 `token_unknown`, a 403 `device_revoked` or `user_disabled`, a 400 `body_damaged`.
    private func device(of request: Request, _ context: ServerRequestContext) async throws -> EnrolledDevice {
        let unknown = Refusal(.unauthorized, "token_unknown", "the server does not know this device's token")
        guard let token = request.bearerToken else { throw unknown }
        let hash = Secret.hash(token)
        let found = try await stores.accessing { access in try access.device(tokenHash: hash) }
        guard let device = found else { throw unknown }
        context.note["device"] = device.name
        if device.isRevoked { throw Refusal(.forbidden, "device_revoked", "device \(device.name) was revoked") }
        if device.user.disabled {
            throw Refusal(.forbidden, "user_disabled", "user \(device.user.login) is disabled")
        }
        context.tokenIsValid()
        if device.statesDigests, !request.statesDigest { throw Refusal.bodyDamaged }
        return device
    }
}

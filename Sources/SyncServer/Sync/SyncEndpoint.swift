internal import CommunityModel
internal import Hummingbird
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire

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

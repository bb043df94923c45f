internal import CommunityModel
internal import Hummingbird
internal import ReplicaStore
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
        let version = try ProtocolAgreement.version(for: message.range)
        guard message.changes.count <= Limits.batchChangesMax else {
            throw Refusal(
                .contentTooLarge, "too_large", "a batch has at most \(Limits.batchChangesMax) changes")
        }
        let now = stores.now()
        let clock = ClockCheck(
            wallMilliseconds: message.wallMilliseconds, logical: message.logicalClock, serverMilliseconds: now)
        let states = try await store(message.changes, isSuspect: clock.isSuspect)
        lastSeen.note(device.id, Sighting(milliseconds: now, replica: message.replica))
        let inForce = stores.schemaInForce
        var reply = SyncReply(
            version: version, epoch: stores.epoch, states: states, cursor: message.cursor,
            schemaVersion: inForce.schema.version, wallMilliseconds: now, isClockSuspect: clock.isSuspect,
            areas: device.user.assignedAreas)
        if message.schemaVersion < inForce.schema.version { reply.schema = inForce.document }
        try await addPage(to: &reply, for: message, scope: device.user.scope)
        context.note["pushed"] = String(message.changes.count)
        context.note["refused"] = String(states.count { !$0.isAcknowledged })
        context.note["entries"] = String(reply.entries.count)
        if clock.isSuspect { context.note["clockOffsetMilliseconds"] = String(clock.offsetMilliseconds) }
        return .message(try SyncMessageCodec.encode(reply), to: request)
    }

    /// Stores what can be stored. A change that is none gets its refusal and does not disturb the others.
    private func store(_ changes: [[UInt8]], isSuspect: Bool) async throws -> [PushState] {
        var faults: [Int: ChangeFault] = [:]
        var incoming: [IncomingChange] = []
        // Read and hashed here, by as many requests at a time as there are processors, so that the writer only writes.
        for (index, bytes) in changes.enumerated() {
            do {
                incoming.append(try IncomingChange(bytes: bytes, isSuspect: isSuspect))
            } catch {
                faults[index] = error
            }
        }
        var outcomes = try await stores.groupCommit.store(incoming)[...]
        return changes.indices.map { index in
            if let fault = faults[index] {
                return PushState(outcome: .refused, code: fault.rawValue, text: "the bytes are not a valid change")
            }
            switch outcomes.popFirst() {
            case .success(.stored): return PushState(outcome: .stored, isSuspect: isSuspect)
            // Whether it was marked when it came first, the feed says.
            case .success(.duplicate): return PushState(outcome: .duplicate)
            case .failure, nil:
                return PushState(
                    outcome: .refused, code: "store_failed", text: "the server's copy of the record is damaged")
            }
        }
    }

    private func addPage(to reply: inout SyncReply, for message: SyncRequest, scope: Scope) async throws {
        let (known, page) = try await stores.reading { store in
            let known = try store.head(of: message.replica)
            // A sender that knows less of itself than the server does was restored from a copy: it takes a new replica
            // id first, and asks again.
            guard known <= message.head, message.pageBytesMax > 0 else { return (known, FeedPage?.none) }
            let page = try store.feedPage(
                after: message.cursor, scope: scope, ancestorType: RecordTypes.area, replica: message.replica,
                bytesMax: min(Int(message.pageBytesMax), Limits.pageBytesMax))
            return (known, page)
        }
        reply.knownSequence = known
        guard let page else { return }
        reply.entries = page.entries
        reply.cursor = page.cursor
        reply.hasMore = page.hasMore
        reply.remaining = page.remaining
    }
}
